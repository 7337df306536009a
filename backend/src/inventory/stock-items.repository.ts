import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { LACKING_STATES } from '@verstak/domain';
import type { Model } from 'mongoose';
import { allOf } from '../platform/access/rows.js';
import { WITHOUT_DERIVED } from '../platform/database/derived-fields.js';
import type { Stored } from '../platform/database/entity.js';
import type { Page } from '../platform/lists/paging.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import { StockListItem, type StockExportQuery, type StockListQuery } from './stock-item.dto.js';
import { StockItem } from './stock-item.js';

/** What of something in stock follows from its movements, reservations and requests. */
export type StockChange = Partial<Pick<StockItem, 'onHand' | 'reserved' | 'expected' | 'isTracked' | 'countedAt'>>;

/** Things that are named as lacking at once; the scarcest come first. */
const MOST_LACKING = 500;

@Injectable()
export class StockItemsRepository extends BaseRepository<StockItem> {
  constructor(@InjectModel(StockItem.name) model: Model<StockItem>, context: RepositoryContext) {
    super(model, StockItem, 'StockItem', context);
  }

  /** What lies in stock, by name unless told otherwise. */
  async list(query: StockListQuery): Promise<Page<Stored<StockListItem>>> {
    return this.page({ ...query, sort: query.sort ?? 'name' }, StockListItem);
  }

  /** The same without pages, read as it is taken. */
  all(query: Omit<StockExportQuery, 'lang'>): AsyncIterable<Stored<StockItem>> {
    return this.each({ ...query, sort: query.sort ?? 'name' });
  }

  async add(fields: Partial<StockItem>): Promise<Stored<StockItem>> {
    return this.insert({
      ...fields,
      isProduct: !!fields.productId,
      isArchived: false,
      isTracked: false,
      onHand: 0,
      reserved: 0,
      expected: 0,
    });
  }

  async delete(item: Stored<StockItem>): Promise<void> {
    return this.remove(item);
  }

  /** Those with these ids that the caller may see, in no order. */
  async byIds(ids: readonly string[]): Promise<Stored<StockItem>[]> {
    return this.fetch(ids);
  }

  /** Those with these ids, in their order; 404 where the caller may not see one of them. */
  async inTurn(ids: readonly string[]): Promise<Stored<StockItem>[]> {
    return this.inOrder(ids);
  }

  /** What these products are in stock, whoever asks. */
  async ofProducts(productIds: readonly string[]): Promise<Stored<StockItem>[]> {
    const where = allOf<StockItem>({ productId: { $in: [...productIds] } });
    return this.model.find(where).lean<Stored<StockItem>[]>();
  }

  /** Those of which less than so much is available, or nothing, whoever asks: what decides on what is made of them. */
  async scarce(below: number): Promise<Stored<StockItem>[]> {
    const some = { isArchived: { $in: [true, false] }, isTracked: true };
    const where = allOf<StockItem>({
      ...some,
      $or: [{ available: { $lt: below } }, { available: { $lte: 0 } }],
    });
    return this.model.find(where, { productId: 1, isTracked: 1, available: 1 }).lean<Stored<StockItem>[]>();
  }

  /** Those of which orders want more than there is, or little or nothing is left, the scarcest first. */
  async lacking(): Promise<Stored<StockItem>[]> {
    const where = allOf<StockItem>({ isArchived: false, state: { $in: LACKING_STATES } }, this.rows());
    const found = this.model.find(where, WITHOUT_DERIVED).sort({ available: 1, _id: 1 }).limit(MOST_LACKING);
    return found.lean<Stored<StockItem>[]>();
  }

  /**
   * Sets what follows from movements, reservations and requests; gives it as it then stands. Whoever does the same at
   * once makes this a conflict, and the transaction runs again.
   */
  settle(item: Stored<StockItem>, change: StockChange): Stored<StockItem> {
    return this.follow(item, change);
  }

  /** How many things a supplier supplies, whoever asks. */
  async countBy(supplierId: string): Promise<number> {
    return this.model.countDocuments(allOf<StockItem>({ supplierId }));
  }
}
