import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ORDER_STATUSES, PART_ACTIONS } from '@verstak/domain';
import fc from 'fast-check';
import type { Answer, Session } from './caller.js';
import { line, makeOrderInWork, partsOf, type OrderBody } from './factories.js';
import { TestWorkshop } from './harness.js';

let workshop: TestWorkshop;
let manager: Session;
let master: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  [manager, master] = [await workshop.as('manager'), await workshop.as('master')];
});
afterAll(async () => workshop.close());

const place = fc.nat({ max: 5 });
/** What a manager and a master may do to an order and its parts, sensible or not. */
const action = fc.oneof(
  fc.record({ kind: fc.constant('step' as const), status: fc.constantFrom(...ORDER_STATUSES) }),
  fc.record({ kind: fc.constant('return' as const) }),
  fc.record({ kind: fc.constant('undo' as const) }),
  fc.record({ kind: fc.constant('add' as const) }),
  fc.record({ kind: fc.constant('amend' as const), at: place, quantity: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('remove' as const), at: place }),
  fc.record({ kind: fc.constant('work' as const), at: place, does: fc.constantFrom(...PART_ACTIONS) }),
  fc.record({ kind: fc.constant('make' as const), at: place }),
  fc.record({ kind: fc.constant('note' as const), at: place }),
);

type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

async function perform(order: OrderBody, what: Action): Promise<Answer<unknown>[]> {
  const path = `/orders/${order.id}`;
  const part = async (at: number): Promise<string> => {
    const parts = await partsOf(master, order.id);
    return `/parts/${parts[at % parts.length]?.id}`;
  };
  const item = (at: number): string | undefined => order.items[at % order.items.length]?.id;
  switch (what.kind) {
    case 'step':
      return [await manager.post(`${path}/status`, { status: what.status })];
    case 'return':
      return [await manager.post(`${path}/status`, { status: order.heldFrom ?? 'on_hold' })];
    case 'undo':
      return [await manager.post(`${path}/status/undo`, { version: order.version })];
    case 'add':
      return [await manager.patch(path, { items: [line({ masterId: master.id })] })];
    case 'amend':
      return [await manager.patch(path, { items: [{ id: item(what.at), quantity: what.quantity }] })];
    case 'remove':
      return [await manager.patch(path, { items: [{ id: item(what.at), isRemoved: true }] })];
    case 'work':
      return [await master.post(`${await part(what.at)}/step`, { action: what.does })];
    case 'make': {
      const at = await part(what.at);
      return [
        await master.post(`${at}/step`, { action: 'start' }),
        await master.post(`${at}/step`, { action: 'finish' }),
      ];
    }
    case 'note':
      return [await master.post(`${await part(what.at)}/note`, { note: 'нужен резец' })];
  }
}

/** How the order and its parts stand, and how they should. */
async function standing(id: string): Promise<[is: object, should: object]> {
  const { body: order } = await manager.get<OrderBody>(`/orders/${id}`);
  const wanted = (await partsOf(manager, id)).filter(({ state }) => state !== 'cancelled');
  const done = wanted.filter(({ state }) => state === 'done');
  const isHeld = order.status === 'on_hold';
  const stage = order.heldFrom ?? order.status;
  // What was made by hand alone has no parts.
  const isFollowed = stage === 'in_production' || (wanted.length > 0 && (stage === 'ready' || stage === 'delivered'));
  const isMade = order.status === 'in_production' || order.status === 'ready';
  return [
    {
      status: order.status,
      parts: [order.partsTotal, order.partsDone],
      items: wanted.map(({ itemId, quantity }) => `${itemId} × ${quantity}`).sort(),
      running: isHeld && wanted.some(({ state }) => state === 'in_progress'),
      held: wanted.filter((part) => part.isHeld).map((part) => part.id),
    },
    {
      status: isMade && wanted.length ? (done.length < wanted.length ? 'in_production' : 'ready') : order.status,
      parts: [wanted.length, done.length],
      items: isFollowed ? order.items.map(({ id, quantity }) => `${id} × ${quantity}`).sort() : expect.anything(),
      running: false,
      held: wanted.filter(({ state }) => isHeld && state !== 'done').map((part) => part.id),
    },
  ];
}

describe('an order that was in work', () => {
  it('is ready exactly when every part that is wanted is done, after any steps in any order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 25 }), async (actions) => {
        const { id } = await makeOrderInWork(manager, master.id, [line(), line()]);
        for (const what of actions) {
          const { body: order } = await manager.get<OrderBody>(`/orders/${id}`);
          const answers = await perform(order, what);
          expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
          const [is, should] = await standing(id);
          expect([what, is]).toEqual([what, should]);
        }
      }),
      { numRuns: 40, endOnFailure: true },
    );
  }, 120_000);
});
