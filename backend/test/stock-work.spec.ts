import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exactQuantity, ORDER_STATUSES, PART_ACTIONS, type OrderStatus } from '@verstak/domain';
import fc from 'fast-check';
import type { Answer, Session } from './caller.js';
import { makeClient, partsOf, type OrderBody, type PageBody, type PartBody } from './factories.js';
import { TestWorkshop } from './harness.js';

/** Of the material, in thousandths, to make one. */
const PER_UNIT = 350;
const CONTACT = { name: 'Анна Петрова', phone: '+7 913 765-43-21', isAgreed: true };

let workshop: TestWorkshop;
let manager: Session;
let master: Session;
let clientId: string;
/** Each from a network of its own. */
let buyers = 0;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  [manager, master] = [await workshop.as('manager'), await workshop.as('master')];
  clientId = (await makeClient(manager)).id;
});
afterAll(async () => workshop.close());

const at = fc.nat({ max: 9 });
const quantity = fc.integer({ min: 1, max: 6 });
const isMade = fc.boolean();
/** Most often to work, where most can happen. */
const step = fc.record({
  kind: fc.constant('step' as const),
  at,
  to: fc.oneof(fc.constant('in_production' as const), fc.constantFrom(...ORDER_STATUSES)),
});
/** What buyers, managers, masters and who keeps the stock may do, sensible or not. */
const deed = fc.oneof(
  fc.record({ kind: fc.constant('buy' as const), isMade, quantity }),
  fc.record({ kind: fc.constant('take' as const), isMade, quantity }),
  fc.record({ kind: fc.constant('add' as const), at, isMade, quantity }),
  fc.record({ kind: fc.constant('amend' as const), at, item: at, quantity }),
  fc.record({ kind: fc.constant('swap' as const), at, item: at, isMade }),
  fc.record({ kind: fc.constant('drop' as const), at, item: at }),
  {
    weight: 3,
    arbitrary: step,
  },
  fc.record({ kind: fc.constant('undo' as const), at }),
  fc.record({ kind: fc.constant('delete' as const), at }),
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('work' as const), at, does: fc.constantFrom(...PART_ACTIONS) }),
  },
  fc.record({ kind: fc.constant('scrap' as const), at }),
  fc.record({
    kind: fc.constant('move' as const),
    isMade,
    movement: fc.constantFrom('receipt', 'write_off'),
    quantity,
  }),
  fc.record({ kind: fc.constant('count' as const), isMade, quantity }),
);

type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

interface InStock {
  id: string;
  onHand: number;
  reserved: number;
  available: number;
}

/** Goods that are sold from stock, others that are made of a material, and all the orders of them. */
class Shelf {
  readonly orders: string[] = [];

  private constructor(
    private readonly products: readonly [goods: string, made: string],
    private readonly stock: readonly [goods: string, material: string],
  ) {}

  static async filled(): Promise<Shelf> {
    const { id: material } = await accepted<{ id: string }>('/stock', { name: 'Глина', unit: 'кг' });
    const common = { unit: 'шт', price: 100_000, isShown: true, options: [], questions: [] };
    const { id: goods } = await accepted<{ id: string }>('/products', { ...common, name: 'Кружка', isStocked: true });
    const materials = [{ stockItemId: material, quantity: PER_UNIT / 1_000 }];
    const { id: made } = await accepted<{ id: string }>('/products', { ...common, name: 'Ваза', materials });
    const { body } = await manager.get<PageBody<InStock>>(`/stock?productId=${goods}`);
    const shelf = new Shelf([goods, made], [body.items[0]?.id ?? '', material]);
    for (const isMade of [false, true]) await shelf.do({ kind: 'count', isMade, quantity: 6 });
    for (const isMade of [false, true]) await shelf.do({ kind: 'take', isMade, quantity: 3 });
    return shelf;
  }

  async do(what: Deed): Promise<void> {
    const before = await this.standing();
    const answers = await this.perform(what);
    expect([what, answers.filter(({ status }) => status >= 500)]).toEqual([what, []]);
    if (what.kind !== 'buy') return;
    // The shop sells as much as nobody else has reserved, and refuses nothing of it.
    const wanted = what.isMade ? (what.quantity * PER_UNIT) / 1_000 : what.quantity;
    const free = before[Number(what.isMade)]?.available ?? 0;
    expect([what, free, answers.map(({ status }) => status)]).toEqual([what, free, [wanted <= free ? 201 : 409]]);
  }

  /** How both things stand. */
  async standing(): Promise<InStock[]> {
    return Promise.all(this.stock.map(async (id) => (await manager.get<InStock>(`/stock/${id}`)).body));
  }

  /** How both should stand: by all movements, and by what orders want that is neither begun nor handed over. */
  async owed(): Promise<Pick<InStock, 'onHand' | 'reserved'>[]> {
    const wanted = [0, 0];
    for (const id of this.orders) {
      const { status, body } = await manager.get<OrderBody & { isFromShop?: boolean }>(`/orders/${id}`);
      if (status !== 200 || !reserves(body)) continue;
      const parts = await partsOf(manager, id);
      for (const item of body.items as (OrderBody['items'][number] & { productId: string })[]) {
        const isMade = item.productId === this.products[1];
        const begun = parts.filter(({ itemId, state }) => isMade && itemId === item.id && isBegun(state));
        const rest = item.quantity - begun.reduce((sum, part) => sum + part.quantity, 0);
        wanted[Number(isMade)] = (wanted[Number(isMade)] ?? 0) + Math.max(rest, 0) * (isMade ? PER_UNIT : 1_000);
      }
    }
    return Promise.all(
      this.stock.map(async (id, index) => {
        const { body } = await manager.get<PageBody<{ quantity: number }>>(`/movements?stockItemId=${id}&pageSize=200`);
        const moved = body.items.reduce((sum, movement) => exactQuantity(sum + movement.quantity), 0);
        return { onHand: moved, reserved: (wanted[index] ?? 0) / 1_000 };
      }),
    );
  }

  private async perform(what: Deed): Promise<Answer<unknown>[]> {
    const product = (isMade: boolean): string => this.products[Number(isMade)] ?? '';
    const inStock = (isMade: boolean): string => this.stock[Number(isMade)] ?? '';
    switch (what.kind) {
      case 'buy': {
        const items = [{ productId: product(what.isMade), quantity: what.quantity }];
        const from = { 'x-forwarded-for': `10.${++buyers >> 8}.${buyers & 255}.1` };
        const bought = await workshop.nobody.post<{ number: number }>('/shop/orders', { ...CONTACT, items }, from);
        if (bought.status !== 201) return [bought];
        const { body } = await manager.get<PageBody<OrderBody>>(`/orders?q=${bought.body.number}`);
        this.orders.push(body.items.find(({ number }) => number === bought.body.number)?.id ?? '');
        return [bought];
      }
      case 'take': {
        const items = [{ productId: product(what.isMade), quantity: what.quantity, masterId: master.id }];
        const taken = await manager.post<OrderBody>('/orders', { clientId, status: 'confirmed', items });
        if (taken.status === 201) this.orders.push(taken.body.id);
        return [taken];
      }
      case 'move': {
        const lines = [{ stockItemId: inStock(what.isMade), quantity: what.quantity }];
        return [await manager.post('/movements', { kind: what.movement, lines, reason: 'damaged' })];
      }
      case 'count': {
        const lines = [{ stockItemId: inStock(what.isMade), quantity: what.quantity }];
        return [await manager.post('/movements', { kind: 'stocktake', lines })];
      }
      case 'work':
      case 'scrap': {
        const part = await this.partAt(what.at);
        if (!part) return [];
        if (what.kind === 'work') return [await master.post(`/parts/${part.id}/step`, { action: what.does })];
        return [await master.post(`/parts/${part.id}/scrap`, { quantity: 1, reason: 'material' })];
      }
      default:
        return this.change(what);
    }
  }

  private async change(
    what: Exclude<Deed, { kind: 'buy' | 'take' | 'move' | 'count' | 'work' | 'scrap' }>,
  ): Promise<Answer<unknown>[]> {
    const id = this.orders[what.at % this.orders.length];
    if (!id) return [];
    const path = `/orders/${id}`;
    const { status, body: order } = await manager.get<OrderBody>(path);
    if (status !== 200) return [];
    const itemId = 'item' in what ? order.items[what.item % order.items.length]?.id : undefined;
    const amend = (item: object): Promise<Answer<unknown>> => manager.patch(path, { items: [item] });
    const product = (isMade: boolean): string => this.products[Number(isMade)] ?? '';
    switch (what.kind) {
      case 'add':
        return [await amend({ productId: product(what.isMade), quantity: what.quantity, masterId: master.id })];
      case 'amend':
        return [await amend({ id: itemId, quantity: what.quantity, masterId: master.id })];
      case 'swap':
        return [await amend({ id: itemId, productId: product(what.isMade) })];
      case 'drop':
        return [await amend({ id: itemId, isRemoved: true })];
      case 'step':
        return [await manager.post(`${path}/status`, { status: what.to })];
      case 'undo':
        return [await manager.post(`${path}/status/undo`, { version: order.version })];
      case 'delete':
        return [await manager.delete(path)];
    }
  }

  private async partAt(index: number): Promise<PartBody | undefined> {
    const { body } = await master.get<PageBody<PartBody>>('/parts?pageSize=200&sort=number');
    const own = body.items.filter(({ orderId }) => this.orders.includes(orderId));
    return own[index % own.length];
  }
}

async function accepted<T>(path: string, body: object): Promise<T> {
  const answer = await manager.post<T>(path, body);
  expect({ path, status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
  return answer.body;
}

function reserves({ status, heldFrom, isFromShop }: OrderBody & { isFromShop?: boolean }): boolean {
  const stage: OrderStatus = status === 'on_hold' ? (heldFrom ?? 'draft') : status;
  return stage === 'draft' ? isFromShop === true : stage !== 'cancelled' && stage !== 'delivered';
}

const isBegun = (state: string): boolean => state !== 'waiting' && state !== 'cancelled';

describe('what lies in stock and is reserved', () => {
  it('is what movements come to and what orders still want, after any deeds in any order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 10, maxLength: 30, size: 'max' }), async (deeds) => {
        const shelf = await Shelf.filled();
        for (const what of deeds) {
          await shelf.do(what);
          const [standing, owed] = [await shelf.standing(), await shelf.owed()];
          expect([what, standing.map(({ onHand, reserved }) => ({ onHand, reserved }))]).toEqual([what, owed]);
        }
      }),
      { numRuns: 15, endOnFailure: true },
    );
  }, 120_000);
});
