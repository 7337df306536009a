import { formatDecimal } from '@verstak/domain';
import type { Language } from '../../core/i18n/languages';

const SEPARATOR: Record<Language, string> = { ru: ',', en: '.' };

/**
 * What was typed, as people write it: `1 234,5`, `1,234.50`, `48300`. Separators before exactly three digits group
 * only where a decimal separator of the other kind, or another group, follows; so `1,250` is one and a quarter.
 */
function readDecimal(text: string, places: number): { isNegative: boolean; digits: string } | undefined {
  const compact = text.replace(/[\s\u00a0\u202f'₽$€]/g, '');
  const match = /^([-−]?)(\d+|\d{1,3}(?:,\d{3})+(?=\.)|\d{1,3}(?:\.\d{3})+(?=,)|)(?:[.,](\d*))?$/.exec(compact);
  const whole = match?.[2]?.replace(/[.,]/g, '') ?? '';
  const fraction = match?.[3] ?? '';
  if (!match || (whole === '' && fraction === '') || fraction.length > places) return undefined;
  return { isNegative: match[1] !== '', digits: (whole || '0') + fraction.padEnd(places, '0') };
}

/** Minor units of a typed sum; `null` for nothing, `undefined` for what is no sum with at most so many decimals. */
export function readMoney(text: string, digits: number): number | null | undefined {
  if (text.trim() === '') return null;
  const read = readDecimal(text, digits);
  if (!read) return undefined;
  const minor = Number(read.digits);
  if (!Number.isSafeInteger(minor)) return undefined;
  return read.isNegative && minor > 0 ? -minor : minor;
}

/** A typed number with at most `places` decimals; `null` for nothing, `undefined` for what is none. */
export function readNumber(text: string, places: number): number | null | undefined {
  if (text.trim() === '') return null;
  const read = readDecimal(text, places);
  if (!read) return undefined;
  const value = Number(`${read.digits}e-${places}`);
  return read.isNegative && value > 0 ? -value : value;
}

/** Minor units as they are edited: no grouping, the language's separator, all decimals. */
export function writeMoney(minor: number | null, language: Language, digits: number): string {
  return minor === null ? '' : formatDecimal(minor, digits).replace('.', SEPARATOR[language]);
}

/** A number as it is edited. */
export function writeNumber(value: number | null, language: Language): string {
  return value === null ? '' : String(value).replace('.', SEPARATOR[language]);
}
