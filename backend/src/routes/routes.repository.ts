import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { allOf } from '../platform/access/rows.js';
import { WITHOUT_DERIVED } from '../platform/database/derived-fields.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import type { Stored } from '../platform/database/entity.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import type { Page } from '../platform/lists/paging.js';
import type { RouteListQuery } from './route.dto.js';
import { Route } from './route.js';

@Injectable()
export class RoutesRepository extends BaseRepository<Route> {
  constructor(@InjectModel(Route.name) model: Model<Route>, context: RepositoryContext) {
    super(model, Route, 'Route', context);
  }

  /** Routes by name unless told otherwise. */
  async list(query: RouteListQuery): Promise<Page<Stored<Route>>> {
    return this.page({ ...query, sort: query.sort ?? 'name' }, Route);
  }

  async add(fields: Partial<Route>): Promise<Stored<Route>> {
    return this.insert({ ...fields, revision: 1, isArchived: false });
  }

  async delete(id: string): Promise<void> {
    return this.remove(id);
  }

  /** Whether the route has this stage now. */
  async hasStage(id: string, stageId: string): Promise<boolean> {
    const where: object = { _id: id, 'stages.id': new Types.ObjectId(stageId) };
    return !!(await this.model.exists(where));
  }

  /** All routes that are not archived and that the caller may see. */
  async inUse(): Promise<Stored<Route>[]> {
    const where = allOf<Route>({ isArchived: false }, this.rows());
    return this.model.find(where, WITHOUT_DERIVED).lean<Stored<Route>[]>();
  }

  /** The routes with these ids that the caller may see, in no order. */
  async byIds(ids: readonly string[]): Promise<Stored<Route>[]> {
    return this.fetch(ids);
  }
}
