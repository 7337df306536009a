import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  earnedBy,
  isUnderMargin,
  marginOf,
  orderFigures,
  plannedCost,
  priceForMargin,
  productFigures,
  rateAt,
  usualChoice,
  type Earning,
  type Making,
} from './cost.js';

/** An hour is 900.00, at the laser 1,200.00. */
const rates = { hourlyRate: 90_000, workCentreRates: [{ workCentre: 'Лазер', hourlyRate: 120_000 }] };

const engraving = { id: 'a', name: 'Гравировка', workCentre: 'лазер ', setUpMinutes: 10, minutesPerUnit: 2.5 };
const packing = { id: 'b', name: 'Упаковка', setUpMinutes: 0, minutesPerUnit: 1 };
const blank = { stockItemId: 'm', name: 'Заготовка', unit: 'шт', quantity: 1, cost: 12_550 };
const film = { stockItemId: 'f', name: 'Плёнка', unit: 'м', quantity: 0.125, cost: 999 };

const mugs = (fields: Partial<Making> = {}): Making => ({
  quantity: 3,
  materials: [blank, film],
  stages: [engraving, packing],
  rates,
  ...fields,
});

describe('the cost of a quantity', () => {
  it('is its materials and the work of its stages, each line rounded half up', () => {
    const cost = plannedCost(mugs());
    // 3 × 125.50 = 376.50; 0.375 m × 9.99 = 3.74625, which is 3.75.
    expect(cost.materials.map(({ quantity, total }) => [quantity, total])).toEqual([
      [3, 37_650],
      [0.375, 375],
    ]);
    // 10 + 3 × 2.5 = 17.5 minutes at 1,200.00 an hour = 350.00; 3 minutes at 900.00 = 45.00.
    expect(cost.labour.map(({ minutes, total }) => [minutes, total])).toEqual([
      [17.5, 35_000],
      [3, 4_500],
    ]);
    expect(cost).toMatchObject({ materialsCost: 38_025, labourCost: 39_500, cost: 77_525, missing: [] });
  });

  it('has the minutes of what was chosen at the stage that is named, else at the first', () => {
    const details = [{ stageId: 'b', minutesPerUnit: 2 }, { minutesPerUnit: 0.5 }];
    // 10 + 3 × 3 = 19 minutes at the laser, 3 × 3 = 9 minutes of packing.
    expect(plannedCost(mugs({ details })).labour.map(({ minutes }) => minutes)).toEqual([19, 9]);
  });

  it('tells what is not known of it, each once, and counts the rest', () => {
    const { cost: _none, ...unpriced } = film;
    const made = mugs({ materials: [blank, unpriced, unpriced], rates: { workCentreRates: rates.workCentreRates } });
    expect(plannedCost(made)).toMatchObject({
      cost: 37_650 + 35_000,
      missing: [{ gap: 'material', stockItemId: 'f', name: 'Плёнка' }, { gap: 'rate' }],
    });
    expect(plannedCost({ quantity: 1, rates }).missing).toEqual([{ gap: 'product' }, { gap: 'route' }]);
    expect(plannedCost({ quantity: 1, rates, materials: [], stages: [] })).toMatchObject({ cost: 0, missing: [] });
  });

  it('needs no rate for what takes no time', () => {
    const stages = [{ ...packing, minutesPerUnit: 0 }];
    expect(plannedCost(mugs({ stages, rates: {} })).missing).toEqual([]);
  });

  it('is the sum of its lines, and never falls with the quantity', () => {
    const quantity = fc.integer({ min: 1, max: 1_000_000 }).map((thousandths) => thousandths / 1_000);
    fc.assert(
      fc.property(quantity, quantity, (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)].map((some) =>
          plannedCost(mugs({ quantity: some })),
        ) as [ReturnType<typeof plannedCost>, ReturnType<typeof plannedCost>];
        const lines = [...more.materials, ...more.labour].reduce((sum, { total = 0 }) => sum + total, 0);
        expect(more.cost).toBe(lines);
        expect(less.cost).toBeLessThanOrEqual(more.cost);
      }),
    );
  });
});

describe('the rate of an hour', () => {
  it('is that of the work centre, whatever its case, else of the workshop', () => {
    expect([rateAt('ЛАЗЕР', rates), rateAt('Печь', rates), rateAt(undefined, {})]).toEqual([
      120_000,
      90_000,
      undefined,
    ]);
  });
});

describe('a margin', () => {
  it('is a share of the price, to a decimal', () => {
    expect(marginOf(150_000, 77_525)).toBe(48.3);
    expect(marginOf(100, 150)).toBe(-50);
    expect(marginOf(0, 0)).toBeUndefined();
  });

  it('is missed by the least amount', () => {
    expect([isUnderMargin(100_000, 60_000, 40), isUnderMargin(100_000, 60_001, 40)]).toEqual([false, true]);
  });

  it('is earned by the price that is worked out for it, and by no lower one', () => {
    expect(priceForMargin(60_000, 40)).toBe(100_000);
    const cost = fc.integer({ min: 1, max: 1_000_000_000 });
    fc.assert(
      fc.property(cost, fc.integer({ min: 0, max: 9_900 }), (of, hundredths) => {
        const price = priceForMargin(of, hundredths / 100);
        expect(isUnderMargin(price, of, hundredths / 100)).toBe(false);
        expect(isUnderMargin(price - 1, of, hundredths / 100)).toBe(true);
      }),
    );
  });
});

describe('what a product earns', () => {
  const choice = { minutesPerUnit: 0, name: '' };
  const product: Earning = {
    price: 50_000,
    leastQuantity: 3,
    questions: [],
    options: [
      { id: 'o', name: 'Размер', isRequired: true, choices: [{ ...choice, id: 'l', price: 10_000 }] },
      { id: 'p', name: 'Коробка', choices: [{ ...choice, id: 'k', price: 5_000 }] },
    ],
  };

  it('is reckoned for the least that is sold, with the first choice of what must be chosen', () => {
    expect(usualChoice(product)).toEqual({ quantity: 3, choiceIds: ['l'] });
    // 3 × 600.00 = 1,800.00 less 775.25 is 56.9 %; a unit costs 258.42.
    const figures = productFigures(product, plannedCost(mugs()), 60);
    // 775.25 ÷ 0.4 = 1,938.125, so 1,938.13 for three, 646.05 each, less 100.00 for the choice.
    expect(figures).toEqual({
      unitCost: 25_842,
      margin: 56.9,
      isCostIncomplete: false,
      isUnderMargin: true,
      targetPrice: 54_605,
    });
    const price = figures.targetPrice ?? 0;
    expect(productFigures({ ...product, price }, plannedCost(mugs()), 60).isUnderMargin).toBe(false);
    expect(productFigures({ ...product, price: price - 1 }, plannedCost(mugs()), 60).isUnderMargin).toBe(true);
  });

  it('is to be its own target before the workshop’s, and at least its cost without any', () => {
    const had = usualChoice(product);
    const target = (own?: number, workshops?: number): number =>
      earnedBy({ ...product, targetMargin: own }, had, plannedCost(mugs()), workshops).targetMargin;
    expect([target(30, 60), target(undefined, 60), target()]).toEqual([30, 60, 0]);
  });

  it('has no margin while something is missing, though it may cost too much already', () => {
    const incomplete = plannedCost(mugs({ stages: undefined }));
    expect(productFigures(product, incomplete, 90)).toMatchObject({ isCostIncomplete: true, isUnderMargin: true });
    expect(productFigures(product, incomplete, 90).margin).toBeUndefined();
    const unknown = productFigures(product, plannedCost({ quantity: 3, rates }), 90);
    expect(unknown).toMatchObject({ isCostIncomplete: true, isUnderMargin: false });
    expect(unknown.unitCost).toBeUndefined();
  });
});

describe('the figures of an order', () => {
  it('are sums of its items, and its margin that of those which are known', () => {
    const items = [
      { total: 300_000, cost: 150_000 },
      { total: 100_000, cost: 50_000, isCostIncomplete: true },
      { total: 50_000 },
    ];
    expect(orderFigures(items)).toEqual({ cost: 200_000, margin: 50, isCostIncomplete: true });
    expect(orderFigures(items.slice(0, 1))).toEqual({ cost: 150_000, margin: 50, isCostIncomplete: false });
    expect(orderFigures(items.slice(2))).toEqual({ cost: undefined, margin: undefined, isCostIncomplete: undefined });
  });
});
