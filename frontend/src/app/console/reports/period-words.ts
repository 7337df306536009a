import { Service, inject } from '@angular/core';
import type { SalesRow } from '@verstak/api';
import type { CalendarDay, Period, ReportStep } from '@verstak/domain';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import type { PeriodKind } from './report-period';

/** Periods and their steps in words. */
@Service()
export class PeriodWords {
  private readonly formats = inject(Formats);
  private readonly i18n = inject(I18n);

  /** A period by its name, `ноябрь 2026`, `IV квартал 2026`, or its days. */
  of(kind: PeriodKind, period: Period): string {
    const year = period.from.slice(0, 4);
    switch (kind) {
      case 'year':
        return this.i18n.t('reports.year', { year });
      case 'quarter':
        return this.i18n.t('reports.quarter', { quarter: Math.ceil(Number(period.from.slice(5, 7)) / 3), year });
      case 'month':
        return this.month(period.from, 'long');
      default:
        return this.days(period);
    }
  }

  /** First and last day, `24 нояб. – 30 нояб.`; one day alone as itself. */
  days({ from, to }: Period): string {
    return from === to ? this.day(from) : `${this.day(from)} – ${this.day(to)}`;
  }

  /** A row of the report by its step. */
  row({ firstDay, lastDay }: Pick<SalesRow, 'firstDay' | 'lastDay'>, step: ReportStep): string {
    if (step === 'month') return this.month(firstDay, 'short');
    return step === 'day' ? this.day(firstDay) : this.days({ from: firstDay, to: lastDay });
  }

  /** Noon of UTC is the same day in every zone a workshop may stand in but the farthest. */
  private day(day: CalendarDay): string {
    return this.formats.day(`${day}T12:00:00Z`);
  }

  private month(day: CalendarDay, month: 'long' | 'short'): string {
    const format = new Intl.DateTimeFormat(this.formats.locale().language, { month, year: 'numeric', timeZone: 'UTC' });
    return format.format(new Date(day)).replace(/\s?г\.$/, '');
  }
}
