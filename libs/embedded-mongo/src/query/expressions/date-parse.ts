import { mongoError, type MongoError } from '../../errors.js';
import { fromLocal, utc, utcOf, zoneOf, type Zone } from './zone.js';

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const monthNumber = (text: string): number =>
  months.findIndex((month) => month.startsWith(text.slice(0, 3).toLowerCase())) + 1;

function failure(text: string, why: string): MongoError {
  return mongoError('ConversionFailure', `Error parsing date string '${text}'; ${why}`);
}

const ISO =
  /^(\d{4})-?(\d{2})(?:-?(\d{2}))?(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?|[A-Za-z]+\/[A-Za-z_]+)?$/;

interface Fields {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  dayOfYear?: number;
  isoYear?: number;
  isoWeek?: number;
  isoDay?: number;
}

const empty = (): Fields => ({ year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 });

function momentOf(text: string, fields: Fields, zone: Zone): Date {
  let local = utcOf(
    fields.year,
    fields.month,
    fields.day,
    fields.hour,
    fields.minute,
    fields.second,
    fields.millisecond,
  );
  if (fields.dayOfYear !== undefined)
    local = utcOf(fields.year, 1, fields.dayOfYear, fields.hour, fields.minute, fields.second, fields.millisecond);
  if (fields.isoYear !== undefined) {
    const fourth = utcOf(fields.isoYear, 1, 4);
    const monday = fourth - ((new Date(fourth).getUTCDay() || 7) - 1) * 86_400_000;
    const days = ((fields.isoWeek ?? 1) - 1) * 7 + (fields.isoDay ?? 1) - 1;
    local =
      monday +
      days * 86_400_000 +
      fields.hour * 3_600_000 +
      fields.minute * 60_000 +
      fields.second * 1000 +
      fields.millisecond;
  }
  if (
    fields.month > 12 ||
    fields.month < 1 ||
    fields.day > 31 ||
    fields.hour > 24 ||
    fields.minute > 59 ||
    fields.second > 60
  ) {
    throw failure(text, 'a field is out of range');
  }
  return new Date(fromLocal(local, zone));
}

function pickZone(text: string, inText: string | undefined, given: Zone | undefined): Zone {
  if (inText === undefined) return given ?? utc;
  if (given && given !== utc)
    throw failure(
      text,
      `you cannot pass in a date/time string with time zone information ('${inText}') together with a timezone argument`,
    );
  return zoneOf(inText);
}

type Reader = (fields: Fields, text: string) => void;

const specifiers: Record<string, { pattern: string; read: Reader }> = {
  Y: { pattern: '(\\d{4})', read: (fields, text) => void (fields.year = Number(text)) },
  m: { pattern: '(\\d{2})', read: (fields, text) => void (fields.month = Number(text)) },
  d: { pattern: '(\\d{2})', read: (fields, text) => void (fields.day = Number(text)) },
  H: { pattern: '(\\d{2})', read: (fields, text) => void (fields.hour = Number(text)) },
  M: { pattern: '(\\d{2})', read: (fields, text) => void (fields.minute = Number(text)) },
  S: { pattern: '(\\d{2})', read: (fields, text) => void (fields.second = Number(text)) },
  L: { pattern: '(\\d{1,3})', read: (fields, text) => void (fields.millisecond = Number(text.padEnd(3, '0'))) },
  j: { pattern: '(\\d{1,3})', read: (fields, text) => void (fields.dayOfYear = Number(text)) },
  G: { pattern: '(\\d{4})', read: (fields, text) => void (fields.isoYear = Number(text)) },
  V: { pattern: '(\\d{1,2})', read: (fields, text) => void (fields.isoWeek = Number(text)) },
  u: { pattern: '(\\d)', read: (fields, text) => void (fields.isoDay = Number(text)) },
  b: { pattern: '([A-Za-z]{3})', read: (fields, text) => void (fields.month = monthNumber(text)) },
  B: { pattern: '([A-Za-z]+)', read: (fields, text) => void (fields.month = monthNumber(text)) },
};

/** Reads a date by a format of `$dateFromString`. */
function parseByFormat(text: string, format: string, given: Zone | undefined): Date {
  const readers: Reader[] = [];
  let zoneText: string | undefined;
  const source = format.replace(/%(.)|[\\^$.*+?()[\]{}|/]/g, (whole, specifier: string | undefined) => {
    if (specifier === undefined) return `\\${whole}`;
    if (specifier === '%') return '%';
    if (specifier === 'z' || specifier === 'Z') {
      readers.push((_fields, found) => void (zoneText = specifier === 'Z' ? offsetOfMinutes(found) : found));
      return specifier === 'Z' ? '([+-]?\\d+)' : '(Z|[A-Za-z]+(?:\\/[A-Za-z_]+)?|[+-]\\d{2}:?\\d{2})';
    }
    const known = specifiers[specifier];
    if (!known) throw mongoError(18536, `Invalid format character '%${specifier}' in format string`);
    readers.push(known.read);
    return known.pattern;
  });
  const match = new RegExp(`^${source}$`).exec(text);
  if (!match) throw failure(text, 'the text does not match the format');
  const fields = empty();
  readers.forEach((read, i) => read(fields, match[i + 1]!));
  return momentOf(text, fields, pickZone(text, zoneText, given));
}

function offsetOfMinutes(text: string): string {
  const minutes = Number(text);
  const two = (value: number): string => String(Math.trunc(Math.abs(value))).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** Reads a date from its text: ISO 8601 and its relatives, or by a format. Refused with ConversionFailure (241). */
export function parseDate(text: string, format: string | undefined, zone: Zone | undefined): Date {
  if (format !== undefined) return parseByFormat(text, format, zone);
  const match = ISO.exec(text.trim());
  if (match) {
    const [, year, month, day, hour, minute, second, fraction, zoneText] = match;
    const fields: Fields = {
      year: Number(year),
      month: Number(month),
      day: Number(day ?? 1),
      hour: Number(hour ?? 0),
      minute: Number(minute ?? 0),
      second: Number(second ?? 0),
      millisecond: Number((fraction ?? '0').padEnd(3, '0').slice(0, 3)),
    };
    return momentOf(text, fields, pickZone(text, zoneText, zone));
  }
  const named = /[A-Za-z]{3}|\d+[/.]\d+/.test(text) && /\d{4}/.test(text);
  const time = named ? Date.parse(/Z|UTC|GMT|[+-]\d{4}$/.test(text) ? text : `${text} UTC`) : NaN;
  if (Number.isNaN(time)) throw failure(text, 'the text is no date');
  return new Date(zone && zone !== utc ? fromLocal(time, zone) : time);
}
