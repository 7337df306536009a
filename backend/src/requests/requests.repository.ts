import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { addDays, type CalendarDay } from '@verstak/domain';
import { Types, type Model } from 'mongoose';
import { personBehind, type Caller } from '../platform/access/caller.js';
import { allOf, rowsOf } from '../platform/access/rows.js';
import { WITHOUT_DERIVED } from '../platform/database/derived-fields.js';
import type { Stored } from '../platform/database/entity.js';
import type { FiltersOf } from '../platform/fields/index.js';
import type { Page } from '../platform/lists/paging.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import { DeskRequestListItem, type DeskRequestQuery } from './desk-request.dto.js';
import { addOutstanding } from './request-items.js';
import { SupplyRequestListItem, type SupplyRequestExportQuery, type SupplyRequestListQuery } from './request.dto.js';
import { SupplyRequest } from './request.js';

/** Requests that wait for one thing of one supplier, and are looked at. */
const MOST_IN_PROCESS = 200;

/** By when they came to the desk: the latest first, or the one that is there for longest. */
export type DeskSort = '-sentAt' | 'sentAt';

@Injectable()
export class RequestsRepository extends BaseRepository<SupplyRequest> {
  constructor(@InjectModel(SupplyRequest.name) model: Model<SupplyRequest>, context: RepositoryContext) {
    super(model, SupplyRequest, 'SupplyRequest', context);
  }

  /** Requests, the newest first unless told otherwise; `today` decides which are late. */
  async list(query: SupplyRequestListQuery, today: CalendarDay): Promise<Page<Stored<SupplyRequestListItem>>> {
    return this.page(query, SupplyRequestListItem, ...meant(query, today));
  }

  /** Requests as their supplier reads them; those of which something waits for an answer alone, if so. */
  async listAtDesk(
    { isUnanswered, ...query }: DeskRequestQuery,
    sort: DeskSort,
  ): Promise<Page<Stored<DeskRequestListItem>>> {
    const waiting = allOf<SupplyRequest>({ status: 'in_process', 'items.state': 'waiting' });
    return this.pageWhere({ ...query, sort }, DeskRequestListItem, isUnanswered ? waiting : {});
  }

  /** Requests as their supplier reads them of which something accepted was to be sent by a day, the first due first. */
  async listDueAtDesk(today: CalendarDay, most: number): Promise<Page<Stored<DeskRequestListItem>>> {
    const byNow = { $lte: today };
    const isDue = [{ promisedDay: byNow }, { promisedDay: null, wishedDay: byNow }];
    const due: object = {
      status: 'in_process',
      $or: isDue.map((day) => ({ items: { $elemMatch: { state: 'accepted', ...day } } })),
    };
    return this.pageWhere({ page: 1, pageSize: most, sort: 'dueDay' }, DeskRequestListItem, due);
  }

  /** The same requests without pages, read as they are taken. */
  all(query: Omit<SupplyRequestExportQuery, 'lang'>, today: CalendarDay): AsyncIterable<Stored<SupplyRequest>> {
    return this.each(query, ...meant(query, today));
  }

  /** In the order of their ids; 404 where the caller may not see one of them. */
  async byIds(ids: readonly string[]): Promise<Stored<SupplyRequest>[]> {
    return this.inOrder(ids);
  }

  async add(fields: Partial<SupplyRequest>): Promise<Stored<SupplyRequest>> {
    return this.insert(fields);
  }

  /** Requests in process by which a supplier is to bring something in stock, of what the caller may see. */
  async inProcessOf(supplierId: string, stockItemId: string): Promise<Stored<SupplyRequest>[]> {
    const of = { status: 'in_process', supplierId, 'items.stockItemId': new Types.ObjectId(stockItemId) };
    const where = allOf<SupplyRequest>(of, this.rows());
    return this.model.find(where, WITHOUT_DERIVED).limit(MOST_IN_PROCESS).lean<Stored<SupplyRequest>[]>();
  }

  /** Those of the requests with these ids that are there and that the caller may see, in no order. */
  async thereOf(ids: readonly string[]): Promise<Stored<SupplyRequest>[]> {
    return this.fetch(ids);
  }

  async delete(request: Stored<SupplyRequest>): Promise<void> {
    return this.remove(request);
  }

  /** What those of these requests are called that a caller may see, in no order. */
  async namedFor(
    caller: Caller,
    ids: readonly string[],
  ): Promise<Stored<Pick<SupplyRequest, 'number' | 'supplierName'>>[]> {
    const where = allOf({ _id: { $in: [...ids] } }, rowsOf(caller, 'read', 'SupplyRequest'));
    return this.model.find(where, { number: 1, supplierName: 1 }).lean<Stored<SupplyRequest>[]>();
  }

  /** Whoever has asked by a request, whoever asks: nobody where they are not known. */
  async requestersOf(id: string): Promise<string[]> {
    const request = await this.model.findById(id, { requesterId: 1 }).lean<Pick<SupplyRequest, 'requesterId'>>();
    return request?.requesterId ? [String(request.requesterId)] : [];
  }

  /** How many requests a supplier has, whoever asks. */
  async countBy(supplierId: string): Promise<number> {
    return this.model.countDocuments(allOf<SupplyRequest>({ supplierId }));
  }

  /** How many requests want something in stock, whoever asks. */
  async countOf(stockItemId: string): Promise<number> {
    return this.model.countDocuments(allOf<SupplyRequest>({ 'items.stockItemId': new Types.ObjectId(stockItemId) }));
  }

  /** How much of each of these things drafts of requests would bring, by id, whoever asks. */
  async drafted(stockItemIds: readonly string[]): Promise<Map<string, number>> {
    const of = { $in: stockItemIds.map((id) => new Types.ObjectId(id)) };
    const where: object = { status: 'draft', 'items.stockItemId': of };
    const drafts = await this.model.find(where, { items: 1 }).lean<Pick<SupplyRequest, 'items'>[]>();
    const sums = new Map<string, number>();
    for (const { items } of drafts) addOutstanding(sums, items);
    return sums;
  }
}

/** What is asked in other words than by a field, said by the fields. */
function meant(
  { isLate, isMine }: Pick<SupplyRequestListQuery, 'isLate' | 'isMine'>,
  today: CalendarDay,
): FiltersOf<SupplyRequest>[] {
  const person = personBehind();
  return [
    ...(isLate ? [{ status: ['in_process' as const], dueDayTo: addDays(today, -1) }] : []),
    ...(isMine ? [{ requesterId: person ? [person.userId] : [] }] : []),
  ];
}
