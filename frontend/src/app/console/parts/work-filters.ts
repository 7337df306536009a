import { Service, inject } from '@angular/core';
import { type ListWork$Params, ProductionService, RoutesService } from '@verstak/api';
import { type CalendarDay, addDays, startOfDay } from '@verstak/domain';
import { Session } from '../../core/session/session';
import { PersonFinder } from '../../entities/people/person-finder';
import type { EntityOption } from '../../ui/fields/entity-field';
import { type Filter, entityFilter } from '../../ui/filter-bar/filter';
import type { ListView } from '../../ui/list/list-view';

const SHOWN = 20;

/** Filters of stretches of work in the address. */
export const WORK_FILTERS = ['masterId', 'stageId', 'endedFrom', 'endedTo'] as const;

/** What stretches of work are narrowed by; what is named by its id is called as they call it. */
@Service()
export class WorkFilters {
  private readonly production = inject(ProductionService);
  private readonly routes = inject(RoutesService);
  private readonly people = inject(PersonFinder);
  private readonly session = inject(Session);

  readonly all: readonly Filter[] = [
    { kind: 'period', key: 'ended', label: 'parts.pass.endedAt' },
    entityFilter('masterId', 'parts.pass.masterName', {
      search: async (words) => (this.session.can('users:read') ? this.people.search(words) : []),
      nameOf: async (id) => (await this.oneOf({ masterId: [id] }))?.masterName ?? '',
    }),
    entityFilter('stageId', 'parts.field.stageName', {
      search: (words) => this.stages(words),
      nameOf: async (id) => (await this.oneOf({ stageId: [id] }))?.stageName ?? '',
    }),
  ];

  private async oneOf(query: ListWork$Params): Promise<{ masterName: string; stageName?: string } | undefined> {
    return (await this.production.listWork({ ...query, pageSize: 1 })).items[0];
  }

  /** Stages of routes, each told apart by its route. */
  private async stages(words: string): Promise<readonly EntityOption[]> {
    const { items } = await this.routes.listRoutes({ q: words, pageSize: SHOWN });
    return items.flatMap(({ name: detail, stages }) =>
      stages.flatMap(({ id, name: label }) => (id ? [{ id, label, detail }] : [])),
    );
  }
}

/** What the address says, as the API is asked, without its page. */
export function workQuery(
  { filters }: Pick<ListView, 'filters'>,
  timeZone: string,
): Omit<ListWork$Params, 'page' | 'pageSize' | 'sort'> {
  const start = (day: CalendarDay | undefined, later = 0): string | undefined =>
    day && startOfDay(addDays(day, later), timeZone).toISOString();
  const { masterId, stageId, endedFrom: [first] = [], endedTo: [last] = [] } = filters;
  const [endedFrom, endedTo] = [start(first), start(last, 1)];
  return {
    ...(masterId && { masterId: [...masterId] }),
    ...(stageId && { stageId: [...stageId] }),
    ...(endedFrom && { endedFrom }),
    ...(endedTo && { endedTo }),
  };
}
