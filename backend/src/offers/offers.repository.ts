import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { allOf } from '../platform/access/rows.js';
import type { Stored } from '../platform/database/entity.js';
import type { Page } from '../platform/lists/paging.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import { OfferListItem, OfferListQuery, type OfferExportQuery } from './offer.dto.js';
import { Offer } from './offer.js';

@Injectable()
export class OffersRepository extends BaseRepository<Offer> {
  constructor(@InjectModel(Offer.name) model: Model<Offer>, context: RepositoryContext) {
    super(model, Offer, 'Offer', context);
  }

  /** Offers by name unless told otherwise. */
  async list(query: OfferListQuery): Promise<Page<Stored<OfferListItem>>> {
    return this.page({ ...query, sort: query.sort ?? 'name' }, OfferListItem);
  }

  /** Offers that are sold, of which there is nothing or nothing was said since an instant, the longest unsaid first. */
  async listStale(before: Date, most: number): Promise<Page<Stored<OfferListItem>>> {
    const isStale = allOf<Offer>({ $or: [{ inStock: 0 }, { checkedAt: { $lt: before } }] });
    const query = Object.assign(new OfferListQuery(), { pageSize: most, sort: 'checkedAt' });
    return this.pageWhere(query, OfferListItem, isStale);
  }

  /** The same offers without pages, read as they are taken. */
  all(query: Omit<OfferExportQuery, 'lang'>): AsyncIterable<Stored<Offer>> {
    return this.each({ ...query, sort: query.sort ?? 'name' });
  }

  async add(fields: Partial<Offer>): Promise<Stored<Offer>> {
    return this.insert({ ...fields, checkedAt: new Date(), isArchived: false });
  }

  /** Price and stock were said just now: no change that anybody made, and none that the journal tells of. */
  checked(offer: Stored<Offer>): Stored<Offer> {
    return this.follow(offer, { checkedAt: new Date() });
  }

  /** The same of many at once, at an instant. */
  async checkedAt(ids: readonly string[], checkedAt: Date): Promise<void> {
    await this.model.updateMany(allOf<Offer>({ _id: { $in: [...ids] } }), { $set: { checkedAt } });
  }

  /** What a supplier still sells that has one of these articles or ids of another system, in no order. */
  async soldBy(supplierId: string, keys: readonly Pick<Offer, 'article' | 'externalId'>[]): Promise<Stored<Offer>[]> {
    const found = new Map<string, Stored<Offer>>();
    for (const key of ['article', 'externalId'] as const) {
      const values = keys.flatMap((one) => one[key] ?? []);
      for (const offer of values.length ? await this.having(key, values) : [])
        if (String(offer.supplierId) === supplierId && !offer.isArchived) found.set(offer._id.toHexString(), offer);
    }
    return [...found.values()];
  }

  async delete(id: string): Promise<void> {
    return this.remove(id);
  }

  /** The offers with these ids that the caller may see, in no order. */
  async byIds(ids: readonly string[]): Promise<Stored<Offer>[]> {
    return this.fetch(ids);
  }

  /** How many offers name a supplier or something in stock, whoever asks. */
  async countOf(by: 'supplierId' | 'stockItemId', id: string): Promise<number> {
    return this.model.countDocuments(allOf<Offer>({ [by]: id }));
  }
}
