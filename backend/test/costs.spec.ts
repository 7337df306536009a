import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Permission } from '@verstak/domain';
import type { Session } from './caller.js';
import { line, makeOrder, type HistoryBody, type OrderBody, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';

interface ProductBody {
  id: string;
  version: number;
  name: string;
  price: number;
  unitCost?: number;
  margin?: number;
  isUnderMargin?: boolean;
  isCostIncomplete?: boolean;
  targetPrice?: number;
  targetMargin?: number;
  options: { id: string; choices: { id: string }[] }[];
}

interface CostBody {
  quantity: number;
  cost: number;
  materialsCost: number;
  labourCost: number;
  materials: { stockItemId: string; quantity: number; total?: number }[];
  labour: { name: string; minutes: number; total?: number }[];
  missing: { gap: string; stockItemId?: string; name?: string }[];
  margin?: number;
  targetPrice: number;
}

let workshop: TestWorkshop;
let admin: Session;
let manager: Session;
let made = 0;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  admin = await workshop.asAdmin();
  manager = await workshop.as('manager');
  await admin.patch('/workshop', {
    hourlyRate: 90_000,
    workCentreRates: [{ workCentre: 'Лазер', hourlyRate: 120_000 }],
    targetMargin: 40,
  });
});
afterAll(async () => workshop.close());

async function accepted<T>(path: string, body: object): Promise<T> {
  const answer = await admin.post<T>(path, body);
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
  return answer.body;
}

const stage = (fields: object): object => ({
  name: 'Этап',
  setUpMinutes: 0,
  minutesPerUnit: 0,
  masterIds: [],
  ...fields,
});

async function makeRoute(stages: object[]): Promise<{ id: string; stages: { id: string }[] }> {
  return accepted('/routes', { name: `Маршрут ${(made += 1)}`, stages: stages.map(stage) });
}

async function makeMaterial(fields: object = {}): Promise<{ id: string; name: string }> {
  return accepted('/stock', { name: `Материал ${(made += 1)}`, unit: 'шт', ...fields });
}

async function makeProduct(fields: object = {}): Promise<ProductBody> {
  return accepted('/products', {
    name: `Изделие ${(made += 1)}`,
    unit: 'шт',
    price: 50_000,
    options: [],
    questions: [],
    ...fields,
  });
}

const product = async (id: string, by = admin): Promise<ProductBody> =>
  (await by.get<ProductBody>(`/products/${id}`)).body;

/** A mug of a blank at 125.50, engraved in 2.5 minutes at the laser after 10 of setting up: 125.50 + 250.00. */
async function makeMug(
  fields: object = {},
): Promise<{ mug: ProductBody; blank: { id: string; name: string }; routeId: string }> {
  const blank = await makeMaterial({ cost: 12_550 });
  const route = await makeRoute([{ name: 'Гравировка', workCentre: 'лазер', setUpMinutes: 10, minutesPerUnit: 2.5 }]);
  const materials = [{ stockItemId: blank.id, quantity: 1 }];
  return { mug: await makeProduct({ routeId: route.id, materials, ...fields }), blank, routeId: route.id };
}

describe('what a product costs', () => {
  it('stands with it from the moment it is written, with what it earns', async () => {
    const { mug } = await makeMug();
    // 375.50 of 500.00 leaves 24.9 %; 375.50 ÷ 0.6 = 625.83, rounded up to 625.84.
    const figures = {
      unitCost: 37_550,
      margin: 24.9,
      isUnderMargin: true,
      isCostIncomplete: false,
      targetPrice: 62_584,
    };
    expect(mug).toMatchObject(figures);
    const { body } = await admin.patch<ProductBody>(`/products/${mug.id}`, { price: 62_584 });
    expect(body).toMatchObject({ unitCost: 37_550, margin: 40, isUnderMargin: false });
    expect((await admin.patch<ProductBody>(`/products/${mug.id}`, { targetMargin: 41 })).body.isUnderMargin).toBe(true);
  });

  it('is worked out line by line for a quantity and for what is chosen', async () => {
    const { id: paintId } = await makeMaterial({ cost: 1_000 });
    const option = {
      name: 'Печать',
      choices: [{ name: 'с двух сторон', price: 10_000, minutesPerUnit: 1.5 }],
    };
    const { mug, blank } = await makeMug({ options: [option] });
    const choiceId = mug.options[0]?.choices[0]?.id ?? '';
    await admin.patch(`/products/${mug.id}`, {
      materials: [
        { stockItemId: blank.id, quantity: 1 },
        { stockItemId: paintId, quantity: 0.25, choiceId },
      ],
    });
    const plain = (await admin.get<CostBody>(`/products/${mug.id}/cost?quantity=3`)).body;
    // 3 × 125.50; 10 + 3 × 2.5 minutes at 1,200.00 an hour.
    expect(plain).toMatchObject({ materialsCost: 37_650, labourCost: 35_000, cost: 72_650, missing: [] });
    const { body } = await admin.get<CostBody>(`/products/${mug.id}/cost?quantity=3&choiceIds=${choiceId}`);
    expect(body.materials.map(({ total }) => total)).toEqual([37_650, 750]);
    expect(body.labour).toMatchObject([{ name: 'Гравировка', minutes: 22, total: 44_000 }]);
    // 3 × 600.00 less 824.00 is 54.2 %.
    expect(body).toMatchObject({ cost: 82_400, margin: 54.2 });
  });

  it('tells what is not known of it, and has no margin then', async () => {
    const { id, name } = await makeMaterial();
    const product = await makeProduct({ materials: [{ stockItemId: id, quantity: 2 }] });
    expect(product).toMatchObject({ isCostIncomplete: true, isUnderMargin: false });
    expect(product).not.toHaveProperty('margin');
    expect(product).not.toHaveProperty('unitCost');
    const { body } = await admin.get<CostBody>(`/products/${product.id}/cost`);
    expect(body.missing).toEqual([{ gap: 'route' }, { gap: 'material', stockItemId: id, name }]);
  });

  it('is nothing once it is made of nothing any more', async () => {
    const { mug } = await makeMug();
    const cleared = await admin.patch<ProductBody>(`/products/${mug.id}`, { materials: null, leastQuantity: null });
    // 12.5 minutes at the laser are left.
    expect([cleared.status, cleared.body.unitCost]).toEqual([200, 25_000]);
    const bare = { name: 'Пусто', unit: 'шт', price: 1, options: [], questions: [], materials: null, routeId: null };
    expect((await admin.post('/products', bare)).status).toBe(201);
  });

  it('is refused for a quantity that is none', async () => {
    const { id } = await makeProduct();
    for (const quantity of ['0', '-1', '0.0004', 'NaN', '1e9'])
      expect((await admin.get(`/products/${id}/cost?quantity=${quantity}`)).status).toBe(400);
  });

  it('is, of one that is sold from stock, what it costs there', async () => {
    const candle = await makeProduct({ isStocked: true });
    const [inStock] = (await admin.get<PageBody<{ id: string }>>(`/stock?isProduct=true&sort=-number`)).body.items;
    await admin.patch(`/stock/${inStock?.id}`, { cost: 20_000 });
    await workshop.followed();
    expect(await product(candle.id)).toMatchObject({ unitCost: 20_000, margin: 60, isCostIncomplete: false });
  });
});

describe('the cost of products', () => {
  it('follows that of a material, the stages of a route and the rates, each with an entry that says so', async () => {
    const { mug, blank, routeId } = await makeMug();
    await admin.patch(`/stock/${blank.id}`, { cost: 14_050 });
    await workshop.followed();
    expect(await product(mug.id)).toMatchObject({ unitCost: 39_050, version: mug.version + 1 });
    await admin.patch(`/routes/${routeId}`, { stages: [stage({ minutesPerUnit: 10 })] });
    await workshop.followed();
    expect((await product(mug.id)).unitCost).toBe(14_050 + 15_000);
    await admin.patch('/workshop', { hourlyRate: 60_000 });
    await workshop.followed();
    expect((await product(mug.id)).unitCost).toBe(14_050 + 10_000);
    await admin.patch('/workshop', { hourlyRate: 90_000 });
    await workshop.followed();
    const { items } = (
      await admin.get<PageBody<HistoryBody & { params?: { name?: string } }>>(`/products/${mug.id}/history`)
    ).body;
    const told = items.map(({ action, params }) => [action, params?.name]);
    expect(told).toEqual([
      ['recosted', undefined],
      ['recosted', undefined],
      ['recosted', undefined],
      ['recosted', blank.name],
      ['created', undefined],
    ]);
    expect(items[3]?.changes).toContainEqual({ path: 'unitCost', before: 37_550, after: 39_050 });
  });

  it('follows a receipt at another price, in batches, over products that do not change by it', async () => {
    const blank = await makeMaterial({ cost: 100 });
    const materials = [{ stockItemId: blank.id, quantity: 1 }];
    const ids: string[] = [];
    for (let count = 0; count < 53; count += 1) ids.push((await makeProduct({ materials })).id);
    await accepted('/movements', { kind: 'receipt', lines: [{ stockItemId: blank.id, quantity: 5, unitCost: 300 }] });
    await workshop.followed();
    const list = `/products?stockItemId=${blank.id}&pageSize=200`;
    const { items } = (await admin.get<PageBody<ProductBody>>(list)).body;
    expect(items.map(({ unitCost }) => unitCost)).toEqual(ids.map(() => 300));
    const versions = new Map(items.map(({ id, version }) => [id, version]));
    await admin.patch(`/stock/${blank.id}`, { note: 'другая полка' });
    await workshop.followed();
    const after = (await admin.get<PageBody<ProductBody>>(list)).body.items;
    expect(after.every(({ id, version }) => versions.get(id) === version)).toBe(true);
  });

  it('sorts and narrows their list', async () => {
    const blank = await makeMaterial({ cost: 10_000 });
    const route = await makeRoute([{}]);
    const make = (price: number) =>
      makeProduct({ price, routeId: route.id, materials: [{ stockItemId: blank.id, quantity: 1 }] });
    const [poor, good] = [await make(11_000), await make(40_000)];
    const idsOf = async (query: string): Promise<string[]> => {
      const { items } = (await manager.get<PageBody<ProductBody>>(`/products?stockItemId=${blank.id}&${query}`)).body;
      return items.map(({ id }) => id);
    };
    expect(await idsOf('sort=margin')).toEqual([poor.id, good.id]);
    expect(await idsOf('sort=-unitCost&isUnderMargin=true')).toEqual([poor.id]);
    expect(await idsOf('marginFrom=70')).toEqual([good.id]);
  });
});

describe('who knows what things cost', () => {
  const FIGURES = ['unitCost', 'margin', 'isUnderMargin', 'isCostIncomplete', 'targetPrice', 'targetMargin'];

  it('is whoever holds the permission: on pages, in lists, files and histories', async () => {
    const { mug, blank } = await makeMug({ targetMargin: 33 });
    await admin.patch(`/stock/${blank.id}`, { cost: 77_700 });
    await workshop.followed();
    const permissions: Permission[] = [
      'orders:read',
      'orders:prices',
      'catalog:write',
      'stock:read',
      'journal:read',
      'tables:read',
      'workshop:change',
    ];
    await workshop.addRole('seller', permissions);
    const seller = await workshop.as('seller');
    const paths = [
      `/products/${mug.id}`,
      `/products?q=${encodeURIComponent(mug.name)}`,
      `/products/${mug.id}/history`,
      '/products/export.csv',
      '/workshop',
      '/workshop/history',
      '/journal?pageSize=200',
      '/tables/products/rows?pageSize=200',
    ];
    for (const path of paths) {
      const [open, closed] = [await admin.get(path), await seller.get(path)];
      expect([path, open.status, closed.status]).toEqual([path, 200, 200]);
      const hidden = new RegExp([...FIGURES, 'hourlyRate', 'workCentreRates', 'Себестоимость', 'Маржа'].join('|'));
      expect(open.text).toMatch(hidden);
      expect([path, hidden.exec(closed.text)?.[0]]).toEqual([path, undefined]);
    }
    for (const query of ['sort=margin', 'sort=unitCost'])
      expect((await seller.get(`/products?${query}`)).status).toBe(400);
    for (const query of ['isUnderMargin=true', 'marginFrom=10'])
      expect((await seller.get(`/products?${query}`)).status).toBe(403);
    expect((await seller.get(`/products/${mug.id}/cost`)).status).toBe(403);
  });

  it('alone sets rates and target margins, and clears them', async () => {
    await workshop.addRole('keeper', ['catalog:write', 'workshop:change']);
    const keeper = await workshop.as('keeper');
    const made = await makeProduct({ targetMargin: 33 });
    for (const told of [{ hourlyRate: 1 }, { workCentreRates: null }, { targetMargin: null }])
      expect((await keeper.patch('/workshop', told)).status).toBe(403);
    for (const targetMargin of [1, null])
      expect((await keeper.patch(`/products/${made.id}`, { targetMargin })).status).toBe(403);
    const fields = { name: 'Ложка', unit: 'шт', price: 1, options: [], questions: [] };
    expect((await keeper.post('/products', { ...fields, targetMargin: 1 })).status).toBe(403);
    expect((await keeper.post('/products', fields)).status).toBe(201);
    expect((await keeper.patch('/workshop', { address: 'Тверь, ул. Советская, 1' })).status).toBe(200);
    expect((await keeper.patch(`/products/${made.id}`, { price: 2 })).status).toBe(200);
    expect((await product(made.id)).targetMargin).toBe(33);
  });
});

describe('what an order costs', () => {
  interface CostedItem {
    id: string;
    quantity: number;
    unitCost?: number;
    materialsCost?: number;
    labourCost?: number;
    cost?: number;
    isCostIncomplete?: boolean;
    total: number;
  }
  type CostedOrder = OrderBody & { items: CostedItem[]; cost?: number; margin?: number; isCostIncomplete?: boolean };

  const take = (items: object[]): Promise<CostedOrder> => makeOrder(manager, { items }) as Promise<CostedOrder>;
  const order = async (id: string): Promise<CostedOrder> => (await manager.get<CostedOrder>(`/orders/${id}`)).body;

  it('is what its items were to cost when they were taken, whatever is paid for materials later', async () => {
    const { mug, blank } = await makeMug();
    const taken = await take([{ productId: mug.id, quantity: 3 }]);
    // 3 × 125.50 and 17.5 minutes at 1,200.00 an hour, of 1,500.00.
    const frozen = { materialsCost: 37_650, labourCost: 35_000, cost: 72_650, total: 150_000 };
    expect(taken).toMatchObject({ cost: 72_650, margin: 51.6, isCostIncomplete: false, items: [frozen] });
    await admin.patch(`/stock/${blank.id}`, { cost: 30_000 });
    await workshop.followed();
    const [item] = taken.items;
    const noted = await manager.patch<CostedOrder>(`/orders/${taken.id}`, {
      note: 'к пятнице',
      items: [{ id: item?.id, wishes: 'поярче' }],
    });
    expect(noted.body.items).toMatchObject([frozen]);
    const { body } = await manager.patch<CostedOrder>(`/orders/${taken.id}`, {
      items: [{ id: item?.id, quantity: 4 }],
    });
    // 4 × 300.00 and 20 minutes.
    expect(body.items).toMatchObject([{ materialsCost: 120_000, labourCost: 40_000, cost: 160_000 }]);
    expect(await order(taken.id)).toMatchObject({ cost: 160_000, margin: 20 });
  });

  it('knows nothing of what is written freely, unless somebody says it who may', async () => {
    const taken = await take([line(), line({ needsNoWork: true, unitCost: 40_000 })]);
    expect(taken.items[0]).not.toHaveProperty('cost');
    // 2 × 400.00 of 2 × 1,500.00; of the other nothing is known.
    expect(taken).toMatchObject({ cost: 80_000, margin: 73.3, isCostIncomplete: true });
    const { body } = await manager.patch<CostedOrder>(`/orders/${taken.id}`, {
      items: [{ id: taken.items[1]?.id, unitCost: null }],
    });
    for (const field of ['cost', 'margin', 'isCostIncomplete']) expect(body).not.toHaveProperty(field);
    await workshop.addRole('taker', ['orders:read', 'orders:prices', 'orders:write', 'clients:read']);
    const taker = await workshop.as('taker');
    const told = { items: [{ id: taken.items[0]?.id, unitCost: 1 }] };
    expect((await taker.patch(`/orders/${taken.id}`, told)).status).toBe(403);
  });

  it('is told of lines that are still typed, with what they lack left out or told as nothing', async () => {
    const { mug } = await makeMug();
    const nothing = { choiceIds: null, discountPercent: null, unitCost: null, routeId: null };
    const { status, body } = await admin.post<{ cost: number; items: object[] }>('/orders/cost', {
      items: [{ productId: mug.id, quantity: 3, ...nothing }, { quantity: 1 }],
    });
    expect(status).toBe(200);
    // No route is told, so there is no work.
    expect(body).toMatchObject({ cost: 37_650, items: [{ cost: 37_650, isCostIncomplete: true }, {}] });
  });

  it('is of its own route, and told as incomplete where that has no rate or something has no cost', async () => {
    const unpriced = await makeMaterial();
    const { mug, blank } = await makeMug();
    await admin.patch(`/products/${mug.id}`, {
      materials: [
        { stockItemId: blank.id, quantity: 1 },
        { stockItemId: unpriced.id, quantity: 1 },
      ],
    });
    const route = await makeRoute([{ minutesPerUnit: 6 }]);
    const taken = await take([{ productId: mug.id, quantity: 1, routeId: route.id }]);
    expect(taken.items).toMatchObject([{ materialsCost: 12_550, labourCost: 9_000, isCostIncomplete: true }]);
    expect(taken).toMatchObject({ cost: 21_550, isCostIncomplete: true });
    expect(taken).not.toHaveProperty('margin');
  });

  it('sorts and narrows the list, and stands in files', async () => {
    const { mug } = await makeMug();
    const { id, number } = await take([{ productId: mug.id, quantity: 3 }]);
    const { items } = (await manager.get<PageBody<CostedOrder>>('/orders?marginFrom=51.6&marginTo=51.6&sort=-cost'))
      .body;
    expect(items.map((one) => one.id)).toContain(id);
    const { text } = await manager.get(`/orders/export.csv?ids=${id}&lang=ru`);
    expect(text).toContain('Себестоимость');
    expect(text.split('\n').find((row) => row.includes(`${number}`))).toMatch(/726[.,]5.*51[.,]6/);
  });

  it('is for whoever may know it, and what it earns for whoever may know its prices too', async () => {
    const { mug } = await makeMug();
    const { id } = await take([{ productId: mug.id, quantity: 3, unitCost: 77_777 }]);
    await manager.patch(`/orders/${id}`, { items: [line({ unitCost: 55_555 })] });
    const base: Permission[] = ['orders:read', 'journal:read', 'tables:read', 'stock:read'];
    await workshop.addRole('pricer', [...base, 'orders:prices']);
    await workshop.addRole('coster', [...base, 'stock:cost']);
    const [pricer, coster] = [await workshop.as('pricer'), await workshop.as('coster')];
    const costs =
      /"(cost|unitCost|materialsCost|labourCost|isCostIncomplete)"|items\.[0-9a-f]+\.(cost|unitCost)|Себестоимость|77777|55555/i;
    const margins = /"margin"|Маржа/;
    for (const path of [
      `/orders/${id}`,
      '/orders?pageSize=200',
      `/orders/export.csv?ids=${id}&lang=ru`,
      `/orders/export.csv?ids=${id}&lang=ru&table=items`,
      `/journal?entityId=${id}`,
      '/tables/orders/rows?pageSize=200',
    ]) {
      const [all, prices, cost] = [await admin.get(path), await pricer.get(path), await coster.get(path)];
      expect([path, all.status, prices.status, cost.status]).toEqual([path, 200, 200, 200]);
      expect([path, costs.test(all.text)]).toEqual([path, true]);
      expect([path, costs.exec(prices.text)?.[0], margins.exec(prices.text)?.[0]]).toEqual([
        path,
        undefined,
        undefined,
      ]);
      expect([path, costs.test(cost.text), margins.exec(cost.text)?.[0]]).toEqual([path, true, undefined]);
    }
    for (const somebody of [pricer, coster]) {
      expect((await somebody.get('/orders?sort=margin')).status).toBe(400);
      expect((await somebody.get('/orders?marginFrom=1')).status).toBe(403);
    }
  });
});

describe('what fell under its margin because something is bought at another price', () => {
  interface Told {
    topic: string;
    subjectId: string;
    name: string;
    products?: number;
    risePercent?: number;
    count: number;
  }

  const toldOf = async (by: Session, stockItemId: string): Promise<Told[]> => {
    await workshop.followed();
    const { items } = (await by.get<PageBody<Told>>('/notifications?topic=margin&pageSize=100')).body;
    return items.filter(({ subjectId }) => subjectId === stockItemId);
  };

  it('is told of once to whoever keeps the catalog and may know what things cost', async () => {
    await workshop.addRole('namer', ['orders:read', 'catalog:write', 'stock:read']);
    const namer = await workshop.as('namer');
    const [blank, route] = [await makeMaterial({ cost: 10_000 }), await makeRoute([{}])];
    const make = (price: number) =>
      makeProduct({ price, routeId: route.id, materials: [{ stockItemId: blank.id, quantity: 1 }] });
    // 40 % of 180.00 is left over 108.00, of 200.00 over 120.00, of 900.00 far over that; the last was under it before.
    for (const price of [18_000, 20_000, 90_000, 10_500]) await make(price);
    await workshop.followed();
    await admin.patch(`/stock/${blank.id}`, { cost: 10_500 });
    expect(await toldOf(manager, blank.id)).toEqual([]);
    await accepted('/movements', {
      kind: 'receipt',
      lines: [{ stockItemId: blank.id, quantity: 1, unitCost: 12_600 }],
    });
    const told = { topic: 'margin', name: blank.name, products: 3, risePercent: 20 };
    expect(await toldOf(manager, blank.id)).toMatchObject([told]);
    expect(await toldOf(namer, blank.id)).toEqual([]);
    await admin.patch(`/stock/${blank.id}`, { cost: 12_700 });
    expect(await toldOf(manager, blank.id)).toHaveLength(1);
    const under = `/products?isUnderMargin=true&stockItemId=${blank.id}&sort=price`;
    const { items } = (await manager.get<PageBody<ProductBody>>(under)).body;
    expect(items.map(({ price }) => price)).toEqual([10_500, 18_000, 20_000]);
    for (const { id, version, targetPrice } of items)
      await manager.patch(`/products/${id}`, { version, price: targetPrice });
    expect((await manager.get<PageBody<ProductBody>>(under)).body.total).toBe(0);
  });
});
