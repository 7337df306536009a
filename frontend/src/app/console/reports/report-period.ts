import {
  type CalendarDay,
  type Period,
  REPORT_STEPS,
  type ReportStep,
  addDays,
  addMonths,
  daysOf,
  instantOf,
} from '@verstak/domain';

/** Lengths of a period; `custom` is any from–to. */
export const PERIOD_KINDS = ['week', 'month', 'quarter', 'year', 'custom'] as const;

export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** By whose sales and by what was sold a report is narrowed, by ids. */
export const REPORT_FILTERS = ['clientId', 'managerId', 'masterId', 'productId', 'categoryId'] as const;

export type ReportFilter = (typeof REPORT_FILTERS)[number];

/** What the report shows, as its address says it; a filter by nothing is empty. */
export interface ReportView extends Period, Record<ReportFilter, string> {
  kind: PeriodKind;
  step: ReportStep;
}

/** The address, as the router gives it. */
export type ReportAddress = Readonly<Record<'period' | 'from' | 'to' | 'step' | ReportFilter, string | null>>;

/** What is given by each filter. */
export function byFilter<T>(give: (filter: ReportFilter) => T): Record<ReportFilter, T> {
  return Object.fromEntries(REPORT_FILTERS.map((filter) => [filter, give(filter)])) as Record<ReportFilter, T>;
}

/** The filters that a view has. */
export function filtersOf(view: Record<ReportFilter, string>): Partial<Record<ReportFilter, string>> {
  return Object.fromEntries(Object.entries(byFilter((filter) => view[filter])).filter(([, id]) => id));
}

const MONTHS: Partial<Record<PeriodKind, number>> = { month: 1, quarter: 3, year: 12 };

/** The whole week (from Monday), month, quarter or year that a day lies in; `custom` is the day alone. */
export function periodAround(kind: PeriodKind, day: CalendarDay): Period {
  if (kind === 'custom') return { from: day, to: day };
  if (kind === 'week') {
    const from = addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
    return { from, to: addDays(from, 6) };
  }
  const length = MONTHS[kind] ?? 1;
  const month = Number(day.slice(5, 7)) - 1;
  const from = addMonths(day, -(month % length));
  return { from, to: addDays(addMonths(from, length), -1) };
}

/** The period of this kind that a day lies in, and for any from–to the month. */
export function namedPeriodAround(kind: PeriodKind, day: CalendarDay): Period & { kind: PeriodKind } {
  const named = kind === 'custom' ? 'month' : kind;
  return { kind: named, ...periodAround(named, day) };
}

/** The period `by` periods later; any from–to moves by its own length. */
export function shifted(kind: PeriodKind, { from, to }: Period, by: number): Period {
  if (kind !== 'custom') {
    const inside = kind === 'week' ? addDays(from, 7 * by) : addMonths(from, (MONTHS[kind] ?? 1) * by);
    return periodAround(kind, inside);
  }
  const length = daysOf({ from, to });
  return { from: addDays(from, length * by), to: addDays(to, length * by) };
}

/** Steps that divide a period into a readable number of rows: days up to a month, weeks up to half a year. */
export function usualStep(period: Period): ReportStep {
  const days = daysOf(period);
  if (days <= 31) return 'day';
  return days <= 184 ? 'week' : 'month';
}

/**
 * The view an address describes; days without the name of a period count as what they are, and what it does not
 * understand as this month.
 */
export function readView(address: ReportAddress, today: CalendarDay): ReportView {
  const from = isDay(address.from) ? address.from : undefined;
  const to = isDay(address.to) ? address.to : undefined;
  const days = from && to && from <= to ? { from, to } : undefined;
  const kind = PERIOD_KINDS.find((one) => one === address.period) ?? (days ? kindOf(days) : 'month');
  const period = kind === 'custom' && days ? days : periodAround(kind, from ?? today);
  return {
    ...period,
    kind,
    step: REPORT_STEPS.find((step) => step === address.step) ?? usualStep(period),
    ...byFilter((filter) => address[filter] ?? ''),
  };
}

/** The address of a view; what is usual is left out. */
export function writeView(view: ReportView, today: CalendarDay): ReportAddress {
  const isCurrent = view.kind !== 'custom' && view.from === periodAround(view.kind, today).from;
  return {
    period: view.kind === 'month' ? null : view.kind,
    from: isCurrent ? null : view.from,
    to: view.kind === 'custom' ? view.to : null,
    step: view.step === usualStep(view) ? null : view.step,
    ...byFilter((filter) => view[filter] || null),
  };
}

/** The kind that has just these days; `custom` where none has. */
function kindOf({ from, to }: Period): PeriodKind {
  const isJust = (kind: PeriodKind): boolean => {
    const whole = periodAround(kind, from);
    return whole.from === from && whole.to === to;
  };
  return PERIOD_KINDS.find(isJust) ?? 'custom';
}

/** How much more (of one) than before; `undefined` where there was nothing before. */
export function growth(now: number, before: number): number | undefined {
  return before ? (now - before) / before : undefined;
}

/** Whether the text names a day there is; `Date` alone would take 31 February for 3 March. */
function isDay(text: string | null): text is CalendarDay {
  return (
    text !== null &&
    /^(19|2[01])\d\d-\d\d-\d\d$/.test(text) &&
    !Number.isNaN(instantOf(text)) &&
    addDays(text, 0) === text
  );
}
