import { mongoError } from '../../errors.js';

const formats = new Map<string, { format: Intl.DateTimeFormat; offsets: Map<number, number> } | undefined>();
const QUARTER_HOUR = 900_000;

/** A time zone: an IANA name or an offset from UTC. */
export interface Zone {
  /** Milliseconds to add to a UTC time to get the local one. */
  offsetAt(time: number): number;
  name: string;
}

export const utc: Zone = { offsetAt: () => 0, name: 'UTC' };

function fixed(text: string): Zone | undefined {
  const match = /^([+-])(\d{2})(?::?(\d{2}))?$/.exec(text);
  if (!match) return undefined;
  const offset = (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0)) * 60_000;
  return { offsetAt: () => offset, name: text };
}

function lookUp(name: string): Zone | undefined {
  if (!formats.has(name)) {
    let format: Intl.DateTimeFormat | undefined;
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: name,
        hourCycle: 'h23',
        era: 'short',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch {
      format = undefined; // Intl does not know the name; the caller refuses it
    }
    formats.set(name, format && { format, offsets: new Map() });
  }
  const known = formats.get(name);
  if (!known) return undefined;
  return {
    name,
    offsetAt(time) {
      const slot = Math.floor(time / QUARTER_HOUR);
      let offset = known.offsets.get(slot);
      if (offset === undefined) {
        offset = measure(known.format, slot * QUARTER_HOUR);
        if (known.offsets.size > 100_000) known.offsets.clear();
        known.offsets.set(slot, offset);
      }
      return offset;
    },
  };
}

function measure(format: Intl.DateTimeFormat, time: number): number {
  const fields: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(time)) fields[type] = value;
  const year = fields.era === 'BC' ? 1 - Number(fields.year) : Number(fields.year);
  const local = new Date(0);
  local.setUTCFullYear(year, Number(fields.month) - 1, Number(fields.day));
  local.setUTCHours(Number(fields.hour), Number(fields.minute), Number(fields.second));
  return local.getTime() - Math.floor(time / 1000) * 1000;
}

/** The zone of a name such as `Europe/Moscow`, `UTC`, `+03:00`; refused with 40485 where unknown. */
export function zoneOf(name: string): Zone {
  if (name === 'UTC' || name === 'GMT' || name === 'Z' || name === '') return utc;
  const zone = fixed(name) ?? (/^[A-Za-z]/.test(name) ? lookUp(name) : undefined);
  if (!zone) throw mongoError(40485, `unrecognized time zone identifier: "${name}"`);
  return zone;
}

/** The local clock at a moment, as a Date whose UTC fields are the local ones. */
export function toLocal(time: number, zone: Zone): Date {
  return new Date(time + zone.offsetAt(time));
}

/** The moment of a local clock's time; a time that a change of clocks skips moves forward by the gap. */
export function fromLocal(local: number, zone: Zone): number {
  const before = zone.offsetAt(local - 86_400_000);
  const candidate = local - before;
  if (zone.offsetAt(candidate) === before) return candidate;
  const second = local - zone.offsetAt(candidate);
  return second + zone.offsetAt(second) === local ? second : candidate;
}

/** Milliseconds of a calendar date and time read as UTC; fields may overflow into the next ones. */
export function utcOf(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  millisecond = 0,
): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, millisecond);
  return date.getTime();
}

const DAY = 86_400_000;

/** ISO 8601's day of the week: 1 is Monday. */
export function isoDay(date: Date): number {
  return date.getUTCDay() || 7;
}

/** ISO 8601's week of the year with the year it belongs to. */
export function isoWeek(date: Date): { year: number; week: number } {
  const thursday = new Date(date.getTime() + (4 - isoDay(date)) * DAY);
  const year = thursday.getUTCFullYear();
  return { year, week: Math.floor((thursday.getTime() - utcOf(year, 1, 1)) / (7 * DAY)) + 1 };
}

export function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - utcOf(date.getUTCFullYear(), 1, 1)) / DAY) + 1;
}

/** The week of the year that starts on Sunday, days before the first Sunday are week 0. */
export function weekOfYear(date: Date): number {
  return Math.floor((dayOfYear(date) + 6 - date.getUTCDay()) / 7);
}
