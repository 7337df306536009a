import { Types, type Model, type QueryFilter } from 'mongoose';
import { callerPermissions } from '../access/caller.js';
import { allOf } from '../access/rows.js';
import type { Config } from '../config/config.module.js';
import type { Class, FiltersOf } from '../fields/index.js';
import type { ListQuery, ListView, Page } from '../lists/paging.js';
import { declaredFilter } from '../database/declared-filter.js';
import { WITHOUT_DERIVED } from '../database/derived-fields.js';
import type { Entity, Stored } from '../database/entity.js';
import { asRead } from '../database/inner-ids.js';
import { projectionOf } from './projection.js';
import { sortOf, wordsFilter, type Sorting } from '../database/search-filter.js';
import { SharedReads } from '../database/shared-reads.js';

/** Few at a time: others are served between them. */
const BATCH = 200;

/** What the caller may see of a list, and how it is read. */
interface Reading<T> {
  where: QueryFilter<T>;
  sort: Sorting['sort'];
  /** Parts of `where` that follow one another: the database would have what lacks the field of the sort first. */
  ranges: [QueryFilter<T>, QueryFilter<T>?];
}

/** Reads the lists of one kind of document: what is asked by filters, words and order, of the rows of the caller. */
export class ListReader<T extends Entity> {
  private readonly pages = new SharedReads();

  constructor(
    private readonly model: Model<T>,
    private readonly type: Class<T>,
    private readonly config: Config,
    private readonly rows: () => QueryFilter<T>,
  ) {}

  /**
   * One page of the documents that match the query's declared filters, and `also` those, with the number of all that
   * do; shared by those who ask for it at once. Only what the class of a row declares is read of them. A `condition` is
   * one of the repository's own.
   */
  async page<L extends object>(
    query: ListQuery,
    row: Class<L>,
    also: readonly FiltersOf<T>[],
    condition: QueryFilter<T> = {},
  ): Promise<Page<Readonly<Stored<L>>>> {
    const { page, pageSize } = query;
    const reading = this.reading(query, also, condition);
    return this.pages.run(JSON.stringify([reading, page, pageSize]), async () => {
      const rows = this.some<L>(reading, row, (page - 1) * pageSize, pageSize);
      const [items, total] = await Promise.all([rows, this.model.countDocuments(reading.where)]);
      return { items, total, page, pageSize };
    });
  }

  /** Every document that matches, in the order of the list, read as they are taken. */
  each(query: ListView, also: readonly FiltersOf<T>[], condition: QueryFilter<T> = {}): AsyncIterable<Stored<T>> {
    return this.inTurn(this.reading(query, also, condition));
  }

  /** What the documents of a list meet. */
  where(query: ListView, also: readonly FiltersOf<T>[], condition: QueryFilter<T> = {}): QueryFilter<T> {
    return this.reading(query, also, condition).where;
  }

  private async some<L extends object>(
    { ranges, sort }: Reading<T>,
    row: Class<L>,
    skip: number,
    limit: number,
  ): Promise<Stored<L>[]> {
    const find = (filter: QueryFilter<T>, from: number, most: number): Promise<Stored<L>[]> =>
      this.model.find(filter, projectionOf(row)).sort(sort).skip(from).limit(most).lean<Stored<L>[]>().exec();
    const [range, next] = ranges;
    const items = await find(range, skip, limit);
    if (!next || items.length === limit) return items;
    const before = items.length || !skip ? 0 : skip - (await this.model.countDocuments(range));
    return [...items, ...(await find(next, before, limit - items.length))];
  }

  private async *inTurn({ ranges, sort }: Reading<T>): AsyncGenerator<Stored<T>> {
    for (const range of ranges) {
      const find = this.model.find(range).select(WITHOUT_DERIVED).sort(sort).lean<Stored<T>>();
      const found = find.cursor({ batchSize: BATCH }) as AsyncIterable<unknown> as AsyncIterable<Stored<T>>;
      for await (const document of found) yield asRead(this.model.schema, document);
    }
  }

  private reading(query: ListView, also: readonly FiltersOf<T>[], condition: QueryFilter<T> = {}): Reading<T> {
    const { q, sort: asked, ids } = query;
    const filters = [query, ...also].map((one) => declaredFilter(this.type, one, callerPermissions()));
    const words = q ? wordsFilter(q, this.type, callerPermissions(), this.config.notation) : {};
    const chosen = ids ? { _id: { $in: ids.map((id) => new Types.ObjectId(id)) } } : {};
    const where = allOf<T>(...filters, chosen, words, condition, this.rows());
    const { sort, emptyLast } = sortOf(asked, this.type, callerPermissions());
    if (!emptyLast) return { where, sort, ranges: [where] };
    const having = (value: unknown): QueryFilter<T> => allOf<T>(where, { [emptyLast]: value });
    return { where, sort, ranges: [having({ $ne: null }), having(null)] };
  }
}
