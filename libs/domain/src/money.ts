/** Whole minor units of the workshop's currency: kopecks, cents. */
export type Money = number;

/**
 * The largest amount of a price, a line or an order, in minor units: a hundred billion roubles. Far enough below the
 * largest exact number that the sum of hundreds of such orders is still exact.
 */
export const MAX_MONEY = 10_000_000_000_000;

/** Decimal places of a quantity. */
export const QUANTITY_PLACES = 3;

/** Decimal places of a discount in per cent. */
export const DISCOUNT_PLACES = 2;

/** What of an order line its total depends on: minor units, quantity with up to 3 places, per cent with up to 2. */
export interface PricedLine {
  unitPrice: Money;
  quantity: number;
  discountPercent?: number;
}

const THOUSANDTHS = 1_000n;
const BASIS_POINTS = 10_000n;

/** Unit price × quantity × (1 − discount) in minor units, rounded half up once, without floating point. */
export function lineTotal(line: PricedLine): Money {
  const price = BigInt(line.unitPrice);
  const quantity = BigInt(Math.round(line.quantity * 1_000));
  const kept = BASIS_POINTS - BigInt(Math.round((line.discountPercent ?? 0) * 100));
  return divideHalfUp(price * quantity * kept, THOUSANDTHS * BASIS_POINTS);
}

/** Price × quantity before discount in minor units, rounded half up. */
export function lineGross(line: PricedLine): Money {
  return lineTotal({ ...line, discountPercent: 0 });
}

/** Sum of the lines' totals in minor units. */
export function orderTotal(lines: readonly PricedLine[]): Money {
  return lines.reduce((sum, line) => sum + lineTotal(line), 0);
}

/** Decimal places of most currencies. */
const USUAL_DIGITS = 2;

/** Decimal places of a currency (ISO 4217): how many digits of a unit its minor units are; 0 of JPY, 3 of KWD. */
export function currencyDigits(currency: string): number {
  const { maximumFractionDigits = USUAL_DIGITS } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return maximumFractionDigits;
}

/** Minor units from a decimal string such as `48300.5`; `undefined` where it is no amount up to `MAX_MONEY` with at most so many places. */
export function parseMoney(text: string, digits = USUAL_DIGITS): Money | undefined {
  const match = /^(-?)(\d{1,14})(?:[.,](\d+))?$/.exec(text.trim());
  const fraction = match?.[3] ?? '';
  if (!match || fraction.length > digits) return undefined;
  const minor = Number(match[2]) * 10 ** digits + Number(fraction.padEnd(digits, '0'));
  if (minor > MAX_MONEY) return undefined;
  return match[1] && minor > 0 ? -minor : minor;
}

/** All decimals with a point, as machines exchange it: `48300.50`. */
export function formatDecimal(minor: Money, digits = USUAL_DIGITS): string {
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const [whole, fraction] = [text.slice(0, text.length - digits), text.slice(text.length - digits)];
  return `${minor < 0 ? '-' : ''}${whole}${fraction && `.${fraction}`}`;
}

/** Quotient rounded half up (away from zero for negatives). */
export function divideHalfUp(numerator: bigint, denominator: bigint): number {
  const sign = numerator < 0n ? -1n : 1n;
  const doubled = numerator * sign * 2n + denominator;
  return Number((sign * doubled) / (denominator * 2n));
}
