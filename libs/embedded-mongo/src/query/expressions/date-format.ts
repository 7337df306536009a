import { mongoError } from '../../errors.js';
import { dayOfYear, isoDay, isoWeek, toLocal, weekOfYear, type Zone } from './zone.js';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const pad = (value: number, width: number): string => String(value).padStart(width, '0');

function offsetText(offset: number): string {
  const minutes = Math.abs(Math.trunc(offset / 60_000));
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}${pad(minutes % 60, 2)}`;
}

function yearText(year: number): string {
  if (year < 0 || year > 9999)
    throw mongoError(
      18537,
      `Could not convert date to string: date component was outside the supported range of 0-9999: ${year}`,
    );
  return pad(year, 4);
}

const writers: Record<string, (local: Date, offset: number) => string> = {
  '%': () => '%',
  Y: (local) => yearText(local.getUTCFullYear()),
  m: (local) => pad(local.getUTCMonth() + 1, 2),
  d: (local) => pad(local.getUTCDate(), 2),
  H: (local) => pad(local.getUTCHours(), 2),
  M: (local) => pad(local.getUTCMinutes(), 2),
  S: (local) => pad(local.getUTCSeconds(), 2),
  L: (local) => pad(local.getUTCMilliseconds(), 3),
  j: (local) => pad(dayOfYear(local), 3),
  w: (local) => String(local.getUTCDay() + 1),
  U: (local) => pad(weekOfYear(local), 2),
  V: (local) => pad(isoWeek(local).week, 2),
  G: (local) => yearText(isoWeek(local).year),
  u: (local) => String(isoDay(local)),
  b: (local) => months[local.getUTCMonth()]!.slice(0, 3),
  B: (local) => months[local.getUTCMonth()]!,
  z: (_local, offset) => offsetText(offset),
  Z: (_local, offset) => `${offset < 0 ? '-' : '+'}${pad(Math.abs(Math.trunc(offset / 60_000)), 3)}`,
};

/** Writes a date by a format of `$dateToString` in a time zone. */
export function formatDate(date: Date, format: string, zone: Zone): string {
  const offset = zone.offsetAt(date.getTime());
  const local = toLocal(date.getTime(), zone);
  return format.replace(/%([\s\S])?/g, (_whole, specifier: string | undefined) => {
    if (specifier === undefined) throw mongoError(18535, "Unmatched '%' at end of format string");
    const write = writers[specifier];
    if (!write) throw mongoError(18536, `Invalid format character '%${specifier}' in format string`);
    return write(local, offset);
  });
}
