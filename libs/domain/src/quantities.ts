/** A unit in which goods are told, in both languages; what is measured need not be whole. */
interface Unit {
  ru: string;
  en: string;
  isMeasured?: boolean;
}

/** Units that goods are usually told in. */
const UNITS: readonly Unit[] = [
  { ru: 'шт', en: 'pcs' },
  { ru: 'порция', en: 'portion' },
  { ru: 'набор', en: 'set' },
  { ru: 'упаковка', en: 'pack' },
  { ru: 'пара', en: 'pair' },
  { ru: 'кг', en: 'kg', isMeasured: true },
  { ru: 'г', en: 'g', isMeasured: true },
  { ru: 'л', en: 'l', isMeasured: true },
  { ru: 'м', en: 'm', isMeasured: true },
  { ru: 'м²', en: 'm²', isMeasured: true },
];

/** How units are counted: in thousandths, exactly. */
const THOUSANDTHS = 1_000;
const MOST = 1_000_000;

/** What of a product decides how much of it is sold at a time. */
export interface Sold {
  unit: string;
  /** At least so much; one step unless told. */
  leastQuantity?: number | null;
  /** By so much: one, or a thousandth of what is measured, unless told. */
  quantityStep?: number | null;
}

/** The units that goods are usually told in, in a language. */
export function usualUnits(language: 'ru' | 'en'): string[] {
  return UNITS.map((unit) => unit[language]);
}

/** How much of a product is sold at least, and by how much more. */
export function quantitiesOf({ unit, leastQuantity, quantityStep }: Sold): { least: number; step: number } {
  const name = unit.trim().toLowerCase();
  const isMeasured = UNITS.some((known) => known.isMeasured && (known.ru === name || known.en === name));
  const step = quantityStep ?? (isMeasured ? 1 / THOUSANDTHS : 1);
  return { least: leastQuantity ?? step, step };
}

/** Whether a quantity is sold: so many steps, and not less than the least. */
export function isSoldAs(quantity: number, sold: Sold): boolean {
  const { least, step } = quantitiesOf(sold);
  return quantity >= least && isMultiple(quantity, step);
}

/** The quantity that is sold and comes nearest, up to a million. */
export function nearestSold(quantity: number, sold: Sold): number {
  const { least, step } = quantitiesOf(sold);
  const [by, from] = [inThousandths(step), inThousandths(least)];
  const wanted = Math.min(Math.max(inThousandths(quantity), from), MOST * THOUSANDTHS);
  const steps = Math.min(Math.round(wanted / by), Math.floor((MOST * THOUSANDTHS) / by));
  return Math.max(steps * by, from) / THOUSANDTHS;
}

/** The most that is sold of what there is: so many steps, or nothing where there is less than the least. */
export function mostSold(available: number, sold: Sold): number {
  const { least, step } = quantitiesOf(sold);
  const by = inThousandths(step);
  const most = (Math.floor(inThousandths(available) / by) * by) / THOUSANDTHS;
  return most >= least ? most : 0;
}

/** Whether a least quantity is so many steps: only then is the sum of two quantities that are sold one too. */
export function isLeastInSteps(sold: Sold): boolean {
  const { least, step } = quantitiesOf(sold);
  return isMultiple(least, step);
}

function isMultiple(quantity: number, step: number): boolean {
  return inThousandths(quantity) % inThousandths(step) === 0;
}

function inThousandths(quantity: number): number {
  return Math.round(quantity * THOUSANDTHS);
}
