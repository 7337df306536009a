import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FieldConflict } from '@verstak/domain';
import { refusal, type Answer, type Session } from './caller.js';
import type { HistoryBody, PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';
import { BYTES, fetchBytes } from './uploads.js';

interface OfferBody {
  id: string;
  number: number;
  version: number;
  name: string;
  article?: string;
  unit: string;
  price?: number;
  inStock?: number;
  supplierId?: string;
  supplierName?: string;
  stockItemId?: string;
  stockItemName?: string;
  checkedAt: string;
  isArchived: boolean;
}

interface ImportBody {
  id: string;
  state: string;
  toCreate?: number;
  toChange?: number;
  rowsTotal?: number;
  refusal?: { code: string };
}

let workshop: TestWorkshop;
let manager: Session;
let one: Session;
let other: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  manager = await workshop.as('manager');
});
afterAll(async () => workshop.close());

beforeEach(async () => {
  [one, other] = [await workshop.another('supplier', 'Керамика'), await workshop.another('supplier', 'Абразив')];
});

async function offer(by: Session, fields: object = {}): Promise<OfferBody> {
  const answer = await by.post<OfferBody>('/offers', { name: 'Кружка белая', unit: 'шт', ...fields });
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
  return answer.body;
}

const offersOf = async (by: Session, query = ''): Promise<OfferBody[]> =>
  (await by.get<PageBody<OfferBody>>(`/offers?pageSize=200&${query}`)).body.items;

/** Sends a table of offers, and waits until it was looked at. */
async function looked(by: Session, table: string | Uint8Array, also = ''): Promise<ImportBody> {
  const name = typeof table === 'string' ? 'a.csv' : 'a.xlsx';
  const { body } = await by.send<ImportBody>(
    'POST',
    `/imports?kind=offers&name=${name}${also}`,
    typeof table === 'string' ? table : Uint8Array.from(table),
    BYTES,
  );
  return settled(by, body.id);
}

async function step(by: Session, id: string, action: string): Promise<ImportBody> {
  await by.post(`/imports/${id}/${action}`, {});
  return settled(by, id);
}

async function settled(by: Session, id: string): Promise<ImportBody> {
  for (;;) {
    const { body } = await by.get<ImportBody>(`/imports/${id}`);
    if (!['reading', 'writing', 'undoing'].includes(body.state)) return body;
  }
}

describe('an offer', () => {
  it('is a supplier’s own, who is not asked whose it is, and is read by the workshop', async () => {
    const mug = await offer(one, { article: 'KR-1', price: 12_500, inStock: 40, leadDays: 3 });
    expect(mug).not.toHaveProperty('supplierId');
    expect((await manager.get<OfferBody>(`/offers/${mug.id}`)).body).toMatchObject({
      supplierId: one.supplierId,
      supplierName: 'Керамика',
      price: 12_500,
      inStock: 40,
    });
    expect((await offersOf(one)).map(({ id }) => id)).toEqual([mug.id]);
    expect(await offersOf(other)).toEqual([]);
    for (const answer of [
      await other.get(`/offers/${mug.id}`),
      await other.patch(`/offers/${mug.id}`, { price: 1 }),
      await other.post(`/offers/${mug.id}/archive`, { isArchived: true }),
      await one.post('/offers', { name: 'А', unit: 'шт', supplierId: other.supplierId }),
    ])
      expect(answer.status).toBe(404);
    expect((await (await workshop.as('master')).get(`/offers/${mug.id}`)).status).toBe(403);
  });

  it('is added by the workshop for a supplier, whom it has to name, and who is not archived', async () => {
    const fields = { name: 'Глина', unit: 'кг' };
    const { status, errors } = refusal(await manager.post('/offers', fields));
    expect([status, errors?.[0]?.field]).toEqual([400, 'supplierId']);
    const clay = await offer(manager, { ...fields, supplierId: one.supplierId });
    expect((await offersOf(one)).map(({ id }) => id)).toEqual([clay.id]);
    await manager.post(`/suppliers/${one.supplierId}/archive`, { isArchived: true });
    const refused = await manager.post('/offers', { ...fields, supplierId: one.supplierId });
    expect(refusal(refused).code).toBe('supplier.archived');
  });

  it('has an article that no other of its supplier has, and that another supplier may have', async () => {
    await offer(one, { article: 'KR-1' });
    await offer(one);
    await offer(one);
    await offer(other, { article: 'KR-1' });
    const again = refusal(await one.post('/offers', { name: 'Вторая', unit: 'шт', article: 'KR-1' }));
    expect([again.status, again.code, again.params]).toEqual([409, 'conflict.duplicate', { field: 'article' }]);
  });

  it('is what the workshop says it is in its stock, which the supplier neither says nor learns', async () => {
    const { id: stockItemId } = (await manager.post<{ id: string }>('/stock', { name: 'Кружка наша', unit: 'шт' }))
      .body;
    const mug = await offer(one);
    const path = `/offers/${mug.id}`;
    const linked = await manager.patch<OfferBody>(path, { stockItemId });
    expect(linked.body).toMatchObject({ stockItemId, stockItemName: 'Кружка наша' });
    for (const answer of [
      await one.patch(path, { stockItemId }),
      await one.patch(path, { stockItemId: null }),
      await one.post('/offers', { name: 'А', unit: 'шт', stockItemId }),
    ])
      expect(answer.status).toBe(403);
    const seen = await one.patch<OfferBody>(path, { price: 100 });
    expect([seen.status, seen.text.includes(stockItemId), seen.text.includes('наша')]).toEqual([200, false, false]);

    await manager.patch(`/stock/${stockItemId}`, { name: 'Кружка вся наша' });
    await workshop.followed();
    expect((await offersOf(manager, `stockItemId=${stockItemId}`)).map((found) => found.stockItemName)).toEqual([
      'Кружка вся наша',
    ]);
    expect(refusal(await manager.delete(`/stock/${stockItemId}`))).toMatchObject({
      code: 'stock.in_use',
      params: { offers: 1 },
    });
    expect(refusal(await manager.delete(`/suppliers/${one.supplierId}`))).toMatchObject({
      code: 'supplier.in_use',
    });
    expect((await manager.patch<OfferBody>(path, { stockItemId: null })).body).not.toHaveProperty('stockItemName');
    expect((await manager.delete(`/stock/${stockItemId}`)).status).toBe(204);
  });

  it('says when its price and stock were said last, be they the same, and nothing else counts', async () => {
    const mug = await offer(one, { price: 100, inStock: 5 });
    const path = `/offers/${mug.id}`;
    const renamed = (await one.patch<OfferBody>(path, { name: 'Кружка' })).body;
    expect([renamed.checkedAt, renamed.version]).toEqual([mug.checkedAt, 2]);
    const same = (await one.patch<OfferBody>(path, { price: 100 })).body;
    expect([same.checkedAt > mug.checkedAt, same.version]).toEqual([true, 2]);
    const dearer = (await one.patch<OfferBody>(path, { price: 120, inStock: null })).body;
    expect(dearer).toMatchObject({ version: 3, price: 120 });
    expect(dearer.checkedAt > same.checkedAt).toBe(true);
    const { body } = await manager.get<PageBody<HistoryBody>>(`${path}/history`);
    const changed = body.items.filter(({ action }) => action === 'changed');
    expect(changed.map(({ changes }) => changes.map(({ path }) => path))).toEqual([['price', 'inStock'], ['name']]);
    expect((await offersOf(manager, `checkedFrom=${dearer.checkedAt}`)).map(({ id }) => id)).toEqual([mug.id]);
  });

  it('keeps what the supplier and the workshop did to it at once, and tells them of both values of one field', async () => {
    const mug = await offer(one, { price: 100 });
    const change = (by: Session, fields: object): Promise<Answer<OfferBody>> =>
      by.patch<OfferBody>(`/offers/${mug.id}`, { ...fields, version: 1 });
    await change(manager, { note: 'по 36 штук', price: 110 });
    expect((await change(one, { inStock: 7 })).body).toMatchObject({ price: 110, inStock: 7 });
    expect(refusal(await change(one, { price: 120 })).params?.['conflicts']).toEqual([
      { field: 'price', before: 100, theirs: 110, yours: 120 } satisfies FieldConflict,
    ]);
  });

  it('stays as it is while its supplier is archived, who is told why', async () => {
    const mug = await offer(one, { price: 100 });
    await manager.post(`/suppliers/${one.supplierId}/archive`, { isArchived: true });
    for (const answer of [
      await one.post('/offers', { name: 'А', unit: 'шт' }),
      await one.patch(`/offers/${mug.id}`, { price: 1 }),
      await one.post(`/offers/${mug.id}/archive`, { isArchived: true }),
      await one.send('POST', '/imports?kind=offers&name=a.csv', 'Товар;Единица\nА;шт', BYTES),
    ])
      expect([answer.status, refusal(answer).code]).toEqual([403, 'supplier.desk_closed']);
    expect((await one.get<OfferBody>(`/offers/${mug.id}`)).body.price).toBe(100);
    await manager.post(`/suppliers/${one.supplierId}/archive`, { isArchived: false });
    expect((await one.patch<OfferBody>(`/offers/${mug.id}`, { price: 1 })).body.price).toBe(1);
  });

  it('is found by words, price and stock, the cheapest first, those without a price last', async () => {
    await offer(one, { name: 'Дорогая', price: 300, inStock: 0 });
    await offer(one, { name: 'По запросу' });
    await offer(one, { name: 'Дешёвая', article: 'ДЕШ-1', price: 100, inStock: 12.5 });
    const names = async (query: string): Promise<string[]> => (await offersOf(one, query)).map(({ name }) => name);
    expect(await names('sort=price')).toEqual(['Дешёвая', 'Дорогая', 'По запросу']);
    expect(await names('q=деш-1')).toEqual(['Дешёвая']);
    expect(await names('inStockFrom=1')).toEqual(['Дешёвая']);
    expect(await names('inStockMissing=true')).toEqual(['По запросу']);
    expect(await names('priceTo=200')).toEqual(['Дешёвая']);
  });
});

describe('a price list', () => {
  it('is imported by the supplier, changes what it knows, says anew what stays, and is taken back as one step', async () => {
    const [same, dearer] = [
      await offer(one, { article: 'А-1', price: 10_000, inStock: 5 }),
      await offer(one, { article: 'А-2', price: 20_000 }),
    ];
    const table =
      'Артикул;Наименование;Ед.;Цена;Остаток\nА-1;Кружка белая;шт;100;5\nА-2;Кружка белая;шт;250,50;7\nА-3;Новая;шт;;\n';
    const looking = await looked(one, table);
    expect(looking).toMatchObject({ state: 'ready', toCreate: 1, toChange: 1 });
    expect(await step(one, looking.id, 'commit')).toMatchObject({ state: 'done' });
    const byArticle = Object.fromEntries((await offersOf(one)).map((found) => [found.article, found]));
    expect(byArticle['А-2']).toMatchObject({ id: dearer.id, price: 25_050, inStock: 7 });
    expect(byArticle['А-1']).toMatchObject({ id: same.id, version: 1 });
    expect((byArticle['А-1']?.checkedAt ?? '') > same.checkedAt).toBe(true);
    expect(await step(one, looking.id, 'undo')).toMatchObject({ state: 'undone' });
    expect((await offersOf(one)).map(({ article, price }) => [article, price])).toEqual([
      ['А-1', 10_000],
      ['А-2', 20_000],
    ]);
  });

  it('touches no offer of another supplier, though it names its number or article', async () => {
    const foreign = await offer(other, { article: 'А-1', price: 100 });
    const own = await looked(one, 'Артикул;Товар;Единица;Цена\nА-1;Своя;шт;5\n');
    expect(own).toMatchObject({ toCreate: 1, toChange: 0 });
    await step(one, own.id, 'commit');
    expect((await other.get<OfferBody>(`/offers/${foreign.id}`)).body).toMatchObject({ price: 100, version: 1 });
    for (const [by, also] of [
      [one, ''],
      [manager, `&supplierId=${one.supplierId}`],
    ] as const) {
      const { id } = await looked(by, `№;Цена\n${foreign.number};5\n`, also);
      const { body } = await by.get<PageBody<{ code: string }>>(`/imports/${id}/faults`);
      expect(body.items.map(({ code }) => code)).toEqual(['out_of_range']);
    }
  });

  it('is imported by the workshop for a supplier, whom it has to name', async () => {
    const table = 'Товар;Единица;Цена\nГлина;кг;45\n';
    const nobody = await manager.send('POST', '/imports?kind=offers&name=a.csv', table, BYTES);
    expect([nobody.status, refusal(nobody).errors?.[0]?.field]).toEqual([400, 'supplierId']);
    const looking = await looked(manager, table, `&supplierId=${one.supplierId}`);
    await step(manager, looking.id, 'commit');
    expect((await offersOf(one)).map(({ name, price }) => [name, price])).toEqual([['Глина', 4_500]]);
    const elsewhere = `/imports?kind=suppliers&name=a.csv&supplierId=${one.supplierId}`;
    expect(refusal(await manager.send('POST', elsewhere, 'Поставщик\nА', BYTES)).errors?.[0]?.field).toBe('supplierId');
    const foreign = `/imports?kind=offers&name=a.csv&supplierId=${other.supplierId}`;
    expect((await one.send('POST', foreign, table, BYTES)).status).toBe(404);
    for (const kind of ['clients', 'stock', 'suppliers'])
      expect((await one.send('POST', `/imports?kind=${kind}&name=a.csv`, 'А\nБ', BYTES)).status).toBe(403);
  });

  it.each(['xlsx', 'csv'])('comes back unchanged, and tells a supplier nothing of the workshop: %s', async (ending) => {
    const { id: stockItemId } = (await manager.post<{ id: string }>('/stock', { name: 'Кружка наша', unit: 'шт' }))
      .body;
    await offer(manager, { name: '=СУММ(A1)', supplierId: one.supplierId, stockItemId, price: 1_050, inStock: 0.5 });
    await offer(one, { article: 'А-1', leadDays: 0 });
    for (const [by, query] of [
      [one, ''],
      [manager, `&supplierId=${one.supplierId}`],
    ] as const) {
      const { bytes } = await fetchBytes(by, `/offers/export.${ending}?lang=ru${query}`);
      const looking = await looked(by, ending === 'csv' ? Buffer.from(bytes).toString('utf8') : bytes, query);
      expect(looking).toMatchObject({ state: 'ready', rowsTotal: 2, toCreate: 0, toChange: 0 });
      if (ending === 'csv') expect(Buffer.from(bytes).toString('utf8').includes('Кружка наша')).toBe(by === manager);
    }
  });
});

describe('what suppliers say of what products take', () => {
  interface SupplyBody {
    productId: string;
    items: { stockItemId: string; name: string; isOut: boolean; price?: number; cost?: number; checkedAt: string }[];
  }
  const supplyOf = async (by: Session, ...ids: string[]): Promise<SupplyBody[]> =>
    (await by.get<SupplyBody[]>(`/offers/of-products?ids=${ids.join()}`)).body;

  it('is told of each that has news: nobody has it, or its price is not its cost', async () => {
    const stock = async (name: string): Promise<string> =>
      (await manager.post<{ id: string }>('/stock', { name, unit: 'шт', cost: 12_500 })).body.id;
    const [cup, box] = [await stock('Заготовка'), await stock('Коробка')];
    const made = { name: 'Кружка', unit: 'шт', price: 150_000, options: [], questions: [] };
    const product = async (fields: object): Promise<string> =>
      (await manager.post<{ id: string }>('/products', { ...made, ...fields })).body.id;
    const materials = [cup, box].map((stockItemId) => ({ stockItemId, quantity: 1 }));
    const [made1, plain] = [await product({ materials }), await product({})];
    const goods = await product({ isStocked: true, name: 'Открытка' });
    const lying = (await manager.get<PageBody<{ id: string; name: string }>>('/stock?q=Открытка')).body.items[0]?.id;
    const link = async (by: Session, stockItemId: string | undefined, fields: object): Promise<void> => {
      const { id, version } = await offer(by, fields);
      expect((await manager.patch(`/offers/${id}`, { version, stockItemId })).status).toBe(200);
    };
    await link(one, cup, { price: 12_500, inStock: 0 });
    await link(other, box, { price: 14_000, inStock: 3 });
    await link(one, lying, { inStock: 0 });
    expect(await supplyOf(manager, made1, plain, goods)).toEqual([
      {
        productId: made1,
        items: [
          { stockItemId: cup, name: 'Заготовка', isOut: true, checkedAt: expect.any(String) },
          {
            stockItemId: box,
            name: 'Коробка',
            isOut: false,
            price: 14_000,
            cost: 12_500,
            checkedAt: expect.any(String),
          },
        ],
      },
      { productId: goods, items: [expect.objectContaining({ name: 'Открытка', isOut: true })] },
    ]);
    await link(other, cup, { price: 12_500, inStock: 7 });
    expect((await supplyOf(manager, made1))[0]?.items.map(({ name }) => name)).toEqual(['Коробка']);
    expect((await one.get(`/offers/of-products?ids=${made1}`)).status).toBe(403);
    expect(refusal(await manager.get('/offers/of-products')).errors?.[0]).toMatchObject({ field: 'ids' });
  });
});
