import { Injectable } from '@nestjs/common';
import { requirePermission, signedInPerson } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Invalid } from '../platform/failure/failure.js';
import type { Page } from '../platform/lists/paging.js';
import type { SavedViewChange, SavedViewCreate, SavedViewQuery } from './saved-view.dto.js';
import type { SavedView } from './saved-view.js';
import { ViewsRepository } from './views.repository.js';

/** Most views that one person saves: more would be found by nobody. */
export const MOST_VIEWS = 100;

/** Lists as people narrow them again and again. */
@Injectable()
export class ViewsService {
  constructor(
    private readonly views: ViewsRepository,
    private readonly transactions: Transactions,
  ) {}

  async list(query: SavedViewQuery): Promise<Page<Stored<SavedView>>> {
    return this.views.list(query);
  }

  /** Saves a view of the caller's own; for everybody with the permission to. */
  async create(fields: SavedViewCreate): Promise<Stored<SavedView>> {
    const { userId: ownerId } = signedInPerson();
    if (fields.isShared) requirePermission('views:share');
    if ((await this.views.countOf(ownerId)) >= MOST_VIEWS) {
      const message = `is one view more than the ${MOST_VIEWS} that a person may save; delete some first`;
      throw Invalid([{ field: 'name', rule: 'most', message }]);
    }
    return this.views.add({ ...fields, ownerId });
  }

  async change(id: string, { version, ...fields }: SavedViewChange): Promise<Stored<SavedView>> {
    return this.transactions.run(async () => {
      const view = await this.views.get(id);
      if (fields.isShared !== undefined && fields.isShared !== view.isShared) requirePermission('views:share');
      return this.views.change(view, { version }, (changed) => void Object.assign(changed, fields));
    });
  }

  async delete(id: string): Promise<void> {
    return this.views.delete(id);
  }
}
