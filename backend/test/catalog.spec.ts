import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusal, type Session } from './caller.js';
import { makeClient, partsOf, type OrderBody, type PartBody } from './factories.js';
import { TestWorkshop } from './harness.js';
import { addFile, fetchBytes } from './uploads.js';

interface CategoryBody {
  id: string;
  name: string;
  version: number;
  parentId?: string;
  position: number;
}

interface ProductBody {
  id: string;
  number: number;
  version: number;
  name: string;
  categoryName?: string;
  options: { id: string; name: string; choices: { id: string; name: string; price: number }[] }[];
  questions: { id: string; name: string }[];
}

interface OfferedItem {
  id: string;
  title: string;
  product?: string;
  unit: string;
  unitPrice: number;
  total: number;
  routeId?: string;
  needsNoWork?: boolean;
  choiceIds?: string[];
  details?: { id: string; name: string; value: string; price?: number }[];
}

type OfferedOrder = OrderBody & { items: OfferedItem[] };

let workshop: TestWorkshop;
let admin: Session;
let manager: Session;
let master: Session;
let clientId: string;
let made = 0;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  admin = await workshop.asAdmin();
  manager = await workshop.as('manager');
  master = await workshop.as('master');
  clientId = (await makeClient(manager)).id;
});
afterAll(async () => workshop.close());

async function makeCategory(fields: object = {}): Promise<CategoryBody> {
  const answer = await manager.post<CategoryBody>('/categories', { name: `Полка ${(made += 1)}`, ...fields });
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
  return answer.body;
}

const SIZE = {
  name: 'Объём',
  isRequired: true,
  choices: [
    { name: '330 мл', price: 0, minutesPerUnit: 0 },
    { name: '450 мл', price: 15_000, minutesPerUnit: 2.5 },
  ],
};
const INSCRIPTION = { name: 'Надпись', kind: 'text', isRequired: true, maxLength: 20 };

async function makeProduct(fields: object = {}): Promise<ProductBody> {
  const body = {
    name: `Кружка ${(made += 1)}`,
    unit: 'шт',
    price: 100_000,
    options: [SIZE],
    questions: [INSCRIPTION],
    ...fields,
  };
  const answer = await manager.post<ProductBody>('/products', body);
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
  return answer.body;
}

async function makeRoute(): Promise<{ id: string; name: string; stages: { id: string }[] }> {
  const stages = [
    { name: 'Печать', setUpMinutes: 5, minutesPerUnit: 1, masterIds: [] },
    { name: 'Обжиг', setUpMinutes: 0, minutesPerUnit: 3, masterIds: [] },
  ];
  const { body } = await admin.post<{ id: string; name: string; stages: { id: string }[] }>('/routes', {
    name: `Кружка ${(made += 1)}`,
    stages,
  });
  return body;
}

async function takeOrder(items: object[], fields: object = {}): Promise<OfferedOrder> {
  const answer = await manager.post<OfferedOrder>('/orders', { clientId, items, ...fields });
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
  return answer.body;
}

async function putToWork({ id }: OrderBody): Promise<void> {
  const answer = await manager.post(`/orders/${id}/status`, { status: 'in_production' });
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
}

describe('categories', () => {
  it('are a tree, in which each keeps its place among the others', async () => {
    const top = await makeCategory({ name: 'Торты' });
    const [first, second] = [
      await makeCategory({ parentId: top.id, name: 'Свадебные' }),
      await makeCategory({ parentId: top.id, name: 'Детские' }),
    ];
    expect([first.position, second.position]).toEqual([0, 1]);
    const third = await makeCategory({ parentId: top.id, name: 'Новинки', position: 0 });
    const namesIn = async (): Promise<string[]> => {
      const { body } = await manager.get<CategoryBody[]>('/categories');
      return body.filter(({ parentId }) => parentId === top.id).map(({ name }) => name);
    };
    expect(await namesIn()).toEqual(['Новинки', 'Свадебные', 'Детские']);
    expect((await manager.patch(`/categories/${third.id}`, { position: 5 })).status).toBe(200);
    expect(await namesIn()).toEqual(['Свадебные', 'Детские', 'Новинки']);
  });

  it('go neither into themselves nor into what is not there, and are deleted only when empty', async () => {
    const outer = await makeCategory();
    const inner = await makeCategory({ parentId: outer.id });
    for (const parentId of [outer.id, inner.id, '66f0c2a7e1b2c3d4e5f60718']) {
      const answer = await manager.patch(`/categories/${outer.id}`, { parentId });
      expect([answer.status, refusal(answer).errors?.[0]?.field]).toEqual([400, 'parentId']);
    }
    const product = await makeProduct({ categoryId: inner.id });
    for (const { id } of [outer, inner]) {
      const answer = await manager.delete(`/categories/${id}`);
      expect([answer.status, refusal(answer).code]).toEqual([409, 'category.not_empty']);
    }
    expect((await manager.patch(`/products/${product.id}`, { categoryId: null })).status).toBe(200);
    expect((await manager.delete(`/categories/${inner.id}`)).status).toBe(204);
    expect((await manager.delete(`/categories/${outer.id}`)).status).toBe(204);
  });

  it('lie at most six in one another', async () => {
    let parentId: string | undefined;
    for (let level = 0; level < 6; level += 1) parentId = (await makeCategory({ parentId })).id;
    expect((await manager.post('/categories', { name: 'Слишком глубоко', parentId })).status).toBe(400);
    const pair = await makeCategory();
    const lower = await makeCategory({ parentId: pair.id });
    const fifth = (await manager.get<CategoryBody>(`/categories/${parentId}`)).body.parentId;
    expect((await manager.patch(`/categories/${pair.id}`, { parentId: fifth })).status).toBe(400);
    expect((await manager.patch(`/categories/${lower.id}`, { parentId: fifth })).status).toBe(200);
  });
});

describe('products', () => {
  it('are found within a category and all in it, by words, and by price', async () => {
    const outer = await makeCategory({ name: 'Посуда' });
    const inner = await makeCategory({ name: 'Кружки', parentId: outer.id });
    const cup = await makeProduct({
      name: 'Чашка фарфоровая',
      article: `Ф-${made}`,
      categoryId: inner.id,
      price: 90_000,
    });
    const plate = await makeProduct({ name: 'Тарелка', categoryId: outer.id, price: 40_000 });
    expect(cup.categoryName).toBe('Кружки');
    const found = async (query: string): Promise<string[]> =>
      (await manager.get<{ items: ProductBody[] }>(`/products?${query}`)).body.items.map(({ id }) => id);
    expect(await found(`categoryId=${outer.id}`)).toEqual([plate.id, cup.id]);
    expect(await found(`categoryId=${inner.id}`)).toEqual([cup.id]);
    expect(await found(`categoryId=${outer.id}&priceTo=50000`)).toEqual([plate.id]);
    expect(await found('q=фарфоровые')).toEqual([cup.id]);
  });

  it('keep the ids of options and choices, so that two people change them at once', async () => {
    const product = await makeProduct();
    const [option] = product.options;
    const [small, large] = option!.choices;
    const sent = [
      { ...option, choices: [{ ...small, name: '0,33 л' }, large] },
      { ...SIZE, name: 'Ручка' },
    ];
    const first = await manager.patch<ProductBody>(`/products/${product.id}`, { version: 1, options: sent });
    expect(first.body.options.map(({ id }) => id)[0]).toBe(option?.id);
    expect(first.body.options[0]?.choices).toEqual([expect.objectContaining({ id: small?.id, name: '0,33 л' }), large]);
    const second = await admin.patch<ProductBody>(`/products/${product.id}`, { version: 1, price: 120_000 });
    expect([second.status, second.body.options.length]).toEqual([200, 2]);
    const late = [{ ...option, choices: [{ ...small, name: 'Малая' }, large] }];
    expect((await admin.patch(`/products/${product.id}`, { version: 1, options: late })).status).toBe(409);
  });

  it('never cost less than nothing', async () => {
    const cheap = { ...SIZE, choices: [{ name: 'Без ручки', price: -60_000, minutesPerUnit: 0 }] };
    const body = { name: 'Кружка', unit: 'шт', price: 100_000, options: [cheap, cheap], questions: [] };
    const answer = await manager.post('/products', body);
    expect([answer.status, refusal(answer).errors?.[0]?.field]).toEqual([400, 'options']);
  });

  it('are sold by whole steps, of which the least quantity is made', async () => {
    const { id } = await makeProduct({ unit: 'кг', leastQuantity: 0.5 });
    for (const [change, status] of [
      [{ quantityStep: 0.3 }, 400],
      [{ unit: 'порция' }, 400],
      [{ quantityStep: 0.0001 }, 400],
      [{ unit: 'порция', leastQuantity: null }, 200],
      [{ leastQuantity: 0.5, quantityStep: 0.25 }, 200],
    ] as const)
      expect([change, (await manager.patch(`/products/${id}`, change)).status]).toEqual([change, status]);
    const wrong = await manager.post('/products', {
      name: 'Торт',
      unit: 'шт',
      price: 1,
      leastQuantity: 1.5,
      options: [],
      questions: [],
    });
    expect(refusal(wrong).errors).toMatchObject([{ field: 'leastQuantity', rule: 'step', value: 1.5 }]);
  });

  it('are taken away as a table, filtered or chosen, each with its category by its path', async () => {
    const outer = await makeCategory({ name: 'Выпечка' });
    const inner = await makeCategory({ name: 'Торты', parentId: outer.id });
    const route = await makeRoute();
    const cake = await makeProduct({
      name: 'Торт «Прага»',
      article: 'Т-1',
      categoryId: inner.id,
      price: 250_050,
      leadDays: 2,
      routeId: route.id,
      isShown: true,
      description: 'Шоколадный',
      externalId: 'old:1',
      unit: 'кг',
      leastQuantity: 1,
      quantityStep: 0.5,
    });
    const bun = await makeProduct({ name: 'Булочка', categoryId: outer.id, price: 5_000, isStocked: true });
    const rows = async (query: string): Promise<string[]> => {
      const { bytes } = await fetchBytes(manager, `/products/export.csv?${query}`);
      return Buffer.from(bytes).toString().replace('\ufeff', '').trimEnd().split('\r\n');
    };
    const prague = `${cake.number};Т-1;Торт «Прага»;Выпечка / Торты;кг;1;0,5;2500,50;;;;2;${route.name};нет;да;Шоколадный;нет;old:1`;
    expect(await rows(`categoryId=${outer.id}&lang=ru`)).toEqual([
      '№;Артикул;Название;Категория;Единица;Не меньше;Шаг количества;"Цена, RUB";"Себестоимость, RUB";"Маржа, %";"Нужная маржа, %";"Срок, дней";Маршрут;Со склада;В магазине;Описание;В архиве;Код в другой системе',
      `${bun.number};;Булочка;Выпечка;шт;;;50,00;;;;;;да;нет;;нет;`,
      prague,
    ]);
    expect((await rows(`ids=${cake.id}&lang=ru`)).slice(1)).toEqual([prague]);
    expect((await rows(`ids=${bun.id}&lang=en`))[1]).toBe(`${bun.number},,Булочка,Выпечка,шт,,,50.00,,,,,,yes,no,,no,`);
    expect((await master.get('/products/export.csv')).status).toBe(403);
  });

  it('have pictures, which whoever takes orders sees and a master does not', async () => {
    const product = await makeProduct();
    await addFile(manager, { subject: 'Product', subjectId: product.id });
    const path = `/files?subject=Product&subjectId=${product.id}`;
    expect([(await manager.get(path)).status, (await master.get(path)).status]).toEqual([200, 404]);
  });
});

describe('an item from the catalog', () => {
  it('takes title, unit, route and price from its product, and what was chosen goes with its part', async () => {
    const route = await makeRoute();
    const options = [{ ...SIZE, stageId: route.stages[1]?.id }];
    const product = await makeProduct({ routeId: route.id, options });
    const [, large] = product.options[0]!.choices;
    const answers = [{ questionId: product.questions[0]!.id, value: 'Анне от коллег' }];
    const order = await takeOrder([{ productId: product.id, quantity: 4, choiceIds: [large!.id], answers }], {
      status: 'confirmed',
    });
    const [item] = order.items;
    expect(item).toMatchObject({
      title: product.name,
      product: product.name,
      unit: 'шт',
      unitPrice: 115_000,
      total: 460_000,
      routeId: route.id,
      details: [
        { name: 'Объём', value: '450 мл', price: 15_000 },
        { name: 'Надпись', value: 'Анне от коллег' },
      ],
    });
    await putToWork(order);
    const [part] = (await partsOf(manager, order.id)) as (PartBody & { details: object[]; plannedSeconds: number })[];
    expect(part?.details).toEqual([
      { id: large!.id, name: 'Объём', value: '450 мл' },
      { id: product.questions[0]!.id, name: 'Надпись', value: 'Анне от коллег' },
    ]);
    // Set up once; each of 4: a minute of printing, 3 of firing and 2.5 for the larger one.
    expect(part?.plannedSeconds).toBe((5 + 4 * (1 + 3 + 2.5)) * 60);
    const seen = await master.get<{ details: object[] }>(`/parts/${part?.id}`);
    expect(seen.body.details).toEqual(part?.details);
    expect(seen.text).not.toContain('price');
    // What is lost is made anew as it was chosen.
    for (const action of ['start', 'finish', 'start']) await master.post(`/parts/${part?.id}/step`, { action });
    await master.post(`/parts/${part?.id}/scrap`, { quantity: 1, reason: 'mistake' });
    const [, remake] = await partsOf(manager, order.id);
    expect(remake).toMatchObject({ quantity: 1, details: part?.details });
  });

  it('keeps what it was taken with until something else is chosen', async () => {
    const product = await makeProduct();
    const [small, large] = product.options[0]!.choices;
    const order = await takeOrder([{ productId: product.id, quantity: 1, choiceIds: [small!.id] }]);
    const [item] = order.items;
    const changed = { price: 200_000, name: 'Кружка новая', options: [] };
    expect((await manager.patch(`/products/${product.id}`, changed)).status).toBe(200);
    const amend = async (fields: object): Promise<OfferedItem> => {
      const answer = await manager.patch<OfferedOrder>(`/orders/${order.id}`, { items: [{ id: item!.id, ...fields }] });
      expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
      return answer.body.items[0]!;
    };
    expect(await amend({ quantity: 2 })).toMatchObject({ unitPrice: 100_000, details: [{ value: '330 мл' }] });
    expect(await amend({ choiceIds: [small!.id], unitPrice: 90_000 })).toMatchObject({
      unitPrice: 90_000,
      details: [{ id: small!.id, value: '330 мл' }],
    });
    const gone = await manager.patch(`/orders/${order.id}`, { items: [{ id: item!.id, choiceIds: [large!.id] }] });
    expect([gone.status, refusal(gone).errors?.[0]?.field]).toEqual([400, 'items.0.choiceIds.0']);
    const bare = await amend({ choiceIds: [] });
    expect([bare.unitPrice, bare.details]).toEqual([200_000, []]);
    expect(await amend({ productId: null })).not.toHaveProperty('productId');
  });

  it('is of no archived product, and a product in orders is not deleted', async () => {
    const product = await makeProduct({ isStocked: true });
    const order = await takeOrder([{ productId: product.id, quantity: 1 }]);
    expect(order.items[0]).toMatchObject({ needsNoWork: true });
    expect((await manager.post(`/products/${product.id}/archive`, { isArchived: true })).status).toBe(200);
    const again = await manager.post('/orders', { clientId, items: [{ productId: product.id, quantity: 1 }] });
    expect([again.status, refusal(again).code]).toEqual([422, 'product.archived']);
    const kept = await manager.patch(`/orders/${order.id}`, { items: [{ id: order.items[0]!.id, quantity: 3 }] });
    expect(kept.status).toBe(200);
    const deletion = await manager.delete(`/products/${product.id}`);
    expect([deletion.status, refusal(deletion).code]).toEqual([409, 'product.in_orders']);
    expect((await manager.delete(`/products/${(await makeProduct()).id}`)).status).toBe(204);
  });

  it('is refused with the field that is wrong', async () => {
    const product = await makeProduct();
    const [small, large] = product.options[0]!.choices.map(({ id }) => id);
    const [question] = product.questions;
    for (const [fields, path] of [
      [{ productId: '66f0c2a7e1b2c3d4e5f60718' }, undefined],
      [{ productId: product.id, choiceIds: [small, large] }, 'items.0.choiceIds.1'],
      [
        { productId: product.id, answers: [{ questionId: question!.id, value: 'а'.repeat(21) }] },
        'items.0.answers.0.value',
      ],
      [{ title: 'Кружка', unit: 'шт', unitPrice: 1, choiceIds: [small] }, 'items.0.choiceIds'],
      [{ title: 'Кружка', unit: 'шт' }, 'items.0.unitPrice'],
    ] as const) {
      const answer = await manager.post('/orders', { clientId, items: [{ quantity: 1, ...fields }] });
      expect([answer.status, refusal(answer).errors?.[0]?.field]).toEqual([path ? 400 : 404, path]);
    }
  });

  it('gives a part that nobody has begun the minutes of another choice', async () => {
    const product = await makeProduct({ routeId: (await makeRoute()).id });
    const [small, large] = product.options[0]!.choices.map(({ id }) => id);
    const order = await takeOrder([{ productId: product.id, quantity: 2, choiceIds: [small] }], {
      status: 'confirmed',
    });
    await putToWork(order);
    const seconds = async () =>
      ((await partsOf(manager, order.id))[0] as unknown as { plannedSeconds: number }).plannedSeconds;
    expect(await seconds()).toBe((5 + 2 * 4) * 60);
    await manager.patch(`/orders/${order.id}`, { items: [{ id: order.items[0]!.id, choiceIds: [large] }] });
    expect(await seconds()).toBe((5 + 2 * 6.5) * 60);
  });
});
