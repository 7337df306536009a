import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Types } from 'mongoose';
import { refusal, type Session } from './caller.js';
import { makeClient, makeOrder, partsOf, type HistoryBody, type OrderBody, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';

interface ItemInStock {
  id: string;
  version: number;
  name: string;
  unit: string;
  productId?: string;
  isProduct: boolean;
  isTracked: boolean;
  onHand: number;
  reserved: number;
  available: number;
  state: string;
  cost?: number;
}

interface MovementBody {
  id: string;
  kind: string;
  quantity: number;
  balance: number;
  orderNumber?: number;
  isReversed?: boolean;
  unitCost?: number;
  doneByName?: string;
}

interface ProductBody {
  id: string;
  name: string;
  version: number;
  options: { id: string; choices: { id: string }[] }[];
  materials?: { id: string; name: string; unit: string }[];
}

type Lines = [stockItemId: string, quantity: number, more?: object][];

let workshop: TestWorkshop;
let admin: Session;
let manager: Session;
let master: Session;
let masterId: string;
let clientId: string;
let made = 0;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  admin = await workshop.asAdmin();
  manager = await workshop.as('manager');
  master = await workshop.as('master');
  masterId = master.id;
  clientId = (await makeClient(manager)).id;
});
afterAll(async () => workshop.close());

async function accepted<T>(by: Pick<Session, 'post'>, path: string, body: object, status = 201): Promise<T> {
  const answer = await by.post<T>(path, body);
  expect({ path, status: answer.status, text: answer.text }).toMatchObject({ status });
  return answer.body;
}

const makeMaterial = (fields: object = {}): Promise<ItemInStock> =>
  accepted(manager, '/stock', { name: `Глина ${(made += 1)}`, unit: 'кг', ...fields });

const makeProduct = (fields: object = {}): Promise<ProductBody> =>
  accepted(manager, '/products', {
    name: `Кружка ${(made += 1)}`,
    unit: 'шт',
    price: 100_000,
    isShown: true,
    options: [],
    questions: [],
    ...fields,
  });

const move = async (kind: string, lines: Lines, more: object = {}): Promise<MovementBody[]> => {
  const { movements } = await accepted<{ movements: MovementBody[] }>(manager, '/movements', {
    kind,
    lines: lines.map(([stockItemId, quantity, said]) => ({ stockItemId, quantity, ...said })),
    ...more,
  });
  return movements;
};

const refused = (kind: string, lines: Lines, more: object = {}) =>
  manager.post('/movements', {
    kind,
    lines: lines.map(([stockItemId, quantity, said]) => ({ stockItemId, quantity, ...said })),
    ...more,
  });

async function standing(id: string): Promise<Pick<ItemInStock, 'onHand' | 'reserved' | 'available' | 'state'>> {
  const { onHand, reserved, available, state } = (await manager.get<ItemInStock>(`/stock/${id}`)).body;
  return { onHand, reserved, available, state };
}

async function movementsOf(id: string): Promise<[string, number][]> {
  const { body } = await manager.get<PageBody<MovementBody>>(`/movements?stockItemId=${id}&sort=createdAt`);
  return body.items.map(({ kind, quantity }) => [kind, quantity]);
}

async function inStock(product: ProductBody): Promise<string> {
  const { body } = await manager.get<PageBody<ItemInStock>>(`/stock?productId=${product.id}`);
  return body.items[0]?.id ?? '';
}

/** A product that is sold from stock, of which so many were counted. */
async function stocked(count?: number): Promise<{ product: ProductBody; id: string }> {
  const product = await makeProduct({ isStocked: true });
  const id = await inStock(product);
  if (count !== undefined) await move('stocktake', [[id, count]]);
  return { product, id };
}

/** A product that takes 0.35 kg of a material, of which so much was counted. */
async function ofMaterial(count?: number, more: object = {}): Promise<{ product: ProductBody; id: string }> {
  const { id } = await makeMaterial();
  const product = await makeProduct({ materials: [{ stockItemId: id, quantity: 0.35 }], ...more });
  if (count !== undefined) await move('stocktake', [[id, count]]);
  return { product, id };
}

const take = (product: ProductBody, quantity: number, fields: object = {}): Promise<OrderBody> =>
  makeOrder(manager, {
    clientId,
    status: 'confirmed',
    items: [{ productId: product.id, quantity, masterId }],
    ...fields,
  });

const step = (id: string, status: string, more: object = {}): Promise<OrderBody> =>
  accepted(manager, `/orders/${id}/status`, { status, ...more }, 200);

const amend = async ({ id }: OrderBody, items: object[]): Promise<void> => {
  const answer = await manager.patch(`/orders/${id}`, { items });
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
};

const CONTACT = { name: 'Анна Петрова', phone: '+7 913 765-43-21', isAgreed: true };

describe('movements', () => {
  it('alone change what there is, each with what there was after it and who made it', async () => {
    const { id } = await makeMaterial({ reorderPoint: 5 });
    expect(await standing(id)).toEqual({ onHand: 0, reserved: 0, available: 0, state: 'uncounted' });
    await move('receipt', [[id, 10.1, { unitCost: 12_500 }]], { note: 'Накладная 118' });
    await move('write_off', [[id, 0.2]], { reason: 'damaged' });
    expect(await standing(id)).toEqual({ onHand: 9.9, reserved: 0, available: 9.9, state: 'enough' });
    await move('stocktake', [[id, 5]]);
    expect((await standing(id)).state).toBe('low');
    const [counted] = await move('stocktake', [[id, 0]]);
    expect(counted).toMatchObject({ quantity: -5, balance: 0, doneByName: manager.name });
    expect((await standing(id)).state).toBe('out');
    expect((await manager.get<ItemInStock>(`/stock/${id}`)).body.cost).toBe(12_500);
    const history = (await manager.get<PageBody<HistoryBody>>(`/stock/${id}/history`)).body.items;
    expect(history.filter(({ entity }) => entity === 'Movement')).toHaveLength(4);
    const answer = await manager.patch(`/stock/${id}`, { onHand: 50 });
    expect(refusal(answer)).toMatchObject({ status: 400, code: 'request.validation' });
  });

  it('of many lines are made all or none', async () => {
    const [one, other] = [await makeMaterial(), await makeMaterial()];
    await move('stocktake', [
      [one.id, 4],
      [other.id, 2],
    ]);
    const tooMuch = await refused(
      'write_off',
      [
        [one.id, 1],
        [other.id, 3],
      ],
      { reason: 'lost' },
    );
    expect(refusal(tooMuch)).toMatchObject({ status: 422, code: 'stock.not_enough' });
    expect((await standing(one.id)).onHand).toBe(4);
  });

  it('refuse what makes no sense, naming the field', async () => {
    const { id } = await makeMaterial();
    const fieldOf = async (answer: Promise<Awaited<ReturnType<typeof refused>>>): Promise<unknown> =>
      ((await answer).body as { errors?: { field: string }[] }).errors?.map(({ field }) => field);
    expect(await fieldOf(refused('receipt', [[id, 0]]))).toEqual(['lines.0.quantity']);
    expect(await fieldOf(refused('write_off', [[id, 1]]))).toEqual(['reason']);
    expect(await fieldOf(refused('write_off', [[id, 1]], { reason: 'other' }))).toEqual(['note']);
    expect(await fieldOf(refused('receipt', [[id, 1]], { day: '2999-01-01' }))).toEqual(['day']);
    const twice: Lines = [
      [id, 1],
      [id, 2],
    ];
    expect(await fieldOf(refused('receipt', twice))).toEqual(['lines.1.stockItemId']);
    expect((await refused('issue', [[id, 1]])).status).toBe(400);
    expect((await refused('receipt', [['66f0c2a7e1b2c3d4e5f60718', 1]])).status).toBe(404);
    await accepted(manager, `/stock/${id}/archive`, { isArchived: true }, 200);
    expect(refusal(await refused('receipt', [[id, 1]]))).toMatchObject({ code: 'stock.archived' });
  });

  it('of a count ask to count again what has moved meanwhile', async () => {
    const { id } = await makeMaterial();
    await move('receipt', [[id, 10]]);
    await move('write_off', [[id, 1]], { reason: 'used' });
    const answer = await refused('stocktake', [[id, 10, { expected: 10 }]]);
    expect(answer.body).toMatchObject({ code: 'stock.recount', params: { expected: 10, onHand: 9, line: 0 } });
    await move('stocktake', [[id, 9, { expected: 9 }]]);
  });

  it('are taken back by their opposite, once; what an order moved follows that', async () => {
    const { product, id } = await stocked(10);
    const [receipt] = await move('receipt', [[id, 5]]);
    await accepted(manager, `/movements/${receipt?.id}/reverse`, {});
    expect((await standing(id)).onHand).toBe(10);
    expect(refusal(await manager.post(`/movements/${receipt?.id}/reverse`, {}))).toMatchObject({
      code: 'stock.reversed',
    });
    const { id: orderId } = await take(product, 2);
    await step(orderId, 'ready');
    await step(orderId, 'delivered');
    const issued = (await manager.get<PageBody<MovementBody>>(`/movements?stockItemId=${id}&kind=issue`)).body.items[0];
    expect(refusal(await manager.post(`/movements/${issued?.id}/reverse`, {}))).toMatchObject({
      code: 'stock.reversed',
    });
    expect(await movementsOf(id)).toEqual([
      ['stocktake', 10],
      ['receipt', 5],
      ['reversal', -5],
      ['issue', -2],
    ]);
  });

  it('of two at once count both', async () => {
    const { id } = await makeMaterial();
    await Promise.all(Array.from({ length: 20 }, () => move('receipt', [[id, 0.1]])));
    expect((await standing(id)).onHand).toBe(2);
  });
});

describe('what is sold from stock', () => {
  it('has its place there under the name of its product, and is deleted with nothing but that', async () => {
    const { product, id } = await stocked();
    expect((await manager.get<ItemInStock>(`/stock/${id}`)).body).toMatchObject({
      name: product.name,
      isProduct: true,
    });
    const renamed = await manager.patch(`/stock/${id}`, { name: 'Другое' });
    expect(refusal(renamed)).toMatchObject({ status: 409, code: 'stock.of_product' });
    expect(refusal(await manager.delete(`/stock/${id}`))).toMatchObject({ code: 'stock.in_use' });
  });

  it('is reserved with the order, given out with it, and released where it is amended, cancelled or deleted', async () => {
    const { product, id } = await stocked(10);
    const order = await take(product, 4);
    expect(await standing(id)).toEqual({ onHand: 10, reserved: 4, available: 6, state: 'enough' });
    await amend(order, [{ id: order.items[0]?.id, quantity: 3 }]);
    expect((await standing(id)).reserved).toBe(3);
    await step(order.id, 'on_hold');
    expect((await standing(id)).reserved).toBe(3);
    await step(order.id, 'confirmed');
    await step(order.id, 'ready');
    await step(order.id, 'delivered');
    expect(await standing(id)).toEqual({ onHand: 7, reserved: 0, available: 7, state: 'enough' });
    const [cancelled, deleted] = [await take(product, 2), await take(product, 3)];
    expect((await standing(id)).reserved).toBe(5);
    await step(cancelled.id, 'cancelled');
    await step(deleted.id, 'draft');
    expect((await standing(id)).reserved).toBe(0);
    expect((await manager.delete(`/orders/${deleted.id}`)).status).toBe(204);
    expect(await standing(id)).toEqual({ onHand: 7, reserved: 0, available: 7, state: 'enough' });
  });

  it('is noted of no order that is gone, however far that was', async () => {
    const { product, id } = await stocked(10);
    const orders = await Promise.all([take(product, 1), take(product, 2)]);
    const [cancelled, delivered] = orders as [OrderBody, OrderBody];
    await step(cancelled.id, 'cancelled');
    await step(delivered.id, 'ready');
    await step(delivered.id, 'delivered');
    const noted = (): Promise<number> => {
      const orderIds = orders.map((order) => new Types.ObjectId(order.id));
      return workshop.connection.collection('reservations').countDocuments({ orderId: { $in: orderIds } });
    };
    expect(await noted()).toBe(2);
    expect((await manager.delete(`/orders/${cancelled.id}`)).status).toBe(204);
    expect((await manager.delete(`/api/orders/delete/${delivered.number}/`)).status).toBe(200);
    expect(await noted()).toBe(0);
    expect(await standing(id)).toEqual({ onHand: 8, reserved: 0, available: 8, state: 'enough' });
  });

  it('comes back where the hand-over is taken back', async () => {
    const { product, id } = await stocked(5);
    const order = await take(product, 2);
    await step(order.id, 'ready');
    const { version } = await step(order.id, 'delivered');
    expect((await standing(id)).onHand).toBe(3);
    await accepted(manager, `/orders/${order.id}/status/undo`, { version }, 200);
    expect(await standing(id)).toEqual({ onHand: 5, reserved: 2, available: 3, state: 'enough' });
  });

  it('moves nothing before anybody has counted it', async () => {
    const { product, id } = await stocked();
    const order = await take(product, 2);
    await step(order.id, 'ready');
    await step(order.id, 'delivered');
    expect(await movementsOf(id)).toEqual([]);
    await move('stocktake', [[id, 3]]);
    expect((await standing(id)).onHand).toBe(3);
  });

  it('may be promised beyond what there is by a manager, who is told so before, and finds it listed', async () => {
    const { product, id } = await stocked(3);
    const order = await makeOrder(manager, { clientId, items: [{ productId: product.id, quantity: 5 }] });
    const preview = await manager.post<{ consequences: object[] }>(`/orders/${order.id}/status/preview`, {
      status: 'confirmed',
    });
    expect(preview.body.consequences).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'stock.reserved', title: product.name, quantity: 5, unit: 'шт' }),
        expect.objectContaining({ kind: 'stock.short', title: product.name, quantity: 2, unit: 'шт' }),
      ]),
    );
    expect((await standing(id)).reserved).toBe(0);
    await step(order.id, 'confirmed');
    const short = await manager.get<PageBody<ItemInStock>>('/stock?state=short');
    expect(short.body.items).toMatchObject([{ id, available: -2 }]);
    const waiting = await manager.get<PageBody<object>>(`/stock/${id}/reservations`);
    expect(waiting.body.items).toMatchObject([{ orderId: order.id, orderNumber: order.number, quantity: 5 }]);
    const taken = await manager.get<object[]>(`/orders/${order.id}/stock`);
    expect(taken.body).toMatchObject([{ stockItemId: id, reserved: 5, issued: 0, isShort: true }]);
  });
});

describe('what is made to order', () => {
  it('reserves its materials, and takes them when its part is begun, of a remake too', async () => {
    const { product, id } = await ofMaterial(10);
    const order = await take(product, 10);
    expect(await standing(id)).toEqual({ onHand: 10, reserved: 3.5, available: 6.5, state: 'enough' });
    await step(order.id, 'in_production');
    expect((await standing(id)).reserved).toBe(3.5);
    const [part] = await partsOf(manager, order.id);
    await accepted(master, `/parts/${part?.id}/step`, { action: 'start' }, 200);
    expect(await standing(id)).toEqual({ onHand: 6.5, reserved: 0, available: 6.5, state: 'enough' });
    await accepted(master, `/parts/${part?.id}/step`, { action: 'pause' }, 200);
    await accepted(master, `/parts/${part?.id}/step`, { action: 'start' }, 200);
    expect((await standing(id)).onHand).toBe(6.5);
    // The part grows with the order, and takes what it grows by.
    await amend(order, [{ id: order.items[0]?.id, quantity: 12 }]);
    expect(await standing(id)).toEqual({ onHand: 5.8, reserved: 0, available: 5.8, state: 'enough' });
    expect(await movementsOf(id)).toEqual([
      ['stocktake', 10],
      ['issue', -3.5],
      ['issue', -0.7],
    ]);
    await step(order.id, 'ready');
    await step(order.id, 'delivered');
    expect((await standing(id)).onHand).toBe(5.8);
  });

  it('is given back where it is put to work by mistake, and given out with the order where no part was begun', async () => {
    const { product, id } = await ofMaterial(10);
    const order = await take(product, 2);
    await step(order.id, 'ready');
    await step(order.id, 'delivered');
    expect(await standing(id)).toMatchObject({ onHand: 9.3, reserved: 0 });
    const other = await take(product, 2);
    await step(other.id, 'in_production');
    const { version } = await step(other.id, 'ready');
    expect(await standing(id)).toMatchObject({ onHand: 8.6, reserved: 0 });
    await accepted(manager, `/orders/${other.id}/status/undo`, { version }, 200);
    expect(await standing(id)).toMatchObject({ onHand: 9.3, reserved: 0.7 });
  });

  it('takes what its choices need, and keeps that when the product changes', async () => {
    const [clay, glaze] = [await makeMaterial(), await makeMaterial({ name: 'Глазурь синяя' })];
    await move('stocktake', [
      [clay.id, 10],
      [glaze.id, 1],
    ]);
    const option = {
      name: 'Цвет',
      choices: [
        { name: 'белая', price: 0, minutesPerUnit: 0 },
        { name: 'синяя', price: 5_000, minutesPerUnit: 1 },
      ],
    };
    const product = await makeProduct({ options: [option] });
    const blue = product.options[0]?.choices[1]?.id;
    const materials = [
      { stockItemId: clay.id, quantity: 0.35 },
      { stockItemId: glaze.id, quantity: 0.02, choiceId: blue },
    ];
    const changed = await manager.patch<ProductBody>(`/products/${product.id}`, { materials });
    expect(changed.body.materials).toMatchObject([{ name: clay.name, unit: 'кг' }, { name: 'Глазурь синяя' }]);
    await take(product, 10);
    expect([(await standing(clay.id)).reserved, (await standing(glaze.id)).reserved]).toEqual([3.5, 0]);
    const order = await makeOrder(manager, {
      clientId,
      status: 'confirmed',
      items: [{ productId: product.id, quantity: 10, choiceIds: [blue], masterId }],
    });
    expect([(await standing(clay.id)).reserved, (await standing(glaze.id)).reserved]).toEqual([7, 0.2]);
    await manager.patch(`/products/${product.id}`, { materials: [] });
    await amend(order, [{ id: order.items[0]?.id, quantity: 20 }]);
    expect([(await standing(clay.id)).reserved, (await standing(glaze.id)).reserved]).toEqual([10.5, 0.4]);
    await amend(order, [{ id: order.items[0]?.id, choiceIds: [] }]);
    expect((await standing(glaze.id)).reserved).toBe(0);
  });

  it('names materials that there are, which stay as long as something is made of them', async () => {
    const { id } = await makeMaterial();
    const wrong = await manager.post('/products', {
      name: 'Кружка',
      unit: 'шт',
      price: 1,
      options: [],
      questions: [],
      materials: [{ stockItemId: '66f0c2a7e1b2c3d4e5f60718', quantity: 1 }],
    });
    expect(wrong.body).toMatchObject({ errors: [{ field: 'materials.0.stockItemId' }] });
    await makeProduct({ materials: [{ stockItemId: id, quantity: 1 }] });
    expect(refusal(await manager.delete(`/stock/${id}`))).toMatchObject({ code: 'stock.in_use' });
    const free = await makeMaterial();
    expect((await manager.delete(`/stock/${free.id}`)).status).toBe(204);
  });
});

describe('the shop', () => {
  const buy = (product: ProductBody, quantity: number) =>
    workshop.nobody.post<{ key: string }>('/shop/orders', { ...CONTACT, items: [{ productId: product.id, quantity }] });

  it('sells the last pieces once, however many ask for them at once, and tells the others why', async () => {
    const { product, id } = await stocked(10);
    const answers = await Promise.all(Array.from({ length: 25 }, () => buy(product, 1)));
    const sold = answers.filter(({ status }) => status === 201);
    expect(sold).toHaveLength(10);
    for (const answer of answers.filter(({ status }) => status !== 201))
      expect(answer.body).toMatchObject({
        status: 409,
        code: 'stock.short',
        params: { lines: [{ line: 0, title: product.name, available: 0 }] },
      });
    expect(await standing(id)).toEqual({ onHand: 10, reserved: 10, available: 0, state: 'out' });
    const cancelled = await workshop.nobody.post(`/shop/orders/${sold[0]?.body.key}/cancel`, {});
    expect(cancelled.status).toBe(200);
    expect((await buy(product, 2)).body).toMatchObject({ code: 'stock.short', params: { lines: [{ available: 1 }] } });
    expect((await buy(product, 1)).status).toBe(201);
  });

  it('sells what is made to order as far as its materials go, and anything that nobody has counted', async () => {
    const { product } = await ofMaterial(1);
    expect((await buy(product, 3)).body).toMatchObject({ code: 'stock.short', params: { lines: [{ available: 2 }] } });
    expect((await buy(product, 2)).status).toBe(201);
    const { product: uncounted } = await stocked();
    expect((await buy(uncounted, 1_000)).status).toBe(201);
  });
});

describe('what customers are told', () => {
  interface Shown {
    id: string;
    isAvailable: boolean;
    available?: number;
  }
  interface Cart {
    items: {
      fault?: string;
      title?: string;
      unitPrice?: number;
      total?: number;
      available?: number;
      missing?: string;
    }[];
    total: number;
    earliestDay: string;
  }

  const shown = async ({ id }: ProductBody): Promise<Pick<Shown, 'isAvailable' | 'available'>> => {
    const { isAvailable, available } = (await workshop.nobody.get<Shown>(`/shop/products/${id}`)).body;
    return { isAvailable, ...(available === undefined ? {} : { available }) };
  };
  const check = (items: object[]): Promise<Cart> => accepted(workshop.nobody, '/shop/cart/check', { items }, 200);

  it('is how few there are of something, not how many, and nothing of what nobody has counted', async () => {
    expect(await shown((await stocked(3)).product)).toEqual({ isAvailable: true, available: 3 });
    expect(await shown((await stocked(0)).product)).toEqual({ isAvailable: false, available: 0 });
    expect(await shown((await stocked(4_000)).product)).toEqual({ isAvailable: true });
    expect(await shown((await stocked()).product)).toEqual({ isAvailable: true });
    expect(await shown((await ofMaterial(1)).product)).toEqual({ isAvailable: true, available: 2 });
    expect(await shown((await ofMaterial(0.3)).product)).toEqual({ isAvailable: false, available: 0 });
  });

  it('leaves out of a list what cannot be had, to the last piece and the last gram', async () => {
    const word = 'Редкость';
    const { id: clay } = await makeMaterial();
    const { id: gold } = await makeMaterial();
    await move('stocktake', [
      [clay, 0.3],
      [gold, 0],
    ]);
    const options = [{ name: 'Кайма', isRequired: false, choices: [{ name: 'золото', price: 0, minutesPerUnit: 0 }] }];
    const named = (kind: string, fields: object) => makeProduct({ name: `${word} ${kind}`, ...fields });
    const [has, sold] = [await named('есть', { isStocked: true }), await named('продана', { isStocked: true })];
    await move('stocktake', [
      [await inStock(has), 1],
      [await inStock(sold), 1],
    ]);
    await named('из глины', { materials: [{ stockItemId: clay, quantity: 0.35 }] });
    const small = await named('малая', { materials: [{ stockItemId: clay, quantity: 0.3 }] });
    const gilded = await named('с каймой', { options });
    const choiceId = gilded.options[0]?.choices[0]?.id;
    const body = { version: gilded.version, materials: [{ stockItemId: gold, quantity: 1, choiceId }] };
    expect((await manager.patch(`/products/${gilded.id}`, body)).status).toBe(200);
    await take(sold, 1);

    const listed = async (query: string): Promise<string[]> => {
      const { body: page } = await workshop.nobody.get<PageBody<Shown>>(`/shop/products?q=${word}${query}`);
      expect(page.total).toBe(page.items.length);
      return page.items.map(({ id }) => id).sort();
    };
    expect(await listed('')).toHaveLength(5);
    expect(await listed('&isAvailable=true')).toEqual([has.id, small.id, gilded.id].sort());
  });

  it('is what each line of a cart costs now, and what is wrong with it beside the others', async () => {
    const [{ product: mug }, { id: clay }] = [await stocked(3), await makeMaterial()];
    await move('stocktake', [[clay, 1]]);
    const made = await makeProduct({ leadDays: 3, materials: [{ stockItemId: clay, quantity: 0.5 }] });
    const asking = await makeProduct({ questions: [{ name: 'Надпись', kind: 'text', isRequired: true }] });
    const hidden = await makeProduct({ isShown: false });
    const line = ({ id: productId }: ProductBody, quantity: number, more: object = {}) => ({
      productId,
      quantity,
      ...more,
    });
    const cart = await check([
      line(mug, 2),
      line(mug, 2, { wishes: 'в коробке' }),
      line(made, 2),
      line(asking, 1),
      line(hidden, 1),
      line(mug, 1, { choiceIds: [made.id] }),
    ]);
    const price = 100_000;
    expect(cart.items).toEqual([
      { fault: 'short', title: mug.name, unitPrice: price, total: 2 * price, available: 0 },
      { fault: 'short', title: mug.name, unitPrice: price, total: 2 * price, available: 0 },
      { title: made.name, unitPrice: price, total: 2 * price, available: 2 },
      { fault: 'incomplete', title: asking.name, unitPrice: price, total: price, missing: 'Надпись' },
      { fault: 'gone' },
      { fault: 'not_offered', title: mug.name, unitPrice: price, total: price, available: 0 },
    ]);
    expect(cart.total).toBe(8 * price);
    const { body } = await workshop.nobody.get<{ earliestDay: string }>(`/shop/products/${made.id}`);
    expect(cart.earliestDay).toBe(body.earliestDay);
    expect(refusal(await workshop.nobody.post('/shop/cart/check', { items: [] }))).toMatchObject({ status: 400 });
  });

  it('is told by the step in which it is sold', async () => {
    const cake = await makeProduct({ unit: 'кг', isStocked: true, leastQuantity: 1, quantityStep: 0.5 });
    await move('stocktake', [[await inStock(cake), 2.3]]);
    const [odd, many] = await Promise.all(
      [1.2, 5].map(async (quantity) => (await check([{ productId: cake.id, quantity }])).items[0]),
    );
    expect(odd).toMatchObject({ fault: 'step', nearest: 1 });
    expect(many).toMatchObject({ fault: 'short', available: 2 });
  });
});

describe('who may see the stock', () => {
  it('is whoever holds its permissions; what it cost, only who may know that', async () => {
    const { id } = await makeMaterial({ cost: 12_500 });
    for (const path of ['/stock', `/stock/${id}`, '/movements', '/stock/export.csv'])
      expect([(await master.get(path)).status, (await workshop.nobody.get(path)).status]).toEqual([403, 401]);
    await workshop.addRole('keeper', ['stock:read', 'stock:write']);
    const keeper = await workshop.as('keeper');
    expect((await keeper.get<ItemInStock>(`/stock/${id}`)).body).not.toHaveProperty('cost');
    expect((await admin.get<ItemInStock>(`/stock/${id}`)).body.cost).toBe(12_500);
    const file = (await keeper.get(`/stock/export.csv?lang=ru`)).text;
    expect(file).toContain('Точка заказа');
    expect(file).not.toContain('Себестоимость');
  });
});
