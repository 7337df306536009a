import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { moscow, MoySkladServer, refusing, type Thing } from '../../../test/moysklad-server.js';
import { PACE } from '../../platform/graph/repeats.js';
import type { ClientRecord, ExchangedRecord } from '../records.js';
import { MoySkladClient } from './moysklad-client.js';
import { writtenLineCode } from './moysklad-codecs.js';
import { readOrderFacts, readProductFacts } from './moysklad-facts.js';
import {
  fetchClients,
  fetchOrders,
  fetchProducts,
  pullClients,
  pullOrders,
  pullProducts,
  type Pulled,
} from './moysklad-pull.js';
import { changedSince, type ReadMark } from './moysklad-reading.js';

let server: MoySkladServer;
let client: MoySkladClient;

const budget = { take: () => Promise.resolve(), putOff: () => Promise.resolve() };

beforeEach(async () => {
  server = await MoySkladServer.start();
  const settings = { address: server.address, credentials: server.token, isAllowed: () => true };
  client = new MoySkladClient(settings, budget, { ...PACE, pause: () => Promise.resolve() });
});
afterEach(() => server.stop());

/** All that is pulled, and the last mark. */
async function all<R extends ExchangedRecord, M>(
  pull: AsyncGenerator<Pulled<R, M>>,
): Promise<Pulled<R, M | undefined>> {
  const whole: Pulled<R, M | undefined> = { records: [], notTaken: [], mark: undefined };
  for await (const { records, notTaken, mark } of pull) {
    whole.records.push(...records);
    whole.notTaken.push(...notTaken);
    whole.mark = mark;
  }
  return whole;
}

const namesOf = (records: readonly { name?: string; company?: string | null }[]): unknown[] =>
  records.map(({ name, company }) => name ?? company);

function company(name: string): Thing {
  return server.put('counterparty', { name, companyType: 'legal' });
}

describe('clients', () => {
  it('are pulled once, and afterwards what has changed', async () => {
    for (let n = 0; n < 3; n += 1) company(`Ромашка ${n}`);
    const archived = server.put('counterparty', { name: 'Ушёл', companyType: 'individual', archived: true });
    const first = await all(pullClients(client));
    expect(first.records.length).toBe(4);
    expect(first.records.find(({ externalId }) => externalId === archived.id)?.isArchived).toBe(true);
    expect((await all(pullClients(client, first.mark))).records).toEqual([]);
    server.put('counterparty', { id: archived.id, archived: false, phone: '+79990001122' });
    const second = await all(pullClients(client, first.mark));
    expect(second.records).toMatchObject([{ externalId: archived.id, phone: '+79990001122', isArchived: false }]);
  });

  it('that changed in the very moment of the last one are found', async () => {
    company('Первая');
    server.isClockStopped = true;
    const { mark } = await all(pullClients(client));
    company('Вторая');
    const second = await all(pullClients(client, mark));
    expect(namesOf(second.records)).toEqual(['Вторая']);
    expect((await all(pullClients(client, second.mark))).records).toEqual([]);
  });

  it('that were noted late are found', async () => {
    company('Первая');
    server.clock += 30_000;
    company('Вторая');
    const { mark } = await all(pullClients(client));
    server.clock -= 20_000;
    company('Опоздавшая');
    expect(namesOf((await all(pullClients(client, mark))).records)).toEqual(['Опоздавшая']);
  });

  it('that are more than a page and change while they are read are all found', async () => {
    const rows = Array.from({ length: 2_500 }, (_, n) => company(`Ромашка ${n}`));
    let reads = 0;
    server.onList = () => {
      // Everything after them moves up by so many rows.
      if ((reads += 1) < 4)
        for (const { id } of rows.slice(0, 40 * reads)) server.put('counterparty', { id, phone: `${reads}` });
    };
    const { records } = await all(pullClients(client));
    expect(new Set(records.map(({ externalId }) => externalId)).size).toBe(2_500);
    const last = new Map(records.map((record) => [record.externalId, record.phone]));
    expect([...last.values()].filter(Boolean).length).toBe(120);
  });

  it('that are more than a page of one moment are all found, also where one of them changes meanwhile', async () => {
    server.isClockStopped = true;
    const rows = Array.from({ length: 2_500 }, (_, n) => company(`Ромашка ${n}`));
    const [{ id } = company('x')] = rows.sort((one, other) => (one.id < other.id ? -1 : 1));
    let reads = 0;
    server.onList = () => {
      if ((reads += 1) !== 3) return;
      server.clock += 1;
      server.put('counterparty', { id, phone: '+7' });
    };
    const { records } = await all(pullClients(client));
    expect(new Set(records.map(({ externalId }) => externalId)).size).toBe(2_500);
    expect(records.length).toBe(2_501);
    expect(records.at(-1)?.phone).toBe('+7');
  });

  it('that never stand still are left for later', async () => {
    server.isClockStopped = true;
    for (let n = 0; n < 100; n += 1) company(`Ромашка ${n}`);
    server.onList = () => {
      const [first] = server.all('counterparty').sort((one, other) => (one.id < other.id ? -1 : 1));
      server.remove('counterparty', first?.id ?? '');
    };
    const reading = changedSince<Thing>(client, { path: 'entity/counterparty', limit: 5 });
    await expect(
      (async () => {
        for await (const page of reading) expect(page.rows.length).toBeGreaterThan(0);
      })(),
    ).rejects.toMatchObject({ problem: 'busy' });
  });

  it('are pulled on from the last page that was kept', async () => {
    for (let n = 0; n < 2_500; n += 1) company(`Ромашка ${n}`);
    const kept: ClientRecord[] = [];
    let mark: ReadMark | undefined;
    for await (const page of pullClients(client)) {
      kept.push(...page.records);
      mark = JSON.parse(JSON.stringify(page.mark)) as ReadMark;
      break;
    }
    const rest = await all(pullClients(client, mark));
    expect(new Set([...kept, ...rest.records].map(({ externalId }) => externalId)).size).toBe(2_500);
    expect(server.count(/counterparty/)).toBe(4);
  });

  it('of which MoySklad tells odd things do not keep it from others', async () => {
    company('Ромашка');
    server.put('counterparty', { companyType: 7, phone: 8, extra: { new: 'field' } });
    const { records, notTaken } = await all(pullClients(client));
    expect([records.length, notTaken.length]).toEqual([1, 1]);
  });

  it('named in a call are fetched, and those that are gone are archived', async () => {
    const { id } = company('Ромашка');
    const gone = randomUUID();
    expect(await fetchClients(client, [id, gone])).toMatchObject({
      records: [
        { externalId: id, company: 'Ромашка' },
        { subject: 'clients', externalId: gone, isArchived: true },
      ],
      notTaken: [],
    });
  });
});

describe('products', () => {
  it('are products, services, bundles and variants, but not what stands for lines of ours', async () => {
    const [unit] = server.all('uom');
    const [retail] = server.priceTypes;
    const price = { value: 150_000, priceType: { ...retail } };
    server.put('product', { name: 'Кружка', uom: server.ref(unit as Thing), salePrices: [price], pathName: 'Посуда' });
    server.put('service', { name: 'Доставка', pathName: '' });
    server.put('service', { name: 'Гравировка', externalCode: writtenLineCode('Гравировка') });
    server.put('bundle', { name: 'Набор', archived: true, pathName: '' });
    server.put('variant', { name: 'Футболка (L)' });
    const facts = await readProductFacts(client);
    const first = await all(pullProducts(client, facts));
    expect(namesOf(first.records)).toEqual(['Кружка', 'Доставка', 'Набор', 'Футболка (L)']);
    expect(first.records[0]).toMatchObject({ unit: 'шт', price: 150_000, category: ['Посуда'] });
    server.put('variant', { name: 'Футболка (XL)' });
    const second = await all(pullProducts(client, facts, first.mark));
    expect(namesOf(second.records)).toEqual(['Футболка (XL)']);
    expect((await all(pullProducts(client, facts, second.mark))).records).toEqual([]);
  });

  it('have the price that was chosen by its name', async () => {
    const facts = await readProductFacts(client, 'Оптовая');
    expect(facts.priceType.meta.href).toBe(server.priceTypes[1]?.meta.href);
    await expect(readProductFacts(client, 'Розничная')).rejects.toThrow('There is no price type “Розничная”');
  });

  it('named in a call are fetched whatever they are, and those that are gone are archived', async () => {
    const facts = await readProductFacts(client);
    const variant = server.put('variant', { name: 'Футболка (L)' });
    const gone = randomUUID();
    const { records } = await fetchProducts(client, facts, [variant.id, gone]);
    expect(records).toMatchObject([
      { externalId: variant.id, name: 'Футболка (L)' },
      { subject: 'products', externalId: gone, isArchived: true },
    ]);
  });
});

describe('stock', () => {
  const later = (hours: number): Date => new Date(server.clock + hours * 3_600_000);

  function mugs(count: number): Thing[] {
    return Array.from({ length: count }, (_, n) => server.put('product', { name: `Кружка ${n}`, pathName: '' }));
  }

  it('comes with what is sold, then as it changes, and in full again before MoySklad forgets', async () => {
    const facts = await readProductFacts(client);
    const goods = mugs(900);
    for (const [n, { id }] of goods.slice(1).entries()) server.setStock(id, n / 3);
    const service = server.put('service', { name: 'Доставка', pathName: '' });
    server.clock += 600_000;
    const first = await all(pullProducts(client, facts, {}, later(0)));
    const stockOf = new Map(first.records.map(({ externalId, stock }) => [externalId, stock]));
    expect(stockOf.size).toBe(901);
    expect([stockOf.get(goods[0]?.id ?? ''), stockOf.get(goods[3]?.id ?? '')]).toEqual([0, 0.667]);
    expect(stockOf.get(service.id)).toBeUndefined();
    expect(server.count(/report/)).toBe(1);

    server.clock = later(1).getTime();
    server.setStock(goods[7]?.id ?? '', -2.5);
    const renamed = server.put('product', { id: goods[9]?.id, name: 'Чашка' });
    const another = server.put('variant', { name: 'Футболка (L)' });
    const second = await all(pullProducts(client, facts, first.mark, later(0)));
    expect(second.records.map(({ name, stock }) => [name, stock])).toEqual([
      ['Чашка', 2.667],
      ['Футболка (L)', 0],
      ['Кружка 7', 0],
    ]);
    const changedSince = moscow(Date.parse(first.mark?.stock?.readAt ?? '') - 300_000);
    expect(server.count(new RegExp(`changedSince=${changedSince}$`))).toBe(1);
    expect(server.count(new RegExp(`assortmentId=${renamed.id}$`))).toBe(1);
    expect(server.count(new RegExp(`assortmentId=${another.id}$`))).toBe(1);

    server.clock = later(21).getTime();
    const third = await all(pullProducts(client, facts, second.mark, later(0)));
    expect(new Set(third.records.map(({ externalId }) => externalId)).size).toBe(899);
    expect(third.mark?.stock?.fullAt).toBe(later(0).toISOString());
  });

  it('is not asked for where nobody wants it', async () => {
    mugs(2);
    const { records } = await all(pullProducts(client, await readProductFacts(client)));
    expect([records.some((record) => 'stock' in record), server.count(/report/)]).toEqual([false, 0]);
  });

  it('that is too much for one answer is read by pages of the large report', async () => {
    const goods = mugs(1_200);
    for (const { id } of goods) server.setStock(id, 3);
    server.fail(/all\/current/, refusing(413, 13005));
    const { records } = await all(pullProducts(client, await readProductFacts(client), {}, later(0)));
    expect(records.every(({ stock }) => stock === 3)).toBe(true);
    expect(server.count(/report\/stock\/all\?/)).toBe(2);
  });

  it('that was not read to its end is read again', async () => {
    server.setStock(mugs(1)[0]?.id ?? '', 3);
    for await (const { mark } of pullProducts(client, await readProductFacts(client), {}, later(0))) {
      expect([Object.keys(mark), mark.stock]).toEqual([['product'], undefined]);
      break;
    }
  });
});

describe('orders', () => {
  const statuses = [{ ours: 'confirmed' as const, theirs: 'Подтвержден' }];

  function order(fields: Record<string, unknown> = {}, count = 1): Thing {
    const mug = server.all('product')[0] ?? server.put('product', { name: 'Кружка' });
    const position = { quantity: 2, price: 150_000, assortment: server.ref(mug) };
    const agent = server.ref(server.all('counterparty')[0] ?? company('Ромашка'));
    const positions = Array.from({ length: count }, () => position);
    return server.put('customerorder', {
      name: '00001',
      moment: '2026-11-30 12:00:00.000',
      agent,
      positions,
      ...fields,
    });
  }

  it('come with all of their lines, however many', async () => {
    const state = server.ref(server.states[1] as Thing);
    order({ state, payedSum: 100 });
    order({}, 100);
    order({}, 2_345);
    const facts = await readOrderFacts(client, statuses);
    const before = server.seen.length;
    const { records } = await all(pullOrders(client, facts));
    expect(records.map(({ lines }) => lines?.length)).toEqual([1, 100, 2_345]);
    expect(records[0]).toMatchObject({ number: '00001', status: 'confirmed', paid: 100, dueAt: null });
    expect(records[0]?.lines).toEqual([
      { productId: server.all('product')[0]?.id, title: 'Кружка', quantity: 2, unitPrice: 150_000 },
    ]);
    // The list, three pages of positions, and the product.
    expect(server.seen.length - before).toBe(5);
  });

  it('are more than a page, and pulled again only where they have changed', async () => {
    for (let n = 0; n < 250; n += 1) order({ name: String(n) });
    const facts = await readOrderFacts(client, statuses);
    const first = await all(pullOrders(client, facts));
    expect(new Set(first.records.map(({ number }) => number)).size).toBe(250);
    expect((await all(pullOrders(client, facts, first.mark))).records).toEqual([]);
    const { id } = server.all('customerorder')[3] as Thing;
    server.put('customerorder', { id, deleted: '2026-11-30 12:00:00.000' });
    expect((await all(pullOrders(client, facts, first.mark))).records).toMatchObject([
      { externalId: id, status: 'cancelled' },
    ]);
  });

  it('that went while they were read tell no lines; those in the bin are not begun with', async () => {
    order({ deleted: '2026-11-30 12:00:00.000' });
    const { id } = order({}, 150);
    server.fail(new RegExp(`${id}/positions`), refusing(404, 1021));
    const facts = await readOrderFacts(client, statuses);
    const { records } = await all(pullOrders(client, facts));
    expect([records.length, records[0]?.externalId, records[0]?.lines]).toEqual([1, id, undefined]);
  });

  it('in another currency are told apart', async () => {
    const facts = await readOrderFacts(client, statuses);
    const dollar = server.put('currency', { name: 'доллар' });
    const { id } = order({ rate: { currency: server.ref(dollar) } });
    order();
    const { records, notTaken } = await all(pullOrders(client, facts));
    expect([records.length, notTaken]).toEqual([
      1,
      [{ externalId: id, refusals: [{ parameter: 'rate', error: 'The order is in another currency' }] }],
    ]);
  });

  it('named in a call are fetched, and those that are gone are cancelled', async () => {
    const { id } = order();
    const gone = randomUUID();
    const { records } = await fetchOrders(client, await readOrderFacts(client, statuses), [id, gone]);
    expect(records).toMatchObject([
      { externalId: id, lines: [{ title: 'Кружка' }] },
      { subject: 'orders', externalId: gone, status: 'cancelled' },
    ]);
  });
});
