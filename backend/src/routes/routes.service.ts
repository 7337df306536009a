import { Injectable } from '@nestjs/common';
import { diff } from '../platform/database/diff.js';
import { byId, type Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { RuleBroken } from '../platform/failure/failure.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import { withIds } from '../platform/records/merged-members.js';
import { UsersService } from '../users/users.service.js';
import type { RouteChange, RouteCreate, RouteListQuery } from './route.dto.js';
import type { Route, RouteStage } from './route.js';
import { RoutesRepository } from './routes.repository.js';

/** How things are made: routes of stages. */
@Injectable()
export class RoutesService {
  constructor(
    private readonly routes: RoutesRepository,
    private readonly users: UsersService,
    private readonly transactions: Transactions,
  ) {}

  async list(query: RouteListQuery): Promise<Page<Stored<Route>>> {
    return this.routes.list(query);
  }

  async get(id: string): Promise<Stored<Route>> {
    return this.routes.get(id);
  }

  async history(id: string, query: PageQuery): Promise<Page<JournalEntry>> {
    return this.routes.history(id, query);
  }

  /** Those of the routes with these ids that there are, by id. */
  async byIds(ids: readonly string[]): Promise<Map<string, Stored<Route>>> {
    return byId(await this.routes.byIds([...new Set(ids)]));
  }

  /** The routes in use that are called so, by their names in small letters. */
  async named(names: readonly string[]): Promise<Map<string, Stored<Route>>> {
    const wanted = new Set(names.map((name) => name.toLowerCase()));
    const routes = (await this.routes.inUse()).filter(({ name }) => wanted.has(name.toLowerCase()));
    return new Map(routes.map((route) => [route.name.toLowerCase(), route]));
  }

  /** The route that something new is made by; 404 where there is none, 422 where it is archived. */
  async forWork(id: string): Promise<Stored<Route>> {
    const route = await this.routes.get(id);
    if (route.isArchived)
      throw RuleBroken('route.archived', `The route ${route.name} is archived; restore it or choose another.`, { id });
    return route;
  }

  async create(fields: RouteCreate): Promise<Stored<Route>> {
    return this.transactions.run(async () => {
      await this.requireMasters(fields.stages, []);
      return this.routes.add({ ...fields, stages: withIds(fields.stages) });
    });
  }

  /** Changes a route; with its stages its revision grows, and parts under way keep theirs. */
  async change(id: string, { version, ...fields }: RouteChange): Promise<Stored<Route>> {
    return this.transactions.run(async () => {
      const former = await this.routes.get(id);
      const sent = fields.stages;
      const stages = sent ? await this.routes.merged(former, 'stages', sent, version) : former.stages;
      await this.requireMasters(stages, former.stages);
      return this.routes.change(former, { version }, (route) => {
        const isOther = diff({ stages: former.stages }, { stages }).length > 0;
        Object.assign(route, fields, { stages, revision: former.revision + (isOther ? 1 : 0) });
      });
    });
  }

  async archive(id: string, isArchived: boolean): Promise<Stored<Route>> {
    return this.routes.change(id, { action: isArchived ? 'archived' : 'restored' }, (route) => {
      route.isArchived = isArchived;
    });
  }

  /** Deletes a route; what is made by it keeps its stages. */
  async delete(id: string): Promise<void> {
    return this.routes.delete(id);
  }

  /** 422 where somebody named at a stage, and not there before, is no active master. */
  private async requireMasters(stages: readonly RouteStage[], former: readonly RouteStage[]): Promise<void> {
    const known = new Set(former.flatMap(({ masterIds }) => masterIds));
    const added = new Set(stages.flatMap(({ masterIds }) => masterIds).filter((id) => !known.has(id)));
    for (const id of added) await this.users.master(id);
  }
}
