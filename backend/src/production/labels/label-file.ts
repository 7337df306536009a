import type { ExportLanguage } from '../../platform/exports/table.js';

const NAMES: Record<ExportLanguage, string> = { ru: 'etiketki', en: 'labels' };

/** What files of labels are called, by which the journal knows them. */
export const LABEL_FILE = new RegExp(`^(?:${Object.values(NAMES).join('|')})_`);

/** What a file with so many labels is called. */
export function labelFile(lang: ExportLanguage, count: number): string {
  return `${NAMES[lang]}_${count}.pdf`;
}
