import { spellCode } from '@verstak/domain';
import { saidDetails } from '../../orders/said-details.js';
import type { ExportLanguage } from '../../platform/exports/table.js';
import type { Part } from '../part.js';
import type { LabelText } from './fit-text.js';

const DUE: Record<ExportLanguage, string> = { ru: 'до', en: 'due' };

/** How numbers and days of a label are written. */
export interface LabelWriting {
  lang: ExportLanguage;
  timeZone: string;
}

/** What a label says of a part, the most needed first: code, designation, name, how many, of which order, by when. */
export function labelTexts(part: Part, { lang, timeZone }: LabelWriting): LabelText[] {
  const { code, designation, title, details, quantity, unit, orderNumber, dueAt } = part;
  const amount = `${new Intl.NumberFormat(lang, { maximumFractionDigits: 3 }).format(quantity)} ${unit}`;
  const day = dueAt && new Intl.DateTimeFormat(lang, { timeZone, day: 'numeric', month: 'short' }).format(dueAt);
  const order = orderNumber ? `№ ${orderNumber}` : undefined;
  const facts = [amount, order, day && `${DUE[lang]} ${day}`].filter((fact) => fact !== undefined);
  const said = saidDetails(details, lang).join('; ');
  return [
    { text: spellCode(code), weight: 'strong', size: 1.15, most: 1 },
    ...(designation ? [{ text: designation, weight: 'strong' as const, size: 1, most: 2 }] : []),
    { text: title, weight: 'text', size: 1, most: 4 },
    ...(said ? [{ text: said, weight: 'text' as const, size: 0.9, most: 3 }] : []),
    // What belongs together stays on a line.
    { text: facts.map((fact) => fact.replaceAll(' ', '\u00a0')).join(' '), weight: 'text', size: 0.9, most: 3 },
  ];
}
