import type { ListParts$Params } from '@verstak/api';
import {
  type CalendarDay,
  OPEN_PART_STATES,
  PART_STATES,
  type PartState,
  SCRAP_REASONS,
  type ScrapReason,
  addDays,
  startOfDay,
} from '@verstak/domain';
import { type DuePreset, dueWithin, isDuePreset } from '../../entities/due';
import type { ReadyView } from '../../entities/views/view-strip';
import { type ListView, isNarrowed } from '../../ui/list/list-view';

/** Filters of parts in the address; `all` stands for every part, at whatever depth. */
export const PART_FILTERS = [
  'all',
  'state',
  'routeId',
  'masterId',
  'isBlocked',
  'due',
  'dueFrom',
  'dueTo',
  'scrapReason',
  'scrappedFrom',
  'scrappedTo',
] as const;
type PartFilter = (typeof PART_FILTERS)[number];

/** What stands where nothing narrows the list: the assemblies that go into no other. */
export const TOP_VIEW: ReadyView = { key: 'top', label: 'parts.top', query: '' };

/** What every workshop looks for. */
export const READY_VIEWS: readonly ReadyView[] = [
  { key: 'all', label: 'parts.all', query: 'all=true' },
  { key: 'blocked', label: 'parts.blocked', query: 'isBlocked=true', isAlarming: true },
  { key: 'late', label: 'parts.late', query: 'due=late', isAlarming: true },
];

/** What the address says, as the API is asked, without its page: the top level where nothing narrows it, else any depth. */
export function queryOf(
  view: Pick<ListView, 'q' | 'filters'>,
  timeZone: string,
  today: CalendarDay,
): Omit<ListParts$Params, 'page' | 'pageSize' | 'sort'> {
  const all = (name: PartFilter): readonly string[] => view.filters[name] ?? [];
  const start = (name: PartFilter, later = 0): string | undefined => {
    const [day] = all(name);
    return day && startOfDay(addDays(day, later), timeZone).toISOString();
  };
  const [state, [due], from, to] = [all('state').filter(isState), all('due'), start('dueFrom'), start('dueTo', 1)];
  const reason = all('scrapReason').filter(isReason);
  const [lostFrom, lostTo] = [start('scrappedFrom'), start('scrappedTo', 1)];
  return {
    ...(view.q && { q: view.q }),
    ...(!isNarrowed(view) && { isRoot: true }),
    ...(state.length && { state }),
    ...(all('routeId').length && { routeId: [...all('routeId')] }),
    ...(all('masterId').length && { masterId: [...all('masterId')] }),
    ...(all('isBlocked').includes('true') && { isBlocked: true }),
    ...(from && { dueFrom: from }),
    ...(to && { dueTo: to }),
    ...(reason.length && { scrapReason: reason }),
    ...(lostFrom && { scrappedFrom: lostFrom }),
    ...(lostTo && { scrappedTo: lostTo }),
    ...(isDuePreset(due) && dueOf(due, state, today, timeZone)),
  };
}

/** What a word says of when parts are due; what is done already is late no more. */
function dueOf(
  preset: DuePreset,
  state: PartState[],
  today: CalendarDay,
  timeZone: string,
): Pick<ListParts$Params, 'dueFrom' | 'dueTo' | 'dueMissing' | 'state'> {
  if (preset === 'none') return { dueMissing: true };
  if (preset !== 'late') return dueWithin(preset, today, timeZone);
  return { dueTo: startOfDay(today, timeZone).toISOString(), state: state.length ? state : [...OPEN_PART_STATES] };
}

function isState(value: string): value is PartState {
  return (PART_STATES as readonly string[]).includes(value);
}

function isReason(value: string): value is ScrapReason {
  return (SCRAP_REASONS as readonly string[]).includes(value);
}
