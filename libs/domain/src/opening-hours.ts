import { instantOf } from './calendar.js';
import { dayIn, minutesIn } from './time.js';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** When somebody is there on each day of a week, `10:00–13:00, 14:00–19:00`; a day without is closed. */
export type OpeningHours = { readonly [day in Weekday]?: string | undefined };

/** From when to when, in minutes since midnight. */
export interface Opening {
  from: number;
  to: number;
}

/** Whether somebody is there, until when or from when, by the clock of the workshop; neither where it never changes. */
export type OpenState =
  { isOpen: true; until?: string } | { isOpen: false; from?: { day: Weekday; inDays: number; at: string } };

/** Days in a row with the same hours; without hours closed. */
export interface HoursRun {
  from: Weekday;
  to: Weekday;
  hours?: string;
}

const DAY_MINUTES = 24 * 60;
/** Most times within a day: three breaks. */
const MOST_OPENINGS = 4;
const OPENING = /^(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?$/;

/** The times of a day as people write them, `9-13, 14:00–18:30`; `undefined` where they are none or not one after another. */
export function openingsOf(text: string): Opening[] | undefined {
  const openings = text.split(/[,;]/).map((part) => openingOf(part.trim()));
  if (openings.length > MOST_OPENINGS) return undefined;
  let end = -1;
  const inOrder: Opening[] = [];
  for (const opening of openings) {
    if (!opening || opening.from <= end || opening.to <= opening.from) return undefined;
    end = opening.to;
    inOrder.push(opening);
  }
  return inOrder;
}

/** The same times in their one form, `09:00–13:00, 14:00–18:30`; `undefined` where they are none. */
export function normalHours(text: string): string | undefined {
  return openingsOf(text)
    ?.map(({ from, to }) => `${clock(from)}–${clock(to)}`)
    .join(', ');
}

/** Whether somebody is there at an instant, by the clock in the workshop's zone. */
export function openStateAt(hours: OpeningHours, timeZone: string, now: Date): OpenState {
  const today = (new Date(instantOf(dayIn(timeZone, now))).getUTCDay() + 6) % 7;
  const minute = minutesIn(timeZone, now);
  const openings = WEEKDAYS.map((day) => openingsOf(hours[day] ?? '') ?? []);
  const present = openings[today]?.find(({ from, to }) => from <= minute && minute < to);
  if (present) return { isOpen: true, ...untilOf(openings, today, present) };
  for (let inDays = 0; inDays <= WEEKDAYS.length; inDays += 1) {
    const index = (today + inDays) % WEEKDAYS.length;
    const next = openings[index]?.find(({ from }) => inDays > 0 || from > minute);
    const day = WEEKDAYS[index];
    if (next && day) return { isOpen: false, from: { day, inDays, at: clock(next.from) } };
  }
  return { isOpen: false };
}

/** The days of a week, those in a row with the same hours as one; nothing where no day has any. */
export function hoursRuns(hours: OpeningHours): HoursRun[] {
  if (!WEEKDAYS.some((day) => hours[day])) return [];
  return WEEKDAYS.reduce<HoursRun[]>((runs, day) => {
    const last = runs.at(-1);
    if (last && last.hours === hours[day]) return [...runs.slice(0, -1), { ...last, to: day }];
    return [...runs, { from: day, to: day, ...(hours[day] ? { hours: hours[day] } : {}) }];
  }, []);
}

/** Who is there until midnight and again from midnight has not left; who never leaves has no end. */
function untilOf(openings: readonly Opening[][], today: number, present: Opening): { until?: string } {
  let { to } = present;
  for (let day = today + 1; to === DAY_MINUTES; day += 1) {
    const night = openings[day % WEEKDAYS.length]?.find(({ from }) => from === 0);
    if (!night) break;
    if (day > today + WEEKDAYS.length) return {};
    to = night.to;
  }
  return { until: clock(to) };
}

function openingOf(text: string): Opening | undefined {
  const [, ...parts] = OPENING.exec(text) ?? [];
  const [hour = NaN, minute, toHour = NaN, toMinute] = parts.map((part = '0') => Number(part));
  const [from, to] = [hour * 60 + (minute ?? 0), toHour * 60 + (toMinute ?? 0)];
  const isClock = from < DAY_MINUTES && to <= DAY_MINUTES && (minute ?? 0) < 60 && (toMinute ?? 0) < 60;
  return isClock ? { from, to } : undefined;
}

function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
