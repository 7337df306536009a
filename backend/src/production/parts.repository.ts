import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { OPEN_PART_STATES, spellCode, type JournalAction } from '@verstak/domain';
import { Types, type Model, type QueryFilter } from 'mongoose';
import { allOf } from '../platform/access/rows.js';
import { happeningAt } from '../platform/config/clock.js';
import { NotFound } from '../platform/failure/failure.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { WITHOUT_DERIVED } from '../platform/database/derived-fields.js';
import type { Stored } from '../platform/database/entity.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import type { Page } from '../platform/lists/paging.js';
import type { PartListQuery } from './part.dto.js';
import { Part } from './part.js';

/** Most parts of one assembly that are read beside one another. */
const MOST_BESIDE = 500;

/** A part on which nobody has worked, and into which nothing goes. */
const nothingDone = (): Partial<Part> => ({
  state: 'waiting',
  idleSince: happeningAt(),
  stagesDone: 0,
  passesTotal: 0,
  workedMs: 0,
  scraps: [],
  isHeld: false,
  ancestorIds: [],
  plannedBelow: 0,
  earnedBelow: 0,
  childrenTotal: 0,
  childrenDone: 0,
});

/** Parts with one loss that is all that is asked for: of this reason and in this period. */
function whereLost({ scrapReason, scrappedFrom, scrappedTo }: PartListQuery): QueryFilter<Part> {
  if (!scrapReason && !scrappedFrom && !scrappedTo) return {};
  const at = { ...(scrappedFrom && { $gte: scrappedFrom }), ...(scrappedTo && { $lt: scrappedTo }) };
  const loss = { ...(scrapReason && { reason: { $in: scrapReason } }), ...(Object.keys(at).length > 0 && { at }) };
  return allOf<Part>({ scraps: { $elemMatch: loss } });
}

/** Parts that replace lost pieces, or of which some were lost. */
const MADE_AGAIN = allOf<Part>({ $or: [{ remakeOf: { $ne: null } }, { 'scraps.0': { $exists: true } }] });

@Injectable()
export class PartsRepository extends BaseRepository<Part> {
  constructor(@InjectModel(Part.name) model: Model<Part>, context: RepositoryContext) {
    super(model, Part, 'Part', context);
  }

  /** Parts by due date unless told otherwise; of a master, own ones only. */
  async list(query: PartListQuery): Promise<Page<Stored<Part>>> {
    const where = allOf<Part>(whereLost(query), query.isMadeAgain ? MADE_AGAIN : {});
    return this.pageWhere({ ...query, sort: query.sort ?? 'dueAt' }, Part, where);
  }

  /** In the order of their ids; 404 where the caller may not see one of them. */
  async byIds(ids: readonly string[]): Promise<Stored<Part>[]> {
    return this.inOrder(ids);
  }

  /** The part with this code; 404 where there is none that the caller may see. */
  async byCode(code: string): Promise<Stored<Part>> {
    const part = await this.one({ code });
    if (!part) throw NotFound('part', spellCode(code));
    return part;
  }

  async add(fields: Partial<Part>, action?: JournalAction): Promise<Stored<Part>> {
    return this.insert({ ...nothingDone(), ...fields }, action);
  }

  /** Adds a part of an assembly that is made as a whole, already counted, under an id that others of it name. */
  async addCounted(fields: Partial<Part>, id: Types.ObjectId): Promise<Stored<Part>> {
    return this.insert({ ...nothingDone(), ...fields }, 'imported', id);
  }

  /** Deletes a part with the whole of the assembly that it belongs to: nothing is left that would count it. */
  async deleteCounted(part: Stored<Part>): Promise<void> {
    return this.remove(part, true);
  }

  /** Those of the parts with these ids that are there and that the caller may see, in no order. */
  async thereOf(ids: readonly string[]): Promise<Stored<Part>[]> {
    return this.fetch(ids);
  }

  /** So many of the parts that are still to be made and due within a time, whoever asks. */
  async dueWithin(from: Date, to: Date, limit: number): Promise<Stored<Part>[]> {
    const where = allOf<Part>({ state: { $in: OPEN_PART_STATES }, dueAt: { $gte: from, $lt: to } });
    return this.model.find(where, WITHOUT_DERIVED).limit(limit).lean<Stored<Part>[]>();
  }

  /** How many parts go into some, at any depth, whoever asks. */
  async countBelow(ids: readonly string[]): Promise<number> {
    return this.model.countDocuments(allOf<Part>({ ancestorIds: { $in: ids } }));
  }

  /** Adds to what is counted below some parts; derived from what goes into them, so it has no entry of its own. */
  addBelow(id: string, amounts: Partial<Record<keyof Part, number>>): void {
    this.write({ filter: { _id: new Types.ObjectId(id) }, update: { $inc: amounts } });
  }

  async delete(id: string): Promise<void> {
    return this.remove(id);
  }

  /** Whether the part is made of this item of this order. */
  async isOf(id: string, orderId: string, itemId?: string): Promise<boolean> {
    return !!itemId && !!(await this.model.exists(allOf<Part>({ _id: id, orderId, itemId })));
  }

  /** The parts that go into one and that the caller may see, by number. */
  async into(parentId: string): Promise<Stored<Part>[]> {
    const where = allOf<Part>({ parentId: new Types.ObjectId(parentId) }, this.rows());
    return this.model.find(where, WITHOUT_DERIVED).sort({ number: 1 }).limit(MOST_BESIDE).lean<Stored<Part>[]>();
  }

  /** All parts of an order, whoever asks. */
  async ofOrder(orderId: string): Promise<Stored<Part>[]> {
    return this.model.find({ orderId }).sort({ _id: 1 }).lean<Stored<Part>[]>();
  }
}
