import { describe, expect, it } from '@jest/globals';
import { exactQuantity } from '@verstak/domain';
import fc from 'fast-check';
import { claimOf, linesOf, settle, type Demanding, type Standing, type Working } from './settlement.js';

const item = (quantity: number, fields: Partial<Demanding['items'][number]> = {}): Demanding['items'][number] => ({
  id: 'item',
  productId: 'mug',
  choiceIds: [],
  quantity,
  ...fields,
});
const order = (quantity: number, fields: Partial<Demanding> = {}): Demanding => ({
  status: 'in_production',
  items: [item(quantity)],
  ...fields,
});
const LINE: Standing = {
  itemId: 'item',
  productId: 'mug',
  choiceIds: [],
  stockItemId: 'clay',
  lineId: 'line',
  perUnit: 0.35,
  isProduct: false,
  quantity: 0,
  issues: [],
};
const part = (id: string, quantity: number, fields: Partial<Working> = {}): Working => ({
  id,
  itemId: 'item',
  quantity,
  state: 'waiting',
  stages: [{ id: 'first' }, { id: 'second' }],
  stagesDone: 0,
  passesTotal: 0,
  scraps: [],
  ...fields,
});
const begun = (id: string, quantity: number, fields: Partial<Working> = {}): Working =>
  part(id, quantity, { state: 'in_progress', passesTotal: 1, ...fields });

/** The line as it stands after an outcome. */
function after(line: Standing, o: Demanding | undefined, parts: readonly Working[]): Standing {
  const [settled] = settle(o, [line], parts);
  if (!settled) throw new Error('A line has an outcome');
  const { quantity, given, returned } = settled;
  return { ...line, quantity, issues: [...line.issues.filter((issue) => !returned.includes(issue)), ...given] };
}
const issued = ({ issues }: Standing): number => exactQuantity(issues.reduce((sum, { quantity }) => sum + quantity, 0));

describe('what an order claims of the stock', () => {
  it.each([
    [{ status: 'draft' }, 'none'],
    [{ status: 'draft', isFromShop: true }, 'reserve'],
    [{ status: 'confirmed' }, 'reserve'],
    [{ status: 'ready' }, 'reserve'],
    [{ status: 'on_hold', heldFrom: 'draft' }, 'none'],
    [{ status: 'on_hold', heldFrom: 'confirmed' }, 'reserve'],
    [{ status: 'delivered' }, 'issue'],
    [{ status: 'cancelled', isFromShop: true }, 'none'],
  ] as const)('%j: %s', (state, claim) => expect(claimOf(state)).toBe(claim));
});

describe('what an item takes', () => {
  const materials = [
    { id: 'a', stockItemId: 'clay', quantity: 0.35, name: 'Глина', unit: 'кг' },
    { id: 'b', stockItemId: 'glaze', quantity: 0.02, choiceId: 'blue', stageId: 'second', name: 'Глазурь', unit: 'кг' },
  ];

  it('is the product itself where that is sold from stock, else what goes into it with its choices', () => {
    expect(linesOf(item(2), { isStocked: true, materials }, 'mug-in-stock')).toMatchObject([
      { stockItemId: 'mug-in-stock', perUnit: 1, isProduct: true },
    ]);
    expect(linesOf(item(2), { isStocked: true }, undefined)).toEqual([]);
    expect(linesOf(item(2), { materials }, undefined).map(({ lineId }) => lineId)).toEqual(['a']);
    expect(linesOf(item(2, { choiceIds: ['blue'] }), { materials }, undefined)).toMatchObject([
      { lineId: 'a' },
      { lineId: 'b', stageId: 'second' },
    ]);
  });
});

describe('settling a line', () => {
  it('reserves all of it, gives out what is begun once, and makes no more of it where the part is scrapped', () => {
    const reserved = after(LINE, order(10), [part('p', 10)]);
    expect([reserved.quantity, issued(reserved)]).toEqual([3.5, 0]);
    const started = after(reserved, order(10), [begun('p', 10)]);
    expect([started.quantity, issued(started)]).toEqual([0, 3.5]);
    // Two are lost at the second stage, and made anew.
    const parts = [begun('p', 8, { stagesDone: 1 }), part('r', 2)];
    const scrapped = after(started, order(10), parts);
    expect([scrapped.quantity, issued(scrapped)]).toEqual([0.7, 3.5]);
    const again = after(scrapped, order(10), [begun('p', 8, { stagesDone: 1 }), begun('r', 2)]);
    expect([again.quantity, issued(again)]).toEqual([0, 4.2]);
  });

  it('waits for the stage that it names, and gives out nothing twice where that is done anew', () => {
    const line = { ...LINE, stageId: 'second' };
    const first = after(line, order(10), [begun('p', 10)]);
    expect([first.quantity, issued(first)]).toEqual([3.5, 0]);
    const second = after(first, order(10), [begun('p', 10, { stagesDone: 1 })]);
    expect([second.quantity, issued(second)]).toEqual([0, 3.5]);
    const back = after(second, order(10), [part('p', 10, { passesTotal: 2 })]);
    expect([back.quantity, issued(back)]).toEqual([0, 3.5]);
  });

  it('takes back what was begun by mistake, and what was handed over by mistake', () => {
    const started = after(LINE, order(10), [begun('p', 10)]);
    const undone = after(started, order(10), [part('p', 10)]);
    expect([undone.quantity, issued(undone)]).toEqual([3.5, 0]);
    const handed = after(LINE, order(10, { status: 'delivered' }), []);
    expect([handed.quantity, issued(handed)]).toEqual([0, 3.5]);
    const returned = after(handed, order(10, { status: 'ready' }), []);
    expect([returned.quantity, issued(returned)]).toEqual([3.5, 0]);
  });

  it('lets go of what is cancelled, of an item of another product, and of an order that goes', () => {
    const reserved = after(LINE, order(10), []);
    for (const other of [
      order(10, { status: 'cancelled' }),
      order(10, { items: [item(10, { productId: 'cup' })] }),
      order(10, { items: [] }),
      undefined,
    ])
      expect(after(reserved, other, []).quantity).toBe(0);
  });

  it('reserves at any time just what is not begun, whatever happened before', () => {
    const step = fc.record({
      quantity: fc.integer({ min: 1, max: 20 }),
      shares: fc.array(fc.integer({ min: 1, max: 10 }), { maxLength: 4 }),
      begun: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      isConfirmed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 5_000 }), (steps, per) => {
        let line: Standing = { ...LINE, perUnit: per / 1_000 };
        const ever = new Set<string>();
        for (const { quantity, shares, begun: isBegun, isConfirmed } of steps) {
          // Parts make at most what is wanted; one that was begun stays so.
          let left = quantity;
          const parts = shares.flatMap((share, index): Working[] => {
            const made = Math.min(share, left);
            left -= made;
            if (isBegun[index]) ever.add(`p${index}`);
            const id = `p${index}`;
            return made ? [ever.has(id) ? begun(id, made) : part(id, made)] : [];
          });
          line = after(line, order(quantity, isConfirmed ? {} : { status: 'confirmed' }), parts);
          const started = parts.filter(({ state }) => state !== 'waiting').reduce((sum, one) => sum + one.quantity, 0);
          expect(line.quantity).toBe(exactQuantity(line.perUnit * (quantity - started)));
          expect(settle(order(quantity), [line], parts)).toMatchObject([
            { quantity: line.quantity, given: [], returned: [] },
          ]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
