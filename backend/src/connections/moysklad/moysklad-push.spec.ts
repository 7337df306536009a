import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hangUp, MoySkladServer, refusing, type Thing } from '../../../test/moysklad-server.js';
import { PACE } from '../../platform/graph/repeats.js';
import type { ClientRecord, ExchangedRecord, OrderRecord, ProductRecord } from '../records.js';
import { MoySkladClient } from './moysklad-client.js';
import { readOrderFacts, readProductFacts } from './moysklad-facts.js';
import { pullClients, pullOrders, pullProducts } from './moysklad-pull.js';
import { pushClients, pushOrders, pushProducts, type Outgoing, type Sent } from './moysklad-push.js';

let server: MoySkladServer;
let client: MoySkladClient;

const budget = { take: () => Promise.resolve(), putOff: () => Promise.resolve() };

beforeEach(async () => {
  server = await MoySkladServer.start();
  const settings = { address: server.address, credentials: server.token, isAllowed: () => true };
  client = new MoySkladClient(settings, budget, { ...PACE, attempts: 2, pause: () => Promise.resolve() });
});
afterEach(() => server.stop());

function recordsOf<R extends ExchangedRecord>(sent: readonly Sent<R>[]): R[] {
  return sent.map((one) => {
    if ('record' in one) return one.record;
    throw new Error(JSON.stringify(one));
  });
}

function refusalsOf(sent: readonly Sent<ExchangedRecord>[]): unknown[] {
  return sent.map((one) => ('refusals' in one ? one.refusals.map(({ error }) => error) : undefined));
}

async function pulled<R>(pull: AsyncGenerator<{ records: R[] }>): Promise<R[]> {
  const records: R[] = [];
  for await (const page of pull) records.push(...page.records);
  return records;
}

function clientItem(n: number, record: Partial<ClientRecord> = {}): Outgoing<ClientRecord> {
  const fields = {
    company: `Ромашка ${n}`,
    phone: '+79990001122',
    email: null,
    address: 'Тверь',
    note: null,
    isArchived: false,
  };
  return { key: `client-${n}`, record: { subject: 'clients', ...fields, ...record } };
}

function productItem(n: number, record: Partial<ProductRecord> = {}): Outgoing<ProductRecord> {
  const fields = {
    name: `Кружка ${n}`,
    article: `К-${n}`,
    unit: 'шт',
    price: 150_000 + n,
    category: ['Посуда', 'Кружки'],
  };
  return {
    key: `product-${n}`,
    record: { subject: 'products', description: null, isArchived: false, ...fields, ...record },
  };
}

describe('clients', () => {
  it('are made a thousand at a time, come back equal, and are changed where they are known', async () => {
    const items = Array.from({ length: 1_500 }, (_, n) => clientItem(n));
    const records = recordsOf(await pushClients(client, items));
    expect(server.count(/^POST/)).toBe(2);
    expect(records.map(({ externalId: _, ...record }) => record)).toEqual(items.map(({ record }) => record));
    expect(await pulled(pullClients(client))).toEqual(records);
    const changed = records.map(({ externalId }, n) => ({ ...clientItem(n, { phone: null }), externalId }));
    await pushClients(client, changed);
    expect(server.all('counterparty').map(({ phone }) => phone)).toEqual(items.map(() => undefined));
  });

  it.each([false, true])('that are refused keep no others back (all refused together: %s)', async (isWholeRefused) => {
    server.isWholeRefused = isWholeRefused;
    server.refuse = ({ name }) =>
      /7$/.test(String(name)) ? { code: 3006, error: 'не уникально', parameter: 'name' } : undefined;
    const sent = await pushClients(
      client,
      Array.from({ length: 20 }, (_, n) => clientItem(n)),
    );
    expect(sent.flatMap((one, n) => ('refusals' in one ? [[n, one.refusals]] : []))).toEqual(
      [7, 17].map((n) => [n, [{ code: 3006, parameter: 'name', error: 'не уникально' }]]),
    );
    expect(server.all('counterparty').length).toBe(18);
  });

  it('are made once, though the answer was lost and the client has changed since', async () => {
    server.lostAnswers = 2;
    await expect(pushClients(client, [clientItem(1)])).rejects.toMatchObject({ problem: 'no_http' });
    expect(server.all('counterparty').length).toBe(1);
    const again = { ...clientItem(1, { company: 'Ромашка и Ко' }), isRepeated: true };
    const [record] = recordsOf(await pushClients(client, [again, clientItem(2)]));
    expect(record?.company).toBe('Ромашка и Ко');
    expect(server.all('counterparty').map(({ name }) => name)).toEqual(['Ромашка и Ко', 'Ромашка 2']);
  });

  it('that are gone in MoySklad say so', async () => {
    const item = { ...clientItem(1), externalId: '00000000-0000-4000-8000-000000000000' };
    expect(refusalsOf(await pushClients(client, [item]))).toEqual([["Объект с типом 'counterparty' не найден"]]);
  });

  it('wait until MoySklad may be asked again', async () => {
    server.fail(/POST/, refusing(429, 1049, { 'X-Lognex-Retry-After': '10' }));
    expect(recordsOf(await pushClients(client, [clientItem(1)])).length).toBe(1);
  });
});

describe('products', () => {
  it('are made with their units and folders, once each, and come back equal', async () => {
    const items = Array.from({ length: 40 }, (_, n) => productItem(n, { unit: n % 2 ? 'шт' : 'рулон' }));
    items.push(productItem(40, { category: [] }), productItem(41, { category: ['Посуда'] }));
    const facts = await readProductFacts(client);
    const records = recordsOf(await pushProducts(client, facts, items));
    expect(server.all('productfolder').map(({ pathName, name }) => [pathName, name])).toEqual([
      ['', 'Посуда'],
      ['Посуда', 'Кружки'],
    ]);
    expect(server.all('uom').map(({ name }) => name)).toEqual(['шт', 'м', 'рулон']);
    const back = await pulled(pullProducts(client, await readProductFacts(client)));
    expect(back.map(({ externalId: _, ...record }) => record)).toEqual(items.map(({ record }) => record));
    const again = records.map(({ externalId }, n) => ({ ...(items[n] as Outgoing<ProductRecord>), externalId }));
    await pushProducts(client, facts, again);
    expect([server.all('product').length, server.all('productfolder').length, server.all('uom').length]).toEqual([
      42, 2, 3,
    ]);
  });

  it('keep the prices that are none of ours', async () => {
    const [retail, wholesale] = server.priceTypes as [Thing, Thing];
    const priceOf = (type: Thing, value: number): unknown => ({
      value,
      priceType: { ...server.ref(type), id: type.id },
    });
    const { id } = server.put('product', { name: 'Кружка', salePrices: [priceOf(retail, 1), priceOf(wholesale, 2)] });
    const record = { subject: 'products' as const, price: 3 };
    await pushProducts(client, await readProductFacts(client), [{ key: 'p', externalId: id, record }]);
    expect((server.all('product')[0]?.['salePrices'] as { value: number }[]).map(({ value }) => value)).toEqual([2, 3]);
  });

  it('are changed as what they are there, and a variant in what is its own', async () => {
    const service = server.put('service', { name: 'Доставка', pathName: '' });
    const variant = server.put('variant', { name: 'Футболка (L)' });
    const items = [service, variant].map(({ id }, n) => ({ ...productItem(n), externalId: id }));
    const records = recordsOf(await pushProducts(client, await readProductFacts(client), items));
    expect(records.map(({ name, article }) => [name, article])).toEqual([
      ['Кружка 0', 'К-0'],
      ['Футболка (L)', 'К-1'],
    ]);
    expect(server.all('product')).toEqual([]);
  });

  it('whose folder is refused, or that are gone, say so; others are made', async () => {
    server.refuse = ({ name }, type) =>
      type === 'productfolder' && name === 'Тайное' ? { code: 1045, error: 'нет прав на создание' } : undefined;
    const items = [
      productItem(1, { category: ['Тайное', 'Кружки'] }),
      productItem(4, { category: ['Тайное'] }),
      { ...productItem(2), externalId: '00000000-0000-4000-8000-000000000000' },
      productItem(3),
    ];
    const sent = await pushProducts(client, await readProductFacts(client), items);
    expect(refusalsOf(sent)).toEqual([
      ['нет прав на создание'],
      ['нет прав на создание'],
      ['MoySklad has no such product any more'],
      undefined,
    ]);
  });
});

describe('orders', () => {
  const statuses = [
    { ours: 'confirmed' as const, theirs: 'Подтвержден' },
    { ours: 'ready' as const, theirs: 'Собран' },
  ];

  function orderItem(n: number, record: Partial<OrderRecord> = {}): Outgoing<OrderRecord> {
    const mug = server.all('product')[0] ?? server.put('product', { name: 'Кружка' });
    const who = server.all('counterparty')[0] ?? server.put('counterparty', { name: 'Ромашка' });
    const lines = [
      { productId: mug.id, title: 'Кружка', quantity: 2, unitPrice: 150_000 },
      { title: 'Гравировка по эскизу', quantity: 1, unitPrice: 50_000 },
    ];
    const dates = { orderedAt: new Date('2026-11-30T09:15:00Z'), dueAt: new Date('2026-12-05T15:00:00Z') };
    const fields = { number: `В-${n}`, clientId: who.id, status: 'confirmed' as const, ...dates, note: null, lines };
    return { key: `order-${n}`, record: { subject: 'orders', ...fields, ...record } };
  }

  it('are made with their lines, those that are written freely among them, and come back equal', async () => {
    const items = Array.from({ length: 120 }, (_, n) => orderItem(n));
    const facts = await readOrderFacts(client, statuses);
    recordsOf(await pushOrders(client, facts, items));
    const back = await pulled(pullOrders(client, facts));
    expect(back.map(({ externalId: _, paid, ...record }) => [record, paid])).toEqual(
      items.map(({ record }) => [record, 0]),
    );
    expect(server.all('service').map(({ name }) => name)).toEqual(['Гравировка по эскизу']);
    const product = await pulled(pullProducts(client, await readProductFacts(client)));
    expect(product.map(({ name }) => name)).toEqual(['Кружка']);
  });

  it('are changed with all of their lines, however many, and cleared of a date', async () => {
    const facts = await readOrderFacts(client, statuses);
    const [first] = recordsOf(await pushOrders(client, facts, [orderItem(1)]));
    const [line] = orderItem(1).record.lines ?? [];
    const lines = Array.from({ length: 2_300 }, (_, n) => ({ ...line, quantity: n + 1 })) as OrderRecord['lines'];
    const item = { ...orderItem(1, { lines: lines ?? [], dueAt: null }), externalId: first?.externalId };
    recordsOf(await pushOrders(client, facts, [item]));
    const [back] = await pulled(pullOrders(client, facts));
    expect([back?.lines, back?.dueAt]).toEqual([lines, null]);
    expect(server.count(/POST .*positions/)).toBe(2);
  });

  it('that were cut off between their lines are given again as a whole', async () => {
    const facts = await readOrderFacts(client, statuses);
    const [line] = orderItem(1).record.lines ?? [];
    const lines = Array.from({ length: 2_300 }, () => line) as OrderRecord['lines'];
    const item = orderItem(1, { lines: lines ?? [] });
    server.fail(/POST .*positions/, hangUp);
    await expect(pushOrders(client, facts, [item])).rejects.toMatchObject({ problem: 'no_http' });
    recordsOf(await pushOrders(client, facts, [{ ...item, isRepeated: true }]));
    const [back, ...others] = await pulled(pullOrders(client, facts));
    expect([back?.lines?.length, others]).toEqual([2_300, []]);
  });

  it('with what is not there say so: a product, a status, a client', async () => {
    const missing = '00000000-0000-4000-8000-000000000000';
    const items = [
      orderItem(1, { lines: [{ productId: missing, title: '?', quantity: 1, unitPrice: 1 }] }),
      orderItem(2, { status: 'ready' }),
      { key: 'order-3', record: { subject: 'orders' as const } },
      orderItem(4),
    ];
    expect(refusalsOf(await pushOrders(client, await readOrderFacts(client, statuses), items))).toEqual([
      ['There is no such product'],
      ['There is no status “Собран”'],
      ['Ошибка сохранения объекта: поле не может быть пустым'],
      undefined,
    ]);
  });
});
