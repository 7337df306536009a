import { detailWords } from '@verstak/domain';
import type { ExportLanguage } from '../platform/exports/table.js';
import type { WantedDetail } from './order.js';

/** What is said of an item in words of a language, each with its name: `Надпись: Анне`, `День: 5 декабря 2026 г.`. */
export function saidDetails(details: readonly WantedDetail[] = [], lang: ExportLanguage): string[] {
  const days = new Intl.DateTimeFormat(lang, { timeZone: 'UTC', dateStyle: 'long' });
  return detailWords(details, (day) => days.format(new Date(`${day}T00:00Z`)));
}
