import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { LACKING_STATES, type StockState } from '@verstak/domain';
import { Types, type Model } from 'mongoose';
import { StockService } from '../inventory/stock.service.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import { Traces } from '../platform/records/traces.js';
import { UsersService } from '../users/users.service.js';
import { changeOf, happeningOf, type News, type NewsSource } from './news.js';
import { StockMark } from './notification.js';

/**
 * What runs out in stock, told to whoever orders it. The balance follows from movements and reservations, whose entries
 * do not say how it stood before: that is kept by a mark of each thing.
 */
@Injectable()
export class StockNews implements NewsSource {
  private readonly changed = new Map<string, StockState>();

  constructor(
    @InjectModel(StockMark.name) private readonly marks: Model<StockMark>,
    private readonly stock: StockService,
    private readonly users: UsersService,
    traces: Traces,
  ) {
    traces.add(marks, '_id');
  }

  async newsIn(entries: readonly JournalEntry[]): Promise<News[]> {
    const latest = new Map(entries.flatMap((entry) => idsIn(entry).map((id) => [id, entry] as const)));
    this.changed.clear();
    if (!latest.size) return [];
    const ids = [...latest.keys()];
    const [items, known] = await Promise.all([
      this.stock.byIds(ids),
      this.marks.find({ _id: ids }).lean<StockMark[]>(),
    ]);
    const former = new Map(known.map(({ _id, state }) => [_id.toHexString(), state]));
    for (const [id, { state }] of items) if (former.get(id) !== state) this.changed.set(id, state);
    const worse = [...this.changed].filter(([id, state]) => isWorse(state, former.get(id)));
    const to = worse.length ? await this.users.idsHolding('requests:write') : [];
    return worse.flatMap(([subjectId, stockState]): News[] => {
      const [item, entry] = [items.get(subjectId), latest.get(subjectId)];
      if (!item || !entry || item.isArchived) return [];
      const about = { topic: 'out_of_stock', subject: 'StockItem', subjectId, name: item.name } as const;
      return [{ about, details: { stockState }, to, ...happeningOf(entry) }];
    });
  }

  /** Marked once it is told: what was not told for a crash is told by the next try. */
  async settle(): Promise<void> {
    for (const [id, state] of this.changed)
      await this.marks.updateOne({ _id: new Types.ObjectId(id) }, { $set: { state } }, { upsert: true });
    this.changed.clear();
  }
}

/** What in stock an entry changes: itself, by a movement, or by what follows from an order or a request. */
function idsIn(entry: JournalEntry): string[] {
  const { entity, entityId, derived = [] } = entry;
  const own = entity === 'StockItem' ? [String(entityId)] : [];
  const moved = entity === 'Movement' ? changeOf(entry, 'stockItemId')?.after : undefined;
  const following = derived.flatMap((one) => (one.entity === 'StockItem' ? [one.id] : []));
  return [...own, ...(moved ? [String(moved)] : []), ...following];
}

function isWorse(state: StockState, former: StockState = 'enough'): boolean {
  if (!LACKING_STATES.includes(state)) return false;
  return !LACKING_STATES.includes(former) || LACKING_STATES.indexOf(state) < LACKING_STATES.indexOf(former);
}
