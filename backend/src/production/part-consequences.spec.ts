import { describe, expect, it } from '@jest/globals';
import { exactQuantity, partStateAfter, statusWithParts, type OrderStatus } from '@verstak/domain';
import fc from 'fast-check';
import { Types } from 'mongoose';
import type { Order, OrderItem } from '../orders/order.js';
import type { Stored } from '../platform/database/entity.js';
import { structuredCopy } from '../platform/database/structured-copy.js';
import type { Route } from '../routes/route.js';
import { countParts, partConsequences, type PartConsequence } from './part-consequences.js';
import { enterState, follow, madeAnew, reportGood, stepBack, takeOut } from './part-work.js';
import { currentStage, type Part } from './part.js';

const NOW = new Date('2026-11-30T09:00:00Z');
const MASTER = new Types.ObjectId().toHexString();

/** Routes of one, two and three stages; a place of 0 is a master's work by hand. */
const ROUTES = [1, 2, 3].map(
  (count) =>
    ({
      _id: new Types.ObjectId(),
      name: `Маршрут ${count}`,
      revision: 1,
      stages: Array.from({ length: count }, (_, place) => ({
        id: new Types.ObjectId().toHexString(),
        name: `Этап ${place + 1}`,
        setUpMinutes: 1,
        minutesPerUnit: 2,
        masterIds: [],
      })),
    }) as unknown as Stored<Route>, // as much of it as parts take over
);
const BY_ID = new Map(ROUTES.map((route) => [route._id.toHexString(), route]));

const byWay = (place: number): Partial<OrderItem> =>
  place
    ? { masterId: undefined, routeId: ROUTES[place - 1]?._id.toHexString() }
    : { masterId: MASTER, routeId: undefined };

const way = fc.nat({ max: ROUTES.length });
const at = fc.nat({ max: 20 });
const quantity = fc.oneof(
  fc.integer({ min: 1, max: 9 }),
  fc.integer({ min: 1, max: 9_000 }).map((thousandths) => thousandths / 1_000),
);
/** Of what is left, or there is: a quarter to all. */
const share = fc.constantFrom(0.25, 0.5, 0.75, 1);

/** What a manager does to an order in work, and masters to its parts. */
const deed = fc.oneof(
  fc.record({ kind: fc.constant('amend' as const), at, quantity }),
  fc.record({ kind: fc.constant('add' as const), way, quantity }),
  fc.record({ kind: fc.constant('remove' as const), at }),
  fc.record({ kind: fc.constant('reroute' as const), at, way }),
  fc.record({ kind: fc.constant('rest' as const), at, way }),
  fc.record({
    kind: fc.constant('step' as const),
    to: fc.constantFrom<OrderStatus>('in_production', 'ready', 'on_hold'),
  }),
  fc.record({ kind: fc.constant('portion' as const), at, share }),
  fc.record({ kind: fc.constant('scrap' as const), at, share }),
  fc.record({ kind: fc.constant('back' as const), at }),
);

type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

/** An order in work with its parts, in memory. */
class OrderInWork {
  order: Stored<Order>;
  parts: Stored<Part>[] = [];

  constructor(items: readonly { way: number; quantity: number }[]) {
    this.order = {
      _id: new Types.ObjectId(),
      status: 'confirmed',
      items: items.map(itemOf),
      ...countParts([]),
    } as unknown as Stored<Order>; // as much of it as parts depend on
    this.step('in_production');
  }

  do(what: Deed): void {
    const { items } = this.order;
    const item = 'at' in what ? items[what.at % items.length] : undefined;
    const put = (change: Partial<OrderItem>): void =>
      this.amend(items.map((one) => (one === item ? { ...one, ...change } : one)));
    switch (what.kind) {
      case 'amend':
        return put({ quantity: what.quantity });
      case 'add':
        return this.amend([...items, itemOf(what)]);
      case 'remove':
        return items.length > 1 ? this.amend(items.filter((one) => one !== item)) : undefined;
      case 'reroute':
        return item?.needsNoWork ? undefined : put(byWay(what.way));
      case 'rest':
        // What is needed by nobody any more comes back the next time.
        if (item?.needsNoWork) return put({ needsNoWork: undefined, ...byWay(what.way) });
        return put({ needsNoWork: true, masterId: undefined, routeId: undefined });
      case 'step':
        return this.step(what.to);
      default:
        return this.work(what);
    }
  }

  /** What is wanted of each item, and what of it is good, under way or to be made anew. */
  get demand(): [wanted: object, made: object] {
    const wanted = this.order.items.map(({ id, quantity, needsNoWork }) => [id, needsNoWork ? 0 : quantity] as const);
    const made = this.order.items.map(
      ({ id }) => [id, sum(this.wanted.filter(({ itemId }) => itemId === id))] as const,
    );
    const items = new Set(this.order.items.map(({ id }) => id));
    const astray = this.wanted.filter(({ itemId }) => !items.has(String(itemId)));
    return [
      { ...Object.fromEntries(wanted), astray: 0 },
      { ...Object.fromEntries(made), astray: astray.length },
    ];
  }

  /** What is ready without parts, because nothing had to be made, needs none afterwards. */
  get isFollowed(): boolean {
    return (this.order.heldFrom ?? this.order.status) === 'in_production' || this.parts.length > 0;
  }

  get wanted(): Stored<Part>[] {
    return this.parts.filter(({ state }) => state !== 'cancelled');
  }

  private step(to: OrderStatus): void {
    const { status, heldFrom } = this.order;
    if (status === to || (status === 'on_hold' && to !== heldFrom)) return;
    const isWhole = this.wanted.every(({ state }) => state === 'done');
    // From ready it goes back to work by hand, and from work to ready; what is done goes there by itself.
    if (to === 'in_production' && status === 'in_production' && isWhole) return;
    this.change({ status: to, heldFrom: to === 'on_hold' ? status : undefined });
  }

  private amend(items: OrderItem[]): void {
    this.change({ items });
  }

  private change(fields: Partial<Order>): void {
    const before = structuredCopy(this.order);
    Object.assign(this.order, fields);
    const after = structuredCopy(this.order);
    const change = { before, after, action: 'changed' as const };
    for (const consequence of partConsequences(change, { parts: this.parts, routes: BY_ID })) this.apply(consequence);
  }

  private apply(consequence: PartConsequence): void {
    switch (consequence.kind) {
      case 'part.made':
        return this.add(consequence.fields);
      case 'part.deleted':
        this.parts = this.parts.filter((part) => part !== consequence.part);
        return;
      case 'order.parts':
        return this.count();
      case 'part.undone':
        throw new Error('Nothing was taken back');
      default:
        follow(consequence.part, consequence, NOW);
    }
  }

  private add(fields: Partial<Part>): void {
    const blank = { state: 'waiting', stagesDone: 0, passesTotal: 0, workedMs: 0, scraps: [], isHeld: false };
    this.parts.push({ ...blank, ...fields, _id: new Types.ObjectId() } as unknown as Stored<Part>); // what is stored of it
  }

  private work(what: Deed & { kind: 'portion' | 'scrap' | 'back' }): void {
    const part = this.parts[what.at % this.parts.length];
    if (!part) return;
    if (what.kind === 'portion') report(part, what.share);
    else if (what.kind === 'scrap') this.scrap(part, Math.max(exactQuantity(part.quantity * what.share), 0.001));
    else if (part.stagesDone && part.state !== 'cancelled' && !part.isHeld) stepBack(part, NOW);
    this.count();
  }

  private scrap(part: Stored<Part>, lost: number): void {
    const before = part.quantity;
    part.scraps.push({ id: '', at: NOW, masterName: '', reason: 'material', quantity: lost });
    takeOut(part, lost, NOW);
    if (part.quantity < before) this.add(madeAnew(part, exactQuantity(before - part.quantity)));
  }

  private count(): void {
    const count = countParts(this.parts);
    Object.assign(this.order, count);
    this.order.status = statusWithParts(this.order.status, count.partsTotal, count.partsDone);
  }
}

function itemOf({ way, quantity }: { way: number; quantity: number }): OrderItem {
  const id = new Types.ObjectId().toHexString();
  return { id, title: 'Полка', quantity, unit: 'шт', ...byWay(way) } as OrderItem; // without its price
}

/** A master takes a part up, and reports a share of what is left at its stage. */
function report(part: Stored<Part>, share: number): void {
  if (part.isHeld) return;
  if (partStateAfter(part.state, 'start')) enterState(part, 'in_progress', NOW);
  if (!partStateAfter(part.state, 'finish')) return;
  const left = exactQuantity(part.quantity - (currentStage(part)?.good ?? 0));
  reportGood(part, share === 1 ? undefined : exactQuantity(left * share), NOW);
}

function sum(parts: readonly Part[]): number {
  return exactQuantity(parts.reduce((total, { quantity }) => total + quantity, 0));
}

/** Whether a part is where its stages say: what it has passed is whole, and no more is good than is wanted. */
function isSound({ state, stages, stagesDone, quantity }: Part): boolean {
  const isWhole = stages.slice(0, stagesDone).every(({ good, doneAt }) => good === quantity && doneAt);
  const isOpen = stages.slice(stagesDone).every(({ good, doneAt }) => good >= 0 && good <= quantity && !doneAt);
  return quantity > 0 && isWhole && isOpen && (state === 'done') === (stagesDone === stages.length);
}

describe('whatever becomes of an order in work', () => {
  it('its parts that are done, under way or made anew come to what is wanted of each item', () => {
    const items = fc.array(fc.record({ way, quantity }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(items, fc.array(deed, { minLength: 1, maxLength: 30 }), (first, deeds) => {
        const made = new OrderInWork(first);
        for (const what of deeds) {
          made.do(what);
          const [wanted, parts] = made.demand;
          if (made.isFollowed) expect([what, parts]).toEqual([what, wanted]);
          expect([what, made.wanted.filter((part) => !isSound(part))]).toEqual([what, []]);
          expect(made.order).toMatchObject(countParts(made.parts));
        }
      }),
      { numRuns: 1_000, seed: 13 },
    );
  });

  it('what comes back into work comes back with what was made anew of it, which takes in what is wanted more', () => {
    const made = new OrderInWork([{ way: 2, quantity: 4 }]);
    const amounts = (): number[] => made.wanted.map((part) => part.quantity);
    made.do({ kind: 'portion', at: 0, share: 1 });
    made.do({ kind: 'scrap', at: 0, share: 0.25 });
    expect(amounts()).toEqual([3, 1]);
    made.do({ kind: 'rest', at: 0, way: 0 });
    expect(amounts()).toEqual([]);
    made.do({ kind: 'amend', at: 0, quantity: 2 });
    made.do({ kind: 'rest', at: 0, way: 2 });
    expect(amounts()).toEqual([2]);
    made.do({ kind: 'rest', at: 0, way: 2 });
    made.do({ kind: 'amend', at: 0, quantity: 7 });
    made.do({ kind: 'rest', at: 0, way: 2 });
    expect(amounts()).toEqual([2, 5]);
    expect(made.wanted.filter((part) => !isSound(part))).toEqual([]);
  });

  it('keeps the good pieces that are wanted where less is wanted, and then more', () => {
    const made = new OrderInWork([{ way: 1, quantity: 5 }]);
    made.do({ kind: 'portion', at: 0, share: 1 });
    made.do({ kind: 'amend', at: 0, quantity: 3 });
    expect(made.order.status).toBe('ready');
    made.do({ kind: 'amend', at: 0, quantity: 4 });
    expect(made.wanted).toMatchObject([{ state: 'paused', quantity: 4, stages: [{ good: 3 }] }]);
  });
});
