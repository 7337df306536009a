import { addDays, addMonths, daysOf, instantOf, type Period, type ReportStep } from '@verstak/domain';
import { Invalid } from '../platform/failure/failure.js';

/** One row of a report: a day, week or month, cut to the period where it reaches beyond. */
export interface PeriodStep {
  /** `2026-11-25`, `2026-W48` (ISO 8601) or `2026-11`. */
  key: string;
  firstDay: string;
  lastDay: string;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** The longest period: ten years with their leap days. */
export const MAX_DAYS = 3_653;

/** The period as asked for; 400 where it ends before it begins or is longer than ten years. */
export function checkedPeriod({ from, to }: Period): Period {
  const refuse = (message: string): never => {
    throw Invalid([{ field: 'to', rule: 'period', value: to, message }]);
  };
  if (to < from) refuse(`must not be before from (${from})`);
  if (daysOf({ from, to }) > MAX_DAYS) refuse('must be at most ten years after from');
  return { from, to };
}

/** The period before, as long: of whole calendar months as many such months, else as many days. */
export function formerPeriod(period: Period): Period {
  const months = wholeMonthsOf(period);
  const from = months ? addMonths(period.from, -months) : addDays(period.from, -daysOf(period));
  return { from, to: addDays(period.from, -1) };
}

/** Every step of a period in order, those without sales too; weeks begin on Monday. */
export function stepsOf({ from, to }: Period, step: ReportStep): PeriodStep[] {
  const steps: PeriodStep[] = [];
  for (let firstDay = from; firstDay <= to;) {
    const end = lastDayOf(firstDay, step);
    steps.push({ key: keyOf(firstDay, step), firstDay, lastDay: end < to ? end : to });
    firstDay = addDays(end, 1);
  }
  return steps;
}

/** How many calendar months a period is made of; 0 where it begins or ends within one. */
function wholeMonthsOf({ from, to }: Period): number {
  const [first, next] = [new Date(instantOf(from)), new Date(instantOf(addDays(to, 1)))];
  if (first.getUTCDate() !== 1 || next.getUTCDate() !== 1) return 0;
  return (next.getUTCFullYear() - first.getUTCFullYear()) * 12 + next.getUTCMonth() - first.getUTCMonth();
}

function lastDayOf(day: string, step: ReportStep): string {
  const date = new Date(instantOf(day));
  switch (step) {
    case 'day':
      return day;
    case 'week':
      return addDays(day, 7 - weekday(date));
    case 'month':
      return addDays(addMonths(day, 1), -1);
  }
}

function keyOf(day: string, step: ReportStep): string {
  if (step === 'day') return day;
  return step === 'month' ? day.slice(0, 7) : weekKey(new Date(instantOf(day)));
}

/** ISO 8601: a week belongs to the year of its Thursday, and the first one has the year's first Thursday. */
function weekKey(date: Date): string {
  const thursday = new Date(date.getTime() + (4 - weekday(date)) * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** Monday is 1, Sunday 7. */
function weekday(date: Date): number {
  return date.getUTCDay() || 7;
}
