import { Pipe, type PipeTransform, inject } from '@angular/core';
import { Formats } from '../../core/i18n/formats';

type Nothing = null | undefined;

/** Minor units as a sum, `48 300,00 ₽`; nothing for nothing. */
@Pipe({ name: 'money', pure: false })
export class MoneyPipe implements PipeTransform {
  private readonly formats = inject(Formats);

  transform(minor: number | Nothing, digits: 'exact' | 'short' = 'exact'): string {
    return minor === null || minor === undefined ? '' : this.formats.money(minor, digits === 'short');
  }
}

/** A quantity with its unit, `2,5 кг`. */
@Pipe({ name: 'quantity', pure: false })
export class QuantityPipe implements PipeTransform {
  private readonly formats = inject(Formats);

  transform(value: number | Nothing, unit = ''): string {
    if (value === null || value === undefined) return '';
    return this.formats.quantity(value, unit);
  }
}

/** A share of one, `62 %`. */
@Pipe({ name: 'share', pure: false })
export class SharePipe implements PipeTransform {
  private readonly formats = inject(Formats);

  transform(share: number | Nothing, places = 0): string {
    return share === null || share === undefined ? '' : this.formats.percent(share, places);
  }
}

/** A day in the workshop's zone, `25 нояб.`. */
@Pipe({ name: 'day', pure: false })
export class DayPipe implements PipeTransform {
  private readonly formats = inject(Formats);

  transform(instant: string | Date | Nothing): string {
    return instant ? this.formats.day(instant) : '';
  }
}

/** A calendar day `YYYY-MM-DD` as people write it, `25 нояб.`. */
@Pipe({ name: 'calendarDay', pure: false })
export class CalendarDayPipe implements PipeTransform {
  private readonly formats = inject(Formats);

  transform(day: string | Nothing): string {
    return day ? this.formats.calendarDay(day) : '';
  }
}

/** Day and time in the workshop's zone, `25 нояб., 14:05`. */
@Pipe({ name: 'moment', pure: false })
export class MomentPipe implements PipeTransform {
  private readonly formats = inject(Formats);

  transform(instant: string | Date | Nothing): string {
    return instant ? this.formats.moment(instant) : '';
  }
}

/** How long ago, `5 мин. назад`; the day where it was over a week ago. */
@Pipe({ name: 'ago', pure: false })
export class AgoPipe implements PipeTransform {
  private readonly formats = inject(Formats);

  transform(instant: string | Date | Nothing): string {
    return instant ? this.formats.ago(instant) : '';
  }
}
