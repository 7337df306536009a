import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Bitrix24Portal, halfAnswer, hangUp, refusingWith, type PortalRow } from '../../../test/bitrix24-portal.js';
import type { ConnectionSubject } from '@verstak/domain';
import type { ClientRecord, ExchangedRecord, OrderRecord } from '../records.js';
import { Bitrix24Client } from './bitrix24-client.js';
import type { Bitrix24Terms } from './bitrix24-codecs.js';
import { Bitrix24Pull, type Bitrix24Cursor, type Pulled } from './bitrix24-pull.js';
import { Bitrix24Push, type Outgoing } from './bitrix24-push.js';

const TERMS: Bitrix24Terms = {
  currency: 'RUB',
  digits: 2,
  timeZone: 'Europe/Moscow',
  funnel: 0,
  firstStage: 'NEW',
  statusOfStage: {
    NEW: 'draft',
    EXECUTING: 'in_production',
    FINAL_INVOICE: 'ready',
    WON: 'delivered',
    LOSE: 'cancelled',
  },
  stageOfStatus: {
    draft: 'NEW',
    in_production: 'EXECUTING',
    ready: 'FINAL_INVOICE',
    delivered: 'WON',
    cancelled: 'LOSE',
  },
  articleProperty: 'property121',
};
const STATUSES = ['draft', 'in_production', 'ready', 'delivered', 'cancelled'] as const;
const START = Date.parse('2026-11-30T12:00:00Z');

let portal: Bitrix24Portal;
let time: number;
let client: Bitrix24Client;
let pull: Bitrix24Pull;
let push: Bitrix24Push;

beforeEach(async () => {
  portal = await Bitrix24Portal.start();
  time = START;
  portal.clock = () => time;
  const pace = { take: () => Promise.resolve(), putOff: () => Promise.resolve() };
  client = new Bitrix24Client({
    access: { webhook: portal.webhook },
    pace,
    isAllowed: () => true,
    isPlainAllowed: true,
  });
  pull = new Bitrix24Pull(client, TERMS);
  push = new Bitrix24Push(client, pull, TERMS);
});
afterEach(() => portal.stop());

interface Read {
  records: ExchangedRecord[];
  gone: string[];
  refused: Pulled['refused'];
  cursor: Bitrix24Cursor;
  pages: number;
}

async function changes(subject: ConnectionSubject, from?: Bitrix24Cursor): Promise<Read> {
  const read: Read = { records: [], gone: [], refused: [], cursor: from ?? {}, pages: 0 };
  for await (const page of pull.changes(subject, from)) {
    read.records.push(...page.records);
    read.gone.push(...page.gone);
    read.refused.push(...page.refused);
    read.cursor = page.cursor;
    read.pages += 1;
  }
  return read;
}

const namesOf = (records: ExchangedRecord[]): string[] =>
  [...new Set(records.map(({ externalId }) => externalId))].sort();

function contact(n: number, fields: Record<string, unknown> = {}): PortalRow {
  return portal.put('contacts', { name: `Имя ${n}`, companyId: 0, fm: [], ...fields });
}

const later = (seconds: number): void => void (time += seconds * 1_000);

describe('what has changed', () => {
  it('is everything at first, and nothing afterwards', async () => {
    for (let n = 0; n < 130; n += 1) contact(n);
    later(600);
    const all = await changes('clients');
    expect([namesOf(all.records).length, all.records.length]).toEqual([130, 130]);
    later(600);
    expect((await changes('clients', all.cursor)).records).toEqual([]);
  });

  it('is found wholly where very many share one second', async () => {
    const rows = Array.from({ length: 170 }, (_, n) => contact(n));
    later(600);
    const { cursor } = await changes('clients');
    later(600);
    for (const { id } of rows.slice(0, 165)) portal.change('contacts', id, { lastName: 'Новая' });
    later(1);
    contact(999);
    later(600);
    const again = await changes('clients', cursor);
    expect(namesOf(again.records)).toHaveLength(166);
    expect(again.records).toHaveLength(166);
  });

  it('is read on from the last page that was taken in', async () => {
    const rows = Array.from({ length: 170 }, (_, n) => contact(n));
    later(600);
    const { cursor } = await changes('clients');
    later(600);
    for (const { id } of rows) portal.change('contacts', id, { lastName: 'Новая' });
    later(600);
    const seen: ExchangedRecord[] = [];
    let reached = cursor;
    for (let turn = 0; turn < 20; turn += 1)
      for await (const page of pull.changes('clients', reached)) {
        seen.push(...page.records);
        reached = page.cursor;
        if (page.records.length) break;
      }
    expect(namesOf(seen)).toHaveLength(170);
    expect(seen).toHaveLength(170);
  });

  it('of everything is read on by id after an end in the middle', async () => {
    for (let n = 0; n < 120; n += 1) contact(n);
    const seen: ExchangedRecord[] = [];
    let reached: Bitrix24Cursor = {};
    for await (const page of pull.changes('clients')) {
      seen.push(...page.records);
      reached = page.cursor;
      if (page.records.length) break;
    }
    seen.push(...(await changes('clients', reached)).records);
    expect(namesOf(seen)).toHaveLength(120);
  });

  it('is looked for some way back, for what was being written meanwhile', async () => {
    contact(1);
    later(600);
    const { cursor } = await changes('clients');
    // Dated before what was read, seen only now.
    contact(2, { updatedTime: new Date(time - 50_000).toISOString() });
    later(30);
    expect(namesOf((await changes('clients', cursor)).records)).toHaveLength(1);
  });

  it('of whoever speaks for a company is the company', async () => {
    const { id } = portal.put('companies', { title: 'Ромашка', fm: [] });
    const person = contact(1, { companyId: id });
    contact(2, { companyId: id });
    later(600);
    const { records, cursor } = await changes('clients');
    expect(records.at(-1)).toMatchObject({ externalId: `CO_${id}`, company: 'Ромашка', firstName: 'Имя 1' });
    later(600);
    portal.change('contacts', person.id, { name: 'Мария' });
    later(600);
    const next = (await changes('clients', cursor)).records;
    expect(next).toMatchObject([{ externalId: `CO_${id}`, firstName: 'Мария' }]);
    expect((await pull.read('clients', [`C_${person.id}`])).records).toEqual(next);
  });

  it('of deals comes with their rows, in their funnel, in the currency of the workshop', async () => {
    const { id } = portal.put('deals', {
      title: 'Стол',
      stageId: 'NEW',
      categoryId: 0,
      currencyId: 'RUB',
      contactId: 12,
    });
    const foreign = portal.put('deals', { title: 'Стол', stageId: 'NEW', categoryId: 0, currencyId: 'EUR' });
    portal.put('deals', { title: 'Стол', stageId: 'C3:NEW', categoryId: 3, currencyId: 'RUB' });
    for (let n = 0; n < 70; n += 1)
      portal.put('productRows', {
        ownerType: 'D',
        ownerId: id,
        productId: 0,
        productName: `Деталь ${n}`,
        price: n,
        quantity: 1,
        sort: n,
      });
    later(600);
    const { records, refused } = await changes('orders');
    expect(records).toMatchObject([{ externalId: String(id), clientId: 'C_12', status: 'draft' }]);
    expect((records[0] as OrderRecord).lines).toHaveLength(70);
    expect(refused.map(({ externalId, fault }) => [externalId, fault.code, fault.said])).toEqual([
      [String(foreign.id), 'bitrix24.currency', 'EUR'],
    ]);
  });

  it('of products is what of them or of their prices is another, variants among them', async () => {
    const table = portal.put('products', {
      iblockId: 23,
      name: 'Стол',
      active: 'Y',
      measure: 1,
      iblockSectionId: 14,
      quantity: 3,
    });
    const variant = portal.put('offers', {
      iblockId: 24,
      name: 'Стол, дуб',
      active: 'Y',
      measure: 2,
      property121: { value: 'A-1' },
    });
    const price = portal.put('prices', {
      productId: table.id,
      catalogGroupId: 1,
      price: '48300.500000',
      currency: 'RUB',
    });
    portal.put('prices', { productId: table.id, catalogGroupId: 3, price: 1, currency: 'RUB' });
    later(600);
    const { records, cursor } = await changes('products');
    expect(namesOf(records)).toEqual([String(table.id), String(variant.id)].sort());
    expect(records[0]).toMatchObject({
      name: 'Стол',
      unit: 'шт',
      category: ['Мебель', 'Столы'],
      price: 4_830_050,
      stock: 3,
    });
    expect(records[1]).toMatchObject({ name: 'Стол, дуб', unit: 'кг', article: 'A-1' });
    later(600);
    portal.change('prices', price.id, { price: 50_000 });
    later(600);
    const next = (await changes('products', cursor)).records;
    expect(next).toMatchObject([{ externalId: String(table.id), price: 5_000_000 }]);
  });

  it('is known to be gone only where somebody looks', async () => {
    const { id } = contact(1);
    portal.remove('contacts', id);
    expect(await pull.read('clients', [`C_${id}`, 'CO_77'])).toEqual({
      records: [],
      gone: [`C_${id}`, 'CO_77'],
      refused: [],
    });
    expect((await pull.read('orders', ['77'])).gone).toEqual(['77']);
    expect((await pull.read('products', ['77'])).gone).toEqual(['77']);
  });

  it('is the same where the portal is slow, busy and breaks off', async () => {
    for (let n = 0; n < 130; n += 1) contact(n);
    for (const answer of [refusingWith(503, 'QUERY_LIMIT_EXCEEDED'), refusingWith(500), halfAnswer, hangUp])
      portal.fail(/list/, answer);
    expect(namesOf((await changes('clients')).records)).toHaveLength(130);
  });
});

function outgoingClients(count: number): Outgoing<ClientRecord>[] {
  return Array.from({ length: count }, (_, n) => ({
    localId: `c${n}`,
    record: {
      subject: 'clients',
      externalId: '',
      ...(n % 2 ? { company: `Ромашка & ${n}` } : {}),
      ...(n % 3 || !(n % 2)
        ? { firstName: `Имя ${n}`, lastName: `Фамилия [${n}]`, middleName: n % 4 ? `Отчество ${n}` : null }
        : {}),
      phone: n % 5 ? `+7999${String(n).padStart(7, '0')}` : null,
      email: n % 7 ? `c${n}@example.org` : null,
      note: n % 2 ? `Звонить после ${n}\nи до обеда = да` : null,
    },
  }));
}

function outgoingOrders(count: number): Outgoing<OrderRecord>[] {
  return Array.from({ length: count }, (_, n) => ({
    localId: `o${n}`,
    record: {
      subject: 'orders',
      externalId: '',
      number: String(n),
      clientId: n % 2 ? 'C_12' : 'CO_5',
      status: STATUSES[n % STATUSES.length] ?? 'draft',
      orderedAt: new Date('2026-11-29T21:00:00Z'),
      dueAt: n % 3 ? new Date('2026-12-01T15:00:00Z') : null,
      note: n % 2 ? `Срочно ${n}` : null,
      lines: Array.from({ length: n % 4 }, (__, line) => ({
        ...(line ? { productId: String(line) } : {}),
        title: `Деталь ${line}`,
        quantity: line + 0.125,
        unitPrice: n * 100 + line,
      })),
    },
  }));
}

/** As it comes back: by the name that it got there, what was not told left out. */
function expected<T extends ClientRecord | OrderRecord>(outgoing: Outgoing<T>[], ids: Map<string, string>): object[] {
  return outgoing.map(({ localId, record }) => {
    const externalId = ids.get(localId) ?? '';
    return 'number' in record ? { ...record, externalId, number: externalId } : { ...record, externalId };
  });
}

const byId = (one: { externalId?: string }, other: { externalId?: string }): number =>
  String(one.externalId).localeCompare(String(other.externalId));

describe('what is told', () => {
  it('of 1,000 clients comes back equal, and told again changes nothing', async () => {
    const outgoing = outgoingClients(1_000);
    const pushed = await push.clients(outgoing);
    const ids = new Map(pushed.map(({ localId, externalId = '' }) => [localId, externalId]));
    expect(pushed.every(({ isChanged, fault }) => isChanged && !fault)).toBe(true);
    const back = new Map((await changes('clients')).records.map((record) => [record.externalId, record]));
    expect([...back.values()].sort(byId)).toMatchObject(expected(outgoing, ids).sort(byId as never));
    expect(back.size).toBe(1_000);
    expect(pushed.map(({ holds }) => holds)).toMatchObject(expected(outgoing, ids));
    const writes = portal.count(/add|update/);
    const known = outgoing.map(({ localId, record }) => ({
      localId,
      record: { ...record, externalId: ids.get(localId) ?? '' },
    }));
    for (const again of [outgoing, known])
      expect((await push.clients(again)).every(({ isChanged, fault }) => !isChanged && !fault)).toBe(true);
    expect(portal.count(/add|update/)).toBe(writes);
  });

  it('of 1,000 orders comes back equal, and told again changes nothing', async () => {
    const outgoing = outgoingOrders(1_000);
    const pushed = await push.orders(outgoing);
    const ids = new Map(pushed.map(({ localId, externalId = '' }) => [localId, externalId]));
    const { records } = await changes('orders');
    const back = [...new Map(records.map((record) => [record.externalId, record])).values()];
    expect(back.sort(byId)).toEqual(expected(outgoing, ids).sort(byId as never));
    expect(pushed.map(({ holds }) => holds)).toEqual(expected(outgoing, ids));
    const writes = portal.count(/add|update|set/);
    expect((await push.orders(outgoing)).every(({ isChanged, fault }) => !isChanged && !fault)).toBe(true);
    expect(portal.count(/add|update|set/)).toBe(writes);
  });

  it.each([
    ['lost', halfAnswer],
    ['never given', hangUp],
  ])('is there once, though the answer was %s', async (_name, answer) => {
    const [clients, orders] = [outgoingClients(40), outgoingOrders(40)];
    portal.fail(/batch/, answer, { isDone: true });
    await expect(push.clients(clients)).rejects.toMatchObject({ isTransient: true });
    await push.clients(clients);
    portal.fail(/batch/, answer, { isDone: true });
    await expect(push.orders(orders)).rejects.toMatchObject({ isTransient: true });
    await push.orders(orders);
    const clientsThere =
      portal.table('companies').length + portal.table('contacts').filter(({ companyId }) => !companyId).length;
    expect([clientsThere, portal.table('deals').length]).toEqual([40, 40]);
    expect(portal.table('productRows')).toHaveLength(
      orders.reduce((sum, { record }) => sum + (record.lines?.length ?? 0), 0),
    );
  });

  it('is held there in the way it can be: days without a time, a price less discount, no status that has no stage', async () => {
    const record: OrderRecord = {
      subject: 'orders',
      externalId: '',
      number: '7',
      clientId: 'C_12',
      status: 'confirmed',
      orderedAt: new Date('2026-11-30T09:41:00Z'),
      dueAt: new Date('2026-12-01T09:30:00Z'),
      note: null,
      lines: [{ title: 'Стол', quantity: 3, unitPrice: 10_000, total: 27_000, note: 'Дуб' }],
    };
    const [pushed] = await push.orders([{ localId: 'o7', record }]);
    const [back] = (await pull.read('orders', [pushed?.externalId ?? ''])).records;
    expect(pushed?.holds).toEqual(back);
    expect(back).toMatchObject({
      status: 'draft',
      dueAt: new Date('2026-12-01T15:00:00Z'),
      lines: [{ title: 'Стол', quantity: 3, unitPrice: 9_000 }],
    });
  });

  it('of one that is refused says so, and the others are told', async () => {
    const orders = outgoingOrders(3);
    const wrong = { ...TERMS, stageOfStatus: { ...TERMS.stageOfStatus, in_production: 'NO_SUCH' } };
    const pushed = await new Bitrix24Push(client, pull, wrong).orders(orders);
    expect(pushed.map(({ fault, externalId }) => [fault?.code, !!externalId])).toEqual([
      [undefined, true],
      ['bitrix24.refused', false],
      [undefined, true],
    ]);
    expect(portal.table('productRows').every(({ ownerId }) => ownerId)).toBe(true);
  });

  it('of what is not there any more says so', async () => {
    const record = { subject: 'orders' as const, externalId: '77', note: 'Срочно' };
    const client77 = { subject: 'clients' as const, externalId: 'CO_77', note: 'Срочно' };
    expect(await push.orders([{ localId: 'o1', record }])).toMatchObject([{ fault: { code: 'bitrix24.missing' } }]);
    expect(await push.clients([{ localId: 'c1', record: client77 }])).toMatchObject([
      { fault: { code: 'bitrix24.missing' } },
    ]);
    expect(portal.count(/add|update/)).toBe(0);
  });

  it('keeps what somebody at the portal has written beside it', async () => {
    const first = outgoingClients(3)[2] as Outgoing<ClientRecord>;
    const { externalId = '' } = (await push.clients([first]))[0] ?? {};
    const id = Number(externalId.slice(2));
    const fm = portal.table('contacts')[0]?.['fm'] as object[];
    portal.change('contacts', id, {
      post: 'Директор',
      fm: [...fm, { id: 1, typeId: 'PHONE', valueType: 'HOME', value: '+71' }],
    });
    await push.clients([{ localId: 'c2', record: { subject: 'clients', externalId, phone: '+72' } }]);
    expect(portal.table('contacts')[0]).toMatchObject({ post: 'Директор', name: 'Имя 2' });
    const phones = (portal.table('contacts')[0]?.['fm'] as { typeId: string; value: string }[]).filter(
      ({ typeId }) => typeId === 'PHONE',
    );
    expect(phones.map(({ value }) => value).sort()).toEqual(['+71', '+72']);
  });

  it('of an order without lines any more empties the deal', async () => {
    const orders = outgoingOrders(4);
    await push.orders(orders);
    expect(portal.table('productRows')).toHaveLength(6);
    await push.orders(orders.map(({ localId, record }) => ({ localId, record: { ...record, lines: [] } })));
    expect(portal.table('productRows')).toEqual([]);
  });
});
