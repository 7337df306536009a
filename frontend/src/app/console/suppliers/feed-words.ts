import { Service, inject } from '@angular/core';
import type { FeedRun } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';

const HOUR = 60;
const DAY = 24 * HOUR;

/** How often stock is checked as a rule, in minutes. */
const USUAL = [15, 30, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 7 * DAY];

/** A stock check in words. */
@Service()
export class FeedWords {
  private readonly i18n = inject(I18n);

  /** How often it may be checked: as usual, or as it is now. */
  choices(minutes: number): number[] {
    return [...new Set([...USUAL, minutes])].sort((one, other) => one - other);
  }

  /** So many minutes in the greatest units that they are whole ones of; without them, only where somebody asks. */
  often(minutes: number | undefined): string {
    if (minutes === undefined) return this.i18n.t('suppliers.feed.never');
    const [unit, size] = minutes % DAY === 0 ? ['days', DAY] : minutes % HOUR === 0 ? ['hours', HOUR] : ['minutes', 1];
    return this.i18n.t(`suppliers.feed.every.${unit}`, { count: minutes / Number(size) });
  }

  /** What came of a check, in a sentence or several. */
  outcome({ fault, status, headings, rows, changed, unknown, faulty, rowFault }: FeedRun): string[] {
    const say = (key: string, params: Record<string, unknown> = {}): string =>
      this.i18n.t(`suppliers.feed.${key}`, params);
    const { row, column = '', value = '' } = rowFault ?? {};
    return [
      fault ? say(`fault.${fault}`, { status }) : say('changed', { count: changed }),
      headings ? say('headings', { headings }) : '',
      rows && !fault ? say('rows', { count: rows }) : '',
      unknown ? say('unknown', { count: unknown }) : '',
      faulty ? say('faulty', { count: faulty }) : '',
      row ? say('rowFault', { row, cell: [column, value && `«${value}»`].filter(Boolean).join(': ') }) : '',
    ].filter(Boolean);
  }
}
