import { failedToParse, mongoError } from '../../errors.js';
import { typeName, type Value } from '../../values/index.js';
import { fromLocal, toLocal, utcOf, type Zone } from './zone.js';

export const units = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond'] as const;
export type Unit = (typeof units)[number];

const lengths: Partial<Record<Unit, number>> = { hour: 3_600_000, minute: 60_000, second: 1000, millisecond: 1 };
const DAY = 86_400_000;
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

export function unitOf(value: Value, name: string): Unit {
  if (typeof value !== 'string')
    throw mongoError(5439013, `${name} requires 'unit' to be a string, but got ${typeName(value)}`);
  if (!(units as readonly string[]).includes(value))
    throw failedToParse(
      `${name} parameter 'unit' value parsing failed :: caused by :: unknown time unit value: ${value}`,
    );
  return value as Unit;
}

/** The number of a weekday, 0 is Sunday; Sunday where none is given. */
export function weekdayOf(value: Value | undefined, name: string): number {
  if (value === undefined || value === null) return 0;
  if (typeof value !== 'string')
    throw mongoError(5439015, `${name} requires 'startOfWeek' to be a string, but got ${typeName(value)}`);
  const text = value.toLowerCase();
  const day = weekdays.findIndex((weekday) => weekday === text || weekday.slice(0, 3) === text);
  if (day < 0)
    throw failedToParse(
      `${name} parameter 'startOfWeek' value parsing failed :: caused by :: unknown day of week value: ${value}`,
    );
  return day;
}

/** Moves a date by calendar or clock units; a day that the month does not have becomes its last. */
export function addUnits(date: Date, unit: Unit, amount: number, zone: Zone): Date {
  const length = lengths[unit];
  const time = length !== undefined ? date.getTime() + amount * length : addCalendar(date, unit, amount, zone);
  if (!(Math.abs(time) <= 8.64e15)) throw mongoError(5166406, 'date overflow');
  return new Date(time);
}

function addCalendar(date: Date, unit: Unit, amount: number, zone: Zone): number {
  const local = toLocal(date.getTime(), zone);
  if (unit === 'week' || unit === 'day') {
    const days = unit === 'week' ? amount * 7 : amount;
    return fromLocal(local.getTime() + days * DAY, zone);
  }
  const months = unit === 'year' ? amount * 12 : unit === 'quarter' ? amount * 3 : amount;
  const month = local.getUTCFullYear() * 12 + local.getUTCMonth() + months;
  const year = Math.floor(month / 12);
  const inYear = month - year * 12 + 1;
  const lastDay = new Date(utcOf(year, inYear + 1, 0)).getUTCDate();
  const inDay = local.getTime() - utcOf(local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate());
  return fromLocal(utcOf(year, inYear, Math.min(local.getUTCDate(), lastDay)) + inDay, zone);
}

/** How many boundaries of a unit lie between two moments. */
export function diffUnits(start: number, end: number, unit: Unit, zone: Zone, firstDay: number): number {
  const a = toLocal(start, zone);
  const b = toLocal(end, zone);
  const day = (local: Date): number => Math.floor(local.getTime() / DAY);
  switch (unit) {
    case 'year':
      return b.getUTCFullYear() - a.getUTCFullYear();
    case 'quarter':
      return (
        (b.getUTCFullYear() - a.getUTCFullYear()) * 4 +
        Math.floor(b.getUTCMonth() / 3) -
        Math.floor(a.getUTCMonth() / 3)
      );
    case 'month':
      return (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
    case 'week': {
      const week = (local: Date): number => Math.floor((day(local) + 4 - firstDay) / 7);
      return week(b) - week(a);
    }
    case 'day':
      return day(b) - day(a);
    case 'hour': {
      const hour = (local: Date): number => Math.floor(local.getTime() / 3_600_000);
      return hour(b) - hour(a) - Math.round((zone.offsetAt(end) - zone.offsetAt(start)) / 3_600_000);
    }
    default: {
      const length = lengths[unit]!;
      return Math.floor(end / length) - Math.floor(start / length);
    }
  }
}

const floorTo = (value: number, step: number): number => Math.floor(value / step) * step;

/** The start of the bin that a date lies in; bins are counted from 2000-01-01 in the zone. */
export function truncateTo(date: Date, unit: Unit, bin: number, zone: Zone, firstDay: number): Date {
  const local = toLocal(date.getTime(), zone);
  const length = lengths[unit];
  if (length !== undefined) {
    const reference = fromLocal(utcOf(2000, 1, 1), zone);
    const offset = zone.offsetAt(date.getTime()) - zone.offsetAt(reference);
    const shifted = bin === 1 ? offset : 0;
    return new Date(reference + floorTo(date.getTime() + shifted - reference, bin * length) - shifted);
  }
  if (unit === 'day' || unit === 'week') {
    const first = unit === 'week' ? utcOf(2000, 1, 1 + ((firstDay + 1) % 7)) : utcOf(2000, 1, 1);
    const step = (unit === 'week' ? 7 : 1) * bin * DAY;
    return new Date(fromLocal(first + floorTo(local.getTime() - first, step), zone));
  }
  const months = bin * (unit === 'year' ? 12 : unit === 'quarter' ? 3 : 1);
  const month = floorTo((local.getUTCFullYear() - 2000) * 12 + local.getUTCMonth(), months);
  return new Date(fromLocal(utcOf(2000 + Math.floor(month / 12), month - Math.floor(month / 12) * 12 + 1, 1), zone));
}
