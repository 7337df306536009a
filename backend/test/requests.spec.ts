import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exactQuantity } from '@verstak/domain';
import { refusal, type Session } from './caller.js';
import { makeClient, makeOrder, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';
import { textOfPdf } from './pdf.js';
import { fetchBytes } from './uploads.js';

interface ItemBody {
  id: string;
  name: string;
  article?: string;
  unit: string;
  quantity: number;
  price?: number;
  total?: number;
  kind: string;
  categoryId?: string;
  answer?: string;
  declineReason?: string;
  promisedDay?: string;
  received: number;
  state: string;
  stockItemId?: string;
  wishedDay?: string;
  isCancelled?: boolean;
}

interface RequestBody {
  id: string;
  number: number;
  version: number;
  status: string;
  supplierName: string;
  requesterName?: string;
  orderNumber?: number;
  cost?: number;
  dueDay?: string;
  sentAt?: string;
  items: ItemBody[];
  receipts: { id: string; itemId: string; quantity: number; movementId?: string }[];
}

interface StockBody {
  id: string;
  onHand: number;
  expected: number;
  available: number;
  cost?: number;
}

interface ShortageBody {
  stockItemId: string;
  suggested: number;
  drafted: number;
  expected: number;
  supplierName?: string;
  price?: number;
}

let workshop: TestWorkshop;
let manager: Session;
let supplierId: string;
let made = 0;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  manager = await workshop.as('manager');
  supplierId = (await accepted<{ id: string }>('/suppliers', { name: 'Керамика ООО' })).id;
});
afterAll(async () => workshop.close());

async function accepted<T>(path: string, body: object): Promise<T> {
  const answer = await manager.post<T>(path, body);
  if (answer.status > 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

const makeMaterial = (fields: object = {}): Promise<StockBody> =>
  accepted('/stock', { name: `Глина ${(made += 1)}`, unit: 'кг', ...fields });
const draft = (items: object[], fields: object = {}): Promise<RequestBody> =>
  accepted('/requests', { supplierId, items, ...fields });
const step = (id: string, status: string): Promise<RequestBody> => accepted(`/requests/${id}/status`, { status });
const send = async (items: object[], fields: object = {}): Promise<RequestBody> =>
  step((await draft(items, fields)).id, 'in_process');
const stockOf = async (id: string): Promise<StockBody> => (await manager.get<StockBody>(`/stock/${id}`)).body;
const read = async (id: string): Promise<RequestBody> => (await manager.get<RequestBody>(`/requests/${id}`)).body;
const find = async (query: string): Promise<number[]> =>
  (await manager.get<PageBody<RequestBody>>(`/requests?${query}`)).body.items.map(({ number }) => number);

describe('a request', () => {
  it('is filled in from the stock, adds up, and is a draft of who made it', async () => {
    const { id: stockItemId } = await makeMaterial({ name: 'Глина белая', article: 'МТ-1', cost: 5_000 });
    const request = await draft([
      { stockItemId, quantity: 2.5, price: 10_001, wishedDay: '2026-03-01' },
      { name: 'Уголок крепёжный', unit: 'шт', quantity: 3 },
    ]);
    expect(request).toMatchObject({
      status: 'draft',
      supplierName: 'Керамика ООО',
      cost: 25_003,
      dueDay: '2026-03-01',
      receipts: [],
    });
    expect(request.requesterName).toBeTruthy();
    expect(request.items).toMatchObject([
      {
        name: 'Глина белая',
        article: 'МТ-1',
        unit: 'кг',
        kind: 'material',
        total: 25_003,
        received: 0,
        state: 'waiting',
      },
      { name: 'Уголок крепёжный', kind: 'other', state: 'waiting' },
    ]);
    expect((await stockOf(stockItemId)).expected).toBe(0);
  });

  it('says what is wrong with it, field by field', async () => {
    const { id: stockItemId } = await makeMaterial();
    const wrong = [
      [{ items: [] }, 'supplierId'],
      [{ supplierId, items: [{ quantity: 1 }] }, 'items.0.name'],
      [{ supplierId, items: [{ name: 'А', unit: 'шт', quantity: 0 }] }, 'items.0.quantity'],
      [{ supplierId, items: [{ stockItemId: '66f0c2a7e1b2c3d4e5f60718', quantity: 1 }] }, 'items.0.stockItemId'],
      [{ supplierId, items: [{ stockItemId, quantity: 1, wishedDay: '2026-02-30' }] }, 'items.0.wishedDay'],
      [{ supplierId, items: [{ stockItemId, quantity: 1, received: 5 }] }, 'items.0.received'],
      [{ supplierId, status: 'done', items: [] }, 'status'],
    ] as const;
    for (const [body, field] of wrong) {
      const { status, errors } = refusal(await manager.post('/requests', body));
      expect([status, errors?.[0]?.field]).toEqual([400, field]);
    }
  });

  it('goes to the supplier, is answered, and comes in portions: the stock rises and the status follows', async () => {
    const { id: stockItemId } = await makeMaterial({ cost: 5_000 });
    const request = await send([
      { stockItemId, quantity: 40, price: 6_000 },
      { name: 'Доставка', unit: 'шт', quantity: 1 },
    ]);
    const [clay, delivery] = request.items as [ItemBody, ItemBody];
    expect(request.status).toBe('in_process');
    expect(request.sentAt).toBeTruthy();
    expect((await stockOf(stockItemId)).expected).toBe(40);

    const answered = await accepted<RequestBody>(`/requests/${request.id}/answers`, {
      items: [
        { itemId: clay.id, answer: 'accepted', price: 6_500, promisedDay: '2026-04-01' },
        { itemId: delivery.id, answer: 'declined', declineReason: 'Только самовывоз' },
      ],
    });
    expect(answered.items).toMatchObject([
      { state: 'accepted', price: 6_500, promisedDay: '2026-04-01' },
      { state: 'declined', declineReason: 'Только самовывоз' },
    ]);
    expect([answered.cost, answered.dueDay]).toEqual([260_000, '2026-04-01']);

    const toCome = { lines: [{ itemId: delivery.id, quantity: 1 }], day: '2099-12-31' };
    const { status, errors } = refusal(await manager.post(`/requests/${request.id}/receipts`, toCome));
    expect([status, errors?.[0]?.field, errors?.[0]?.rule]).toEqual([400, 'day', 'past']);
    const part = await accepted<RequestBody>(`/requests/${request.id}/receipts`, {
      lines: [{ itemId: clay.id, quantity: 25 }],
      note: 'Накладная 118',
    });
    expect(part).toMatchObject({ status: 'in_process', items: [{ received: 25, state: 'partly' }, {}] });
    expect(await stockOf(stockItemId)).toMatchObject({ onHand: 25, expected: 15, cost: 6_500 });

    const whole = await accepted<RequestBody>(`/requests/${request.id}/receipts`, {
      lines: [{ itemId: clay.id, quantity: 15, unitCost: 7_000 }],
    });
    expect(whole.status).toBe('done');
    expect(await stockOf(stockItemId)).toMatchObject({ onHand: 40, expected: 0, cost: 7_000 });
    const { body } = await manager.get<PageBody<{ requestNumber: number; note?: string }>>(
      `/movements?requestId=${request.id}&sort=createdAt`,
    );
    expect(body.items.map(({ requestNumber, note }) => [requestNumber, note])).toEqual([
      [request.number, 'Накладная 118'],
      [request.number, undefined],
    ]);
    const { body: history } = await manager.get<PageBody<{ action: string }>>(`/requests/${request.id}/history`);
    expect(history.items.map(({ action }) => action)).toEqual([
      'received',
      'received',
      'answered',
      'status',
      'created',
    ]);
  });

  it('takes a receipt back from its own page and from the stock, and is in process again', async () => {
    const { id: stockItemId } = await makeMaterial();
    const request = await send([
      { stockItemId, quantity: 10 },
      { name: 'Болт', unit: 'шт', quantity: 4 },
    ]);
    const [one, two] = request.items as [ItemBody, ItemBody];
    const lines = [
      { itemId: one.id, quantity: 10 },
      { itemId: two.id, quantity: 4 },
    ];
    const done = await accepted<RequestBody>(`/requests/${request.id}/receipts`, { lines });
    expect(done.status).toBe('done');
    const [clay, bolts] = done.receipts as [RequestBody['receipts'][0], RequestBody['receipts'][0]];

    const without = await accepted<RequestBody>(`/requests/${request.id}/receipts/reverse`, { receiptId: bolts.id });
    expect(without).toMatchObject({ status: 'in_process', items: [{ received: 10 }, { received: 0 }] });
    await accepted(`/movements/${clay.movementId}/reverse`, {});
    expect(await read(request.id)).toMatchObject({ status: 'in_process', receipts: [], items: [{ received: 0 }, {}] });
    expect(await stockOf(stockItemId)).toMatchObject({ onHand: 0, expected: 10 });
    expect((await manager.post(`/requests/${request.id}/receipts/reverse`, { receiptId: clay.id })).status).toBe(404);

    // What has gone out since cannot be taken back.
    const again = await accepted<RequestBody>(`/requests/${request.id}/receipts`, { lines: lines.slice(0, 1) });
    await accepted('/movements', { kind: 'write_off', reason: 'damaged', lines: [{ stockItemId, quantity: 1 }] });
    const refused = refusal(
      await manager.post(`/requests/${request.id}/receipts/reverse`, { receiptId: again.receipts[0]?.id }),
    );
    expect([refused.status, refused.code]).toEqual([422, 'stock.not_enough']);
    expect((await read(request.id)).items[0]?.received).toBe(10);
  });

  it('is answered anew where it was changed after the answer, and keeps the others', async () => {
    const request = await send([
      { name: 'Первое', unit: 'шт', quantity: 10 },
      { name: 'Второе', unit: 'шт', quantity: 5 },
    ]);
    const answers = request.items.map(({ id: itemId }) => ({ itemId, answer: 'accepted' }));
    const { items } = await accepted<RequestBody>(`/requests/${request.id}/answers`, { items: answers });
    const written = items.map(({ id, name, unit, quantity }) => ({ id, name, unit, quantity }));
    const changed = await manager.patch<RequestBody>(`/requests/${request.id}`, {
      items: written.map((item) => (item.name === 'Первое' ? { ...item, quantity: 12 } : item)),
    });
    expect(changed.body.items.map(({ state }) => state)).toEqual(['waiting', 'accepted']);
    const moved = await manager.patch(`/requests/${request.id}`, { supplierId: await otherSupplier() });
    expect(refusal(moved)).toMatchObject({ status: 409, code: 'supply_request.sent' });
  });

  it('keeps what two people change of it at once, item by item', async () => {
    const request = await draft([
      { name: 'Первое', unit: 'шт', quantity: 10 },
      { name: 'Второе', unit: 'шт', quantity: 5 },
    ]);
    const items = request.items.map(({ id, name, unit, quantity }) => ({ id, name, unit, quantity }));
    const { version } = request;
    const of = (name: string, quantity: number): object[] =>
      items.map((item) => (item.name === name ? { ...item, quantity } : item));
    await manager.patch(`/requests/${request.id}`, { version, items: of('Первое', 11) });
    await manager.patch(`/requests/${request.id}`, { version, items: of('Второе', 6) });
    expect((await read(request.id)).items.map(({ quantity }) => quantity)).toEqual([11, 6]);
    const third = refusal(await manager.patch(`/requests/${request.id}`, { version, items: of('Первое', 12) }));
    expect([third.status, third.code]).toEqual([409, 'conflict.version']);
  });

  it('goes along its life cycle alone', async () => {
    const { id: stockItemId } = await makeMaterial();
    const empty = await draft([]);
    const nothing = refusal(await manager.post(`/requests/${empty.id}/status`, { status: 'in_process' }));
    expect([nothing.status, nothing.code]).toEqual([422, 'supply_request.items_required']);
    expect((await manager.delete(`/requests/${empty.id}`)).status).toBe(204);

    const request = await send([{ stockItemId, quantity: 8 }]);
    const refuse = async (path: string, body: object): Promise<unknown> =>
      refusal(await manager.post(`/requests/${request.id}${path}`, body)).code;
    expect(await refuse('/status', { status: 'in_process' })).toBe('supply_request.transition');
    expect(await refuse('/status', { status: 'done' })).toBe('supply_request.transition');
    expect(refusal(await manager.delete(`/requests/${request.id}`)).code).toBe('supply_request.closed');

    expect((await step(request.id, 'cancelled')).items[0]?.state).toBe('cancelled');
    expect((await stockOf(stockItemId)).expected).toBe(0);
    expect(refusal(await manager.patch(`/requests/${request.id}`, { note: 'Поздно' })).code).toBe(
      'supply_request.closed',
    );
    expect((await step(request.id, 'draft')).items[0]?.state).toBe('waiting');
    const sent = await step(request.id, 'in_process');
    const item = sent.items[0] as ItemBody;
    await accepted(`/requests/${request.id}/receipts`, { lines: [{ itemId: item.id, quantity: 3 }] });
    expect(await refuse('/status', { status: 'cancelled' })).toBe('supply_request.transition');
    const removed = refusal(await manager.patch(`/requests/${request.id}`, { items: [] }));
    expect([removed.status, removed.code]).toEqual([409, 'supply_request.received']);
    const done = await step(request.id, 'done');
    expect([done.status, done.items[0]?.state, done.items[0]?.received]).toEqual(['done', 'received', 3]);
    expect(await stockOf(stockItemId)).toMatchObject({ onHand: 3, expected: 0 });
  });

  it('is received once by two people at once with one key, and twice by two deliveries', async () => {
    const { id: stockItemId } = await makeMaterial();
    const request = await send([{ stockItemId, quantity: 100 }]);
    const lines = [{ itemId: request.items[0]?.id, quantity: 10 }];
    const key = { 'idempotency-key': `receipt-${request.id}` };
    const receive = (headers = {}): Promise<unknown> =>
      manager.post(`/requests/${request.id}/receipts`, { lines }, headers);
    await Promise.all([receive(key), receive(key), receive(), receive(), receive()]);
    expect(await stockOf(stockItemId)).toMatchObject({ onHand: 40, expected: 60 });
    expect((await read(request.id)).items[0]?.received).toBe(40);
  });

  it('keeps stock, expectation and status in step over any course of receipts, returns and cancellations', async () => {
    const { id: stockItemId } = await makeMaterial();
    const request = await send([
      { stockItemId, quantity: 10 },
      { stockItemId, quantity: 4.5 },
      { name: 'Текстом', unit: 'шт', quantity: 2 },
    ]);
    // A fixed course, so that a failure is the same each time.
    let seed = 20_261_130;
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let turn = 0; turn < 40; turn += 1) {
      const now = await read(request.id);
      const item = now.items[random(3)] as ItemBody;
      const act = random(4);
      if (act === 0 && now.receipts.length) {
        const receipt = now.receipts[random(now.receipts.length)];
        await manager.post(`/requests/${request.id}/receipts/reverse`, { receiptId: receipt?.id });
      } else if (act === 1 && now.status === 'in_process') {
        const answer = random(2) ? 'accepted' : 'declined';
        await manager.post(`/requests/${request.id}/answers`, { items: [{ itemId: item.id, answer }] });
      } else
        await manager.post(`/requests/${request.id}/receipts`, {
          lines: [{ itemId: item.id, quantity: (random(30) + 1) / 10 }],
        });
      const { status, items, receipts } = await read(request.id);
      const stock = await stockOf(stockItemId);
      const came = (of: (id: string) => boolean): number =>
        exactQuantity(receipts.filter(({ itemId }) => of(itemId)).reduce((sum, { quantity }) => sum + quantity, 0));
      for (const { id, received } of items) expect(received).toBe(came((itemId) => itemId === id));
      const stocked = new Set(items.filter((one) => one.stockItemId).map(({ id }) => id));
      expect(stock.onHand).toBe(came((itemId) => stocked.has(itemId)));
      const left = items.filter(({ state }) => !['received', 'declined', 'cancelled'].includes(state));
      const expected = left
        .filter(({ id }) => stocked.has(id))
        .reduce((sum, { quantity, received }) => sum + quantity - received, 0);
      expect(stock.expected).toBe(exactQuantity(expected));
      expect(status).toBe(left.length ? 'in_process' : items.some(({ received }) => received) ? 'done' : 'cancelled');
    }
  });
});

describe('the list of requests', () => {
  it('is narrowed by status, supplier, kind, cost, days and words, and goes out as files', async () => {
    const other = await otherSupplier();
    const { id: stockItemId } = await makeMaterial({ name: 'Шамот мелкий' });
    const one = await send(
      [{ stockItemId, quantity: 2, price: 777_000, promisedDay: undefined, wishedDay: '2020-01-01' }],
      {
        supplierId: other,
        note: 'до обеда',
      },
    );
    const two = await draft([{ name: 'Фанера', unit: 'лист', quantity: 1, price: 999_000 }], { supplierId: other });
    const of = `supplierId=${other}`;
    expect(await find(of)).toEqual([two.number, one.number]);
    expect(await find(`${of}&status=draft`)).toEqual([two.number]);
    expect(await find(`${of}&kind=material`)).toEqual([one.number]);
    expect(await find(`${of}&costFrom=1000000`)).toEqual([one.number]);
    expect(await find(`${of}&isLate=true`)).toEqual([one.number]);
    expect(await find(`${of}&dueDayMissing=true`)).toEqual([two.number]);
    expect(await find(`${of}&stockItemId=${stockItemId}`)).toEqual([one.number]);
    expect(await find(`${of}&q=${encodeURIComponent('шамот обеда')}`)).toEqual([one.number]);
    expect(await find(`${of}&q=${encodeURIComponent('черновик')}`)).toEqual([two.number]);
    expect(await find(`${of}&sort=cost`)).toEqual([two.number, one.number]);
    expect(await find(`${of}&isMine=true`)).toHaveLength(2);
    const { bytes } = await fetchBytes(manager, `/requests/export.csv?table=items&${of}`);
    const rows = Buffer.from(bytes).toString('utf8').trim().split('\r\n');
    expect(rows).toHaveLength(3);
    expect(rows[2]).toContain('Шамот мелкий');
  });

  it('goes out on paper, with what is wanted and nothing that was given up', async () => {
    const request = await send([
      { name: 'Фанера', unit: 'лист', quantity: 1, price: 123_400 },
      { name: 'Лишнее', unit: 'шт', quantity: 1, isCancelled: true },
    ]);
    const pages = await textOfPdf(
      new Uint8Array((await fetchBytes(manager, `/requests/print.pdf?ids=${request.id}`)).bytes),
    );
    const text = pages.join('\n');
    expect(text).toContain(`Заявка № ${request.number}`);
    expect(text).toContain('Фанера');
    expect(text).toMatch(/1\s234,00/u);
    expect(text).not.toContain('Лишнее');
  });

  it('shows no price to who may not read costs, and nothing to masters', async () => {
    await workshop.addRole('buyer', ['requests:read', 'requests:write', 'suppliers:read']);
    const [buyer, master] = [await workshop.as('buyer'), await workshop.as('master')];
    const { id } = await send([{ name: 'Фанера', unit: 'лист', quantity: 1, price: 5_000 }]);
    const { body } = await buyer.get<RequestBody>(`/requests/${id}`);
    expect([body.cost, body.items[0]?.price, body.items[0]?.total]).toEqual([undefined, undefined, undefined]);
    expect((await buyer.get('/requests?costFrom=1')).status).toBe(403);
    expect((await buyer.post(`/requests/${id}/receipts`, { lines: [] })).status).toBe(403);
    expect((await master.get(`/requests/${id}`)).status).toBe(403);
  });

  it('keeps suppliers and stock that stand in requests', async () => {
    const other = await otherSupplier();
    const { id: stockItemId } = await makeMaterial();
    await draft([{ stockItemId, quantity: 1 }], { supplierId: other });
    expect(refusal(await manager.delete(`/suppliers/${other}`)).code).toBe('supplier.in_use');
    expect(refusal(await manager.delete(`/stock/${stockItemId}`)).code).toBe('stock.in_use');
  });
});

describe('what is to be ordered', () => {
  it('is what orders lack and what is low, less what is drafted and expected', async () => {
    const low = await makeMaterial({ reorderPoint: 20, cost: 1_000, supplierId });
    const enough = await makeMaterial({ reorderPoint: 5 });
    const lines = [low, enough].map(({ id: stockItemId }) => ({ stockItemId, quantity: 15 }));
    await accepted('/movements', { kind: 'receipt', lines });
    const shortages = async (query = ''): Promise<Map<string, ShortageBody>> => {
      const { body } = await manager.get<ShortageBody[]>(`/requests/shortages${query}`);
      return new Map(body.map((one) => [one.stockItemId, one]));
    };
    expect((await shortages()).get(low.id)).toMatchObject({
      suggested: 25,
      supplierName: 'Керамика ООО',
      price: 1_000,
    });
    expect((await shortages()).has(enough.id)).toBe(false);
    expect((await shortages(`?ids=${enough.id}`)).get(enough.id)).toMatchObject({ suggested: 0 });
    await accepted('/offers', { supplierId, name: 'Глина', unit: 'кг', stockItemId: low.id, price: 1_200 });
    await accepted('/offers', {
      supplierId: await otherSupplier(),
      name: 'Глина',
      unit: 'кг',
      stockItemId: low.id,
      price: 900,
    });
    expect((await shortages()).get(low.id)?.price).toBe(1_200);
    const { id } = await draft([{ stockItemId: low.id, quantity: 10 }]);
    expect((await shortages()).get(low.id)).toMatchObject({ suggested: 0, drafted: 10, expected: 0 });
    await step(id, 'in_process');
    expect((await shortages()).has(low.id)).toBe(false);
    expect((await shortages(`?ids=${low.id}`)).get(low.id)).toMatchObject({ suggested: 0, expected: 10 });
  });

  it('knows the order that a request is for', async () => {
    const order = await makeOrder(manager, { clientId: (await makeClient(manager)).id });
    const request = await draft([{ name: 'Фанера', unit: 'лист', quantity: 1 }], { orderId: order.id });
    expect(request.orderNumber).toBe(order.number);
    expect(await find(`orderId=${order.id}`)).toEqual([request.number]);
    const { body } = await manager.patch<RequestBody>(`/requests/${request.id}`, { orderId: null });
    expect(body.orderNumber).toBeUndefined();
  });
});

async function otherSupplier(): Promise<string> {
  return (await accepted<{ id: string }>('/suppliers', { name: `Другой ${(made += 1)}` })).id;
}
