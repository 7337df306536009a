import { Service, computed, inject } from '@angular/core';
import { Workshop } from '../workshop/workshop';
import * as format from './format';
import { I18n } from './i18n';

/** Numbers, sums and dates in the language of the screen and the workshop's currency and zone; reactive to both. */
@Service()
export class Formats {
  private readonly i18n = inject(I18n);
  private readonly workshop = inject(Workshop);

  readonly locale = computed<format.Locale>(() => ({
    language: this.i18n.language(),
    currency: this.workshop.settings().currency,
    currencyDigits: this.workshop.settings().currencyDigits,
    timeZone: this.workshop.settings().timeZone,
  }));

  money(minor: number, short = false): string {
    return format.formatMoney(minor, this.locale(), short);
  }

  addition(minor: number): string {
    return format.formatAddition(minor, this.locale());
  }

  quantity(value: number, unit: string): string {
    return [this.number(value), unit].filter(Boolean).join('\u00a0');
  }

  number(value: number, places?: number): string {
    return format.formatNumber(value, this.locale(), places);
  }

  percent(share: number, places?: number): string {
    return format.formatPercent(share, this.locale(), places);
  }

  day(instant: string | Date): string {
    return format.formatDay(new Date(instant), this.locale());
  }

  /** A day of the calendar, which is the same in every zone. */
  calendarDay(day: string): string {
    return format.formatDay(new Date(`${day}T00:00:00Z`), { ...this.locale(), timeZone: 'UTC' });
  }

  moment(instant: string | Date): string {
    return format.formatMoment(new Date(instant), this.locale());
  }

  time(instant: string | Date): string {
    return format.formatTime(new Date(instant), this.locale());
  }

  relativeDay(instant: string | Date): string {
    return format.formatRelativeDay(new Date(instant), this.locale());
  }

  ago(instant: string | Date): string {
    return format.formatAgo(new Date(instant), this.locale());
  }

  daysUntil(instant: string | Date): number {
    return format.daysUntil(new Date(instant), new Date(), this.locale().timeZone);
  }
}
