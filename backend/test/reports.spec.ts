import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import excel from 'exceljs';
import { refusal, type Session } from './caller.js';
import { line, makeClient, makeOrder, type ClientBody, type OrderBody } from './factories.js';
import { TestWorkshop } from './harness.js';

interface Sums {
  orders: number;
  revenue: number;
  gross: number;
  averageOrder: number;
}

interface Report {
  totals: Sums;
  former: Sums & { from: string; to: string };
  rows: (Sums & { key: string; firstDay: string; lastDay: string })[];
  clients: { clientId: string; name: string; orders: number; revenue: number; share: number }[];
  otherClients?: { clients: number; orders: number; revenue: number; share: number };
  products: { productId?: string; name?: string; items: number; quantity: number; revenue: number; share: number }[];
  otherProducts?: { products: number; items: number; revenue: number; share: number };
  categories: { categoryId?: string; name?: string; level: number; isFree?: boolean; items: number; revenue: number }[];
  managers: { managerId?: string; name?: string; orders: number; revenue: number; share: number }[];
  masters: { masterId?: string; name?: string; items: number; quantity: number; revenue: number; share: number }[];
}

let workshop: TestWorkshop;
let admin: Session;
let manager: Session;
let master: Session;
let camomile: ClientBody;
let falcon: ClientBody;

const report = async (query: string): Promise<Report> => {
  const answer = await manager.get<Report>(`/reports/sales?${query}`);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body;
};

const sold = (clientId: string, orderedAt: string, ...items: object[]): Promise<OrderBody> =>
  makeOrder(admin, { clientId, orderedAt, status: 'confirmed', items });

beforeAll(async () => {
  workshop = await TestWorkshop.open({ TIME_ZONE: 'Asia/Vladivostok' });
  admin = await workshop.asAdmin();
  [manager, master] = [await workshop.as('manager'), await workshop.as('master')];
  camomile = await makeClient(manager, { company: '=Ромашка' });
  falcon = await makeClient(manager, { company: 'Сокол' });
  // In Vladivostok (UTC+10) this is already 1 March.
  await sold(
    camomile.id,
    '2025-02-28T14:30:00Z',
    line({ quantity: 3, unitPrice: 10_001, discountPercent: 15, masterId: master.id }),
    line({ quantity: 0.125, unit: 'кг', unitPrice: 8_000 }),
  );
  await sold(falcon.id, '2025-03-10T02:00:00Z', line({ quantity: 1, unitPrice: 5_000, masterId: master.id }));
  await sold(falcon.id, '2025-02-28T13:59:59Z', line({ quantity: 1, unitPrice: 700 }));
  await makeOrder(admin, { clientId: falcon.id, orderedAt: '2025-03-10T03:00:00Z', items: [line()] });
  const cancelled = await sold(falcon.id, '2025-03-10T04:00:00Z', line());
  await manager.post(`/orders/${cancelled.id}/status`, { status: 'cancelled' });
});

afterAll(async () => workshop.close());

describe('the sales report', () => {
  it("counts sold orders by their day in the workshop's time zone, net and before discount", async () => {
    const { totals } = await report('from=2025-03-01&to=2025-03-31');
    // 3 × 100.01 − 15 % = 255.0255 → 255.03; 0.125 × 80.00 = 10.00; 50.00
    expect(totals).toEqual({
      orders: 2,
      revenue: 25_503 + 1_000 + 5_000,
      gross: 30_003 + 1_000 + 5_000,
      averageOrder: 15_752,
    });
  });

  it('compares with the month before', async () => {
    const { former } = await report('from=2025-03-01&to=2025-03-31');
    expect(former).toMatchObject({ from: '2025-02-01', to: '2025-02-28', orders: 1, revenue: 700 });
  });

  it('has a row for every step, those without orders too', async () => {
    const days = await report('from=2025-03-01&to=2025-03-31&step=day');
    expect(days.rows).toHaveLength(31);
    expect(days.rows.filter(({ orders }) => orders).map(({ key }) => key)).toEqual(['2025-03-01', '2025-03-10']);
    const weeks = await report('from=2025-03-01&to=2025-03-31&step=week');
    expect(weeks.rows.map(({ key, firstDay, orders }) => [key, firstDay, orders])).toEqual([
      ['2025-W09', '2025-03-01', 1],
      ['2025-W10', '2025-03-03', 0],
      ['2025-W11', '2025-03-10', 1],
      ['2025-W12', '2025-03-17', 0],
      ['2025-W13', '2025-03-24', 0],
      ['2025-W14', '2025-03-31', 0],
    ]);
    const months = await report('from=2025-02-01&to=2025-03-31&step=month');
    expect(months.rows.map(({ key, revenue }) => [key, revenue])).toEqual([
      ['2025-02', 700],
      ['2025-03', 31_503],
    ]);
  });

  it('names the clients who bought most, with their share', async () => {
    const { clients } = await report('from=2025-03-01&to=2025-03-31');
    expect(clients).toEqual([
      { clientId: camomile.id, name: '=Ромашка', orders: 1, revenue: 26_503, share: 84.13 },
      { clientId: falcon.id, name: 'Сокол', orders: 1, revenue: 5_000, share: 15.87 },
    ]);
  });

  it('sums items by master, those of nobody too', async () => {
    const { masters } = await report('from=2025-03-01&to=2025-03-31');
    expect(masters).toEqual([
      { masterId: master.id, name: master.name, items: 2, quantity: 4, revenue: 30_503, share: 96.83 },
      { items: 1, quantity: 0.125, revenue: 1_000, share: 3.17 },
    ]);
  });

  it('is limited to a client, or to the items of a master', async () => {
    const one = await report(`from=2025-01-01&to=2025-12-31&clientId=${falcon.id}`);
    expect(one.totals).toMatchObject({ orders: 2, revenue: 5_700 });
    expect(one.clients).toHaveLength(1);
    const own = await report(`from=2025-01-01&to=2025-12-31&masterId=${master.id}`);
    expect(own.totals).toMatchObject({ orders: 2, revenue: 30_503, gross: 35_003 });
    expect(own.clients.map(({ revenue }) => revenue)).toEqual([25_503, 5_000]);
    expect(own.masters.map(({ masterId }) => masterId)).toEqual([master.id]);
  });

  it('follows every change at once: new orders, amendments, masters, steps and deletions', async () => {
    const revenue = async (): Promise<number> => (await report('from=2019-06-01&to=2019-06-30')).totals.revenue;
    const order = await sold(camomile.id, '2019-06-05T00:00:00Z', line({ quantity: 1, unitPrice: 1_000 }));
    expect(await revenue()).toBe(1_000);
    const [item] = order.items;
    await manager.patch(`/orders/${order.id}`, { items: [{ id: item?.id, quantity: 2, masterId: master.id }] });
    expect(await revenue()).toBe(2_000);
    expect((await report(`from=2019-06-01&to=2019-06-30&masterId=${master.id}`)).totals.revenue).toBe(2_000);
    await admin.patch(`/orders/${order.id}`, { orderedAt: '2019-07-05T00:00:00Z' });
    expect(await revenue()).toBe(0);
    await admin.patch(`/orders/${order.id}`, { orderedAt: '2019-06-30T13:59:59Z', clientId: falcon.id });
    expect((await report(`from=2019-06-30&to=2019-06-30&clientId=${falcon.id}`)).totals.revenue).toBe(2_000);
    await manager.post(`/orders/${order.id}/status`, { status: 'cancelled' });
    expect(await revenue()).toBe(0);
    const drafts = await Promise.all([1, 2, 3].map(() => makeOrder(admin, { orderedAt: '2019-06-05T00:00:00Z' })));
    expect(await revenue()).toBe(0);
    await Promise.all(drafts.map(({ id }) => manager.post(`/orders/${id}/status`, { status: 'confirmed' })));
    expect(await revenue()).toBe(900_000);
    await manager.delete(`/api/orders/delete/${drafts[0]?.number}/`);
    expect(await revenue()).toBe(600_000);
  });

  it('is all zeros where nothing was sold', async () => {
    const { totals, rows, ...divided } = await report('from=2001-01-01&to=2001-01-07');
    expect(totals).toEqual({ orders: 0, revenue: 0, gross: 0, averageOrder: 0 });
    expect(rows).toHaveLength(7);
    expect(divided).toMatchObject({ products: [], categories: [], clients: [], managers: [], masters: [] });
  });

  it.each([
    ['from=2025-03-01', 'to'],
    ['from=2025-02-30&to=2025-03-31', 'from'],
    ['from=2025-3-1&to=2025-03-31', 'from'],
    ['from=1025-03-01&to=2025-03-31', 'from'],
    ['from=2025-03-31&to=2025-03-01', 'to'],
    ['from=2005-01-01&to=2025-12-31', 'to'],
    ['from=2025-03-01&to=2025-03-31&to=2025-04-01', 'to'],
    ['from=2025-03-01&to=2025-03-31&step=year', 'step'],
    ['from=2025-03-01&to=2025-03-31&clientId=7', 'clientId'],
    ['from=2025-03-01&to=2025-03-31&managerId=me', 'managerId'],
    ['from=2025-03-01&to=2025-03-31&productId=mug', 'productId'],
    ['from=2025-03-01&to=2025-03-31&categoryId=mugs', 'categoryId'],
    ['from=2025-03-01&to=2025-03-31&status=draft', 'status'],
  ])('refuses %s, naming the field', async (query, field) => {
    const { status, errors } = refusal(await manager.get(`/reports/sales?${query}`));
    expect([status, errors?.[0]?.field]).toEqual([400, field]);
  });

  it('is not for masters', async () => {
    for (const path of ['sales', 'sales.csv', 'sales.xlsx']) {
      expect((await master.get(`/reports/${path}?from=2025-03-01&to=2025-03-31`)).status).toBe(403);
    }
  });
});

describe('the export', () => {
  const download = async (path: string): Promise<{ bytes: Buffer; headers: Headers }> => {
    const headers = { authorization: `Bearer ${manager.accessToken}` };
    const response = await fetch(`${workshop.url}/api/v1/reports/${path}`, { headers });
    expect(response.status).toBe(200);
    return { bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers };
  };

  it('as a workbook has numbers as numbers, formats and a frozen header on six sheets', async () => {
    const { bytes, headers } = await download('sales.xlsx?from=2025-03-01&to=2025-03-31&step=month&lang=ru');
    expect(headers.get('content-disposition')).toBe('attachment; filename="sales_2025-03-01_2025-03-31.xlsx"');
    const workbook = new excel.Workbook();
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual([
      'Продажи',
      'Изделия',
      'Категории',
      'Клиенты',
      'Менеджеры',
      'Исполнители',
    ]);
    const [steps, , , clients] = workbook.worksheets;
    expect(steps?.getRow(1).values).toEqual([
      undefined,
      'Период',
      'С',
      'По',
      'Заказы',
      'Выручка, RUB',
      'До скидки, RUB',
      'Средний заказ, RUB',
    ]);
    expect(steps?.getCell('E2').value).toBe(315.03);
    expect(steps?.getCell('E2').numFmt).toBe('#,##0.00');
    expect(steps?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(clients?.getCell('A2').value).toBe('=Ромашка');
  });

  it('as CSV opens in spreadsheets of the language and holds no formulas', async () => {
    const ru = await download('sales.csv?from=2025-03-01&to=2025-03-31&table=clients&lang=ru');
    expect(ru.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(ru.bytes.toString()).toBe(
      `\ufeffКлиент;Заказы;"Выручка, RUB";"Доля, %"\r\n'=Ромашка;1;265,03;84,13\r\nСокол;1;50,00;15,87\r\n`,
    );
    const en = await download('sales.csv?from=2025-03-01&to=2025-03-31&step=month&lang=en');
    expect(en.bytes.toString().split('\r\n')[1]).toBe('2025-03,2025-03-01,2025-03-31,2,315.03,360.03,157.52');
  });
});

describe('the sales report by product, category and manager', () => {
  const made = async <T extends object>(path: string, fields: object): Promise<T & { id: string }> => {
    const answer = await manager.post<T & { id: string }>(path, fields);
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body;
  };
  const product = (name: string, categoryId?: string) =>
    made<{ version: number }>('/products', {
      name,
      unit: 'шт',
      price: 10_000,
      options: [],
      questions: [],
      ...(categoryId ? { categoryId } : {}),
    });
  const YEAR = 'from=2023-01-01&to=2023-12-31&step=month';
  const FREE = line({ title: 'Гравировка на заказ', quantity: 1, unitPrice: 4_444 });
  const ids: Record<'dishes' | 'cups' | 'mug' | 'plate' | 'gift', string> = {
    dishes: '',
    cups: '',
    mug: '',
    plate: '',
    gift: '',
  };
  let other: Session;

  const found = async (query: string): Promise<number[]> => {
    const orders = await manager.get<{ items: OrderBody[] }>(`/orders?sort=orderedAt&${query}`);
    if (orders.status !== 200) throw new Error(orders.text);
    return orders.body.items.map(({ total = 0 }) => total);
  };

  beforeAll(async () => {
    await workshop.addRole('seller', [
      'clients:read',
      'orders:read',
      'orders:prices',
      'orders:write',
      'orders:backdate',
    ]);
    other = await workshop.another('seller');
    ids.dishes = (await made('/categories', { name: 'Посуда' })).id;
    ids.cups = (await made('/categories', { name: 'Кружки', parentId: ids.dishes })).id;
    ids.mug = (await product('Кружка', ids.cups)).id;
    ids.plate = (await product('Тарелка', ids.dishes)).id;
    ids.gift = (await product('Подарок')).id;
    const of = (productId: string, quantity: number, discountPercent = 0): object => ({
      productId,
      quantity,
      discountPercent,
    });
    await makeOrder(other, {
      clientId: camomile.id,
      orderedAt: '2023-02-01T02:00:00Z',
      status: 'confirmed',
      items: [of(ids.mug, 3, 33.33), of(ids.plate, 0.333, 12.5), FREE],
    });
    await sold(falcon.id, '2023-03-01T02:00:00Z', of(ids.mug, 1), of(ids.gift, 2), of(ids.mug, 2, 50));
  });

  // 300.00 − 33.33 % = 200.01; 33.30 − 12.5 % = 29.1375 → 29.14; 100.00 + 100.00 of the mug, 200.00 of the gift
  const [MUG, PLATE, GIFT] = [20_001 + 20_000, 2_914, 20_000];

  it('sums items by product less discount to the cent, and what is written freely together', async () => {
    const { products, totals } = await report(YEAR);
    expect(
      products.map(({ productId, name, items, quantity, revenue }) => [productId, name, items, quantity, revenue]),
    ).toEqual([
      [ids.mug, 'Кружка', 3, 6, MUG],
      [ids.gift, 'Подарок', 1, 2, GIFT],
      [undefined, undefined, 1, 1, 4_444],
      [ids.plate, 'Тарелка', 1, 0.333, PLATE],
    ]);
    expect(totals.revenue).toBe(MUG + PLATE + GIFT + 4_444);
  });

  it('sums a category with those in it, and apart what is in none', async () => {
    const { categories } = await report(YEAR);
    expect(
      categories.map(({ categoryId, name, level, isFree, items, revenue }) => [
        categoryId,
        name,
        level,
        isFree,
        items,
        revenue,
      ]),
    ).toEqual([
      [ids.dishes, 'Посуда', 0, undefined, 4, MUG + PLATE],
      [ids.cups, 'Кружки', 1, undefined, 3, MUG],
      [undefined, undefined, 0, undefined, 1, GIFT],
      [undefined, undefined, 0, true, 1, 4_444],
    ]);
  });

  it('sums orders by who took them', async () => {
    const { managers } = await report(YEAR);
    expect(managers.map(({ managerId, name, orders, revenue }) => [managerId, name, orders, revenue])).toEqual([
      [admin.id, admin.name, 1, 20_000 + GIFT],
      [other.id, other.name, 1, 20_001 + PLATE + 4_444],
    ]);
  });

  it('is limited to a product, a category or a manager, and to several of them at once', async () => {
    const revenue = async (query: string): Promise<number[]> => {
      const { totals, products } = await report(`${YEAR}&${query}`);
      return [totals.orders, totals.revenue, products.length];
    };
    expect(await revenue(`productId=${ids.mug}`)).toEqual([2, MUG, 1]);
    expect(await revenue(`categoryId=${ids.dishes}`)).toEqual([2, MUG + PLATE, 2]);
    expect(await revenue(`categoryId=${ids.cups.toUpperCase()}&clientId=${falcon.id}`)).toEqual([1, 20_000, 1]);
    expect(await revenue(`managerId=${other.id}&productId=${ids.mug}`)).toEqual([1, 20_001, 1]);
    expect(await revenue(`categoryId=${ids.cups}&productId=${ids.plate}`)).toEqual([0, 0, 0]);
    expect(await revenue(`categoryId=${'0'.repeat(24)}`)).toEqual([0, 0, 0]);
  });

  it('leads to its orders by the same product, category and manager', async () => {
    const ORDERED = 'orderedFrom=2022-12-31T14:00:00Z&orderedTo=2023-12-31T14:00:00Z';
    const [first, second] = [20_001 + PLATE + 4_444, 20_000 + GIFT];
    for (const [query, orders] of [
      [`productId=${ids.mug}`, [first, second]],
      [`productId=${ids.plate},${ids.gift}`, [first, second]],
      [`productId=${ids.gift}`, [second]],
      ['productMissing=true', [first]],
      [`categoryId=${ids.dishes}`, [first, second]],
      [`categoryId=${ids.cups}&managerId=${other.id}`, [first]],
      ['categoryMissing=true', [second]],
      [`managerId=${other.id}`, [first]],
      ['managerMissing=true', []],
    ] as const)
      expect([query, await found(`${ORDERED}&${query}`)]).toEqual([query, orders]);
  });

  it('tells of those who take orders by name, those who have left too, to who may see orders or reports', async () => {
    const gone = await workshop.another('seller');
    await admin.patch(`/users/${gone.id}`, { isActive: false });
    const { body } = await manager.get<{ id: string; name: string }[]>('/users/managers');
    expect(body).toEqual(expect.arrayContaining([manager, other, gone].map(({ id, name }) => ({ id, name }))));
    expect(body.map(({ id }) => id)).not.toContain(master.id);
    expect(Object.keys(body[0] ?? {}).sort()).toEqual(['id', 'name']);
    expect((await master.get('/users/managers')).status).toBe(403);
  });

  it('reads names and places when it is asked for, archived products too', async () => {
    const { id, version } = await product('Брелок', ids.cups);
    await sold(falcon.id, '2022-05-05T02:00:00Z', { productId: id, quantity: 1 });
    const asked = 'from=2022-01-01&to=2022-12-31&step=month';
    expect((await report(asked)).products).toMatchObject([{ productId: id, name: 'Брелок', revenue: 10_000 }]);
    await manager.patch(`/products/${id}`, { version, name: 'Брелок новый', categoryId: null });
    await manager.post(`/products/${id}/archive`, { isArchived: true });
    const after = await report(asked);
    expect(after.products).toMatchObject([{ productId: id, name: 'Брелок новый', revenue: 10_000 }]);
    expect(after.categories).toMatchObject([{ level: 0, revenue: 10_000 }]);
    await manager.patch(`/products/${id}`, { categoryId: ids.cups });
    expect((await report(asked)).categories.map(({ name }) => name)).toEqual(['Посуда', 'Кружки']);
    await manager.patch(`/categories/${ids.cups}`, { name: 'Кружечки', parentId: null });
    expect((await report(asked)).categories).toMatchObject([{ name: 'Кружечки', level: 0 }]);
    await manager.patch(`/categories/${ids.cups}`, { name: 'Кружки', parentId: ids.dishes });
  });

  it('is exported by its tables, categories by their paths', async () => {
    const csv = async (table: string): Promise<string> =>
      (await manager.get(`/reports/sales.csv?${YEAR}&lang=ru&table=${table}`)).text.replace('\ufeff', '');
    expect(await csv('categories')).toBe(
      [
        'Категория;Уровень;Позиции;"Выручка, RUB";"Доля, %"',
        'Посуда;1;4;429,15;63,71',
        'Посуда / Кружки;2;3;400,01;59,38',
        'Без категории;1;1;200,00;29,69',
        'Не из каталога;1;1;44,44;6,6',
        '',
      ].join('\r\n'),
    );
    expect((await csv('products')).split('\r\n')[1]).toBe('Кружка;3;6;400,01;59,38');
    expect((await csv('managers')).split('\r\n')[2]).toBe(`${other.name};1;273,59;40,62`);
  });
});

describe('the report by client', () => {
  it('has a row for the rest of more than fifty clients, so that the column adds up', async () => {
    for (let index = 0; index < 53; index += 1) {
      const { id } = await makeClient(manager);
      await sold(id, '2024-06-10T02:00:00Z', line({ quantity: 1, unitPrice: 100 + index }));
    }
    const { clients, otherClients, totals } = await report('from=2024-06-01&to=2024-06-30&step=month');
    expect(clients).toHaveLength(50);
    expect(otherClients).toEqual({ clients: 3, orders: 3, revenue: 303, share: expect.any(Number) });
    expect(clients.reduce((sum, { revenue }) => sum + revenue, 303)).toBe(totals.revenue);
    expect((await report('from=2025-03-01&to=2025-03-31&step=month')).otherClients).toBeUndefined();
  });
});

describe('the report by product', () => {
  it('has a row for the rest of more than fifty products, so that the column adds up', async () => {
    const items: object[] = [];
    for (let index = 0; index < 52; index += 1) {
      const fields = { name: `Товар ${index}`, unit: 'шт', price: 100 + index, options: [], questions: [] };
      const { body } = await manager.post<{ id: string }>('/products', fields);
      items.push({ productId: body.id, quantity: 1 });
    }
    await sold(falcon.id, '2024-08-10T02:00:00Z', ...items);
    const { products, otherProducts, totals } = await report('from=2024-08-01&to=2024-08-31&step=month');
    expect(products).toHaveLength(50);
    expect(otherProducts).toEqual({ products: 2, items: 2, revenue: 201, share: expect.any(Number) });
    expect(products.reduce((sum, { revenue }) => sum + revenue, 201)).toBe(totals.revenue);
  });
});
