import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConnectionSubject } from '@verstak/domain';
import { Types } from 'mongoose';
import { setTimeout as pause } from 'node:timers/promises';
import {
  ConnectedSystems,
  ExchangeFailed,
  type ConnectedSystem,
  type Pulled,
  type Session as AtWork,
} from '../src/connections/connected-system.js';
import type { Given, GivenResult } from '../src/connections/outgoing.js';
import type { ExchangedRecord, ProductRecord } from '../src/connections/records.js';
import { refusal, type Session } from './caller.js';
import { makeClient, makeOrder, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';

interface ConnectionBody {
  id: string;
  name: string;
  version: number;
  isOn: boolean;
  hasCredentials: boolean;
  offReason?: string;
  fault?: string;
  lastSuccessAt?: string;
  nextAt?: string;
  busyUntil?: string;
  failingSince?: string;
  refused?: number;
}

interface RowBody {
  id: string;
  way: string;
  subject: string;
  state: string;
  externalId?: string;
  documentId?: string;
  name?: string;
  code?: string;
  detail?: string;
  conflicts?: { field: string; here?: unknown; there?: unknown; winner: string }[];
  faults?: { field: string; message: string; value?: string }[];
  isRepeatable: boolean;
}

interface ExchangeBody {
  finishedAt?: string;
  fault?: string;
  counts: Record<'added' | 'changed' | 'unchanged' | 'sent' | 'conflicts' | 'refused', number>;
}

/** A system without a protocol: what stands in it is in the memory of the test. The protocols have tests of their own. */
class Stub implements ConnectedSystem {
  readonly kind = 'moysklad';
  readonly atOnce = 50;
  records: ExchangedRecord[] = [];
  given: Given[] = [];
  failing?: ExchangeFailed;
  refusing?: (given: Given) => string | undefined;
  /** What the other side has, by the id of the document here. */
  readonly has = new Map<string, string>();

  check(): Promise<void> {
    return this.failing ? Promise.reject(this.failing) : Promise.resolve();
  }

  async *pull(_session: AtWork, subjects: readonly ConnectionSubject[]): AsyncGenerator<Pulled> {
    if (this.failing) throw this.failing;
    const records = this.records.filter(({ subject }) => subjects.includes(subject));
    for (let from = 0; from < records.length; from += 100) {
      await pause(0);
      yield { records: records.slice(from, from + 100), position: { from } };
    }
  }

  push(_session: AtWork, _subject: ConnectionSubject, given: readonly Given[]): Promise<GivenResult[]> {
    if (this.failing) return Promise.reject(this.failing);
    return Promise.resolve(
      given.map((one) => {
        const said = this.refusing?.(one);
        if (said) return { given: one, refusal: { code: 'connection.refused_there', detail: said } };
        this.given.push(one);
        const externalId = one.record.externalId ?? `there-${one.documentId}`;
        this.has.set(one.documentId, externalId);
        return { given: one, externalId };
      }),
    );
  }
}

const ALL_WAYS = [
  { subject: 'products', direction: 'both' },
  { subject: 'clients', direction: 'both' },
  { subject: 'orders', direction: 'both' },
];

const mug = (fields: object = {}): ProductRecord => ({
  subject: 'products',
  externalId: 'mug',
  name: 'Кружка',
  article: 'К-1',
  unit: 'шт',
  price: 150_000,
  category: ['Посуда', 'Кружки'],
  stock: 40,
  ...fields,
});

let workshop: TestWorkshop;
let admin: Session;
let stub: Stub;
let connection: ConnectionBody;

beforeAll(async () => {
  workshop = await TestWorkshop.open({ CONNECTION_PRIVATE_NETWORKS: 'allow' });
  admin = await workshop.asAdmin();
});
afterAll(() => workshop.close());
beforeEach(async () => {
  stub = new Stub();
  workshop.app.get(ConnectedSystems).add(stub);
  connection = await connect();
});
afterEach(async () => {
  for (const { id } of (await admin.get<PageBody<ConnectionBody>>('/connections?pageSize=50')).body.items)
    await admin.delete(`/connections/${id}`);
  for (const kind of ['orders', 'products', 'clients'])
    for (const { id } of (await admin.get<PageBody<{ id: string }>>(`/${kind}?pageSize=100`)).body.items)
      await admin.delete(`/${kind}/${id}`);
});

/** A connection that is on. */
async function connect(fields: object = {}): Promise<ConnectionBody> {
  const body = { name: 'Склад', kind: 'moysklad', exchanges: ALL_WAYS, fields: [], statuses: [], ...fields };
  const { id } = (await admin.post<ConnectionBody>('/connections', body)).body;
  await admin.send('PUT', `/connections/${id}/credentials`, { token: 'secret-token' });
  return (await admin.patch<ConnectionBody>(`/connections/${id}`, { isOn: true })).body;
}

/** Ends when something holds; a test that waits in vain ends by its own limit. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(25);
}

/** Has it exchange, and ends when that is done and nothing is left to be told. */
async function exchanged(id = connection.id): Promise<ConnectionBody> {
  await workshop.followed();
  const isAsked = ({ busyUntil, nextAt = '' }: ConnectionBody): boolean => !busyUntil && new Date(nextAt) > new Date();
  await until(async () => isAsked((await admin.get<ConnectionBody>(`/connections/${id}`)).body));
  await admin.post(`/connections/${id}/exchange`, {});
  await until(async () => isAsked((await admin.get<ConnectionBody>(`/connections/${id}`)).body));
  return (await admin.get<ConnectionBody>(`/connections/${id}`)).body;
}

async function exchangesOf(id = connection.id): Promise<ExchangeBody[]> {
  return (await admin.get<PageBody<ExchangeBody>>(`/connections/${id}/exchanges?pageSize=100`)).body.items;
}

async function rowsOf(query = '', id = connection.id): Promise<RowBody[]> {
  return (await admin.get<PageBody<RowBody>>(`/connections/${id}/rows?pageSize=100${query}`)).body.items;
}

async function products(): Promise<Record<string, unknown>[]> {
  return (await admin.get<PageBody<Record<string, unknown>>>('/products?pageSize=100')).body.items;
}

describe('what another system says', () => {
  it('is taken once: a second run changes nothing', async () => {
    stub.records = [mug(), mug({ externalId: 'plate', name: 'Тарелка', article: 'Т-1', stock: undefined })];
    await exchanged();
    const found = await products();
    expect(found.map(({ name, price, isStocked }) => [name, price, !!isStocked]).sort()).toEqual([
      ['Кружка', 150_000, true],
      ['Тарелка', 150_000, false],
    ]);
    await exchanged();
    await exchanged();
    expect((await products()).map(({ version }) => version)).toEqual(found.map(({ version }) => version));
    const [last] = await exchangesOf();
    expect(last?.counts).toMatchObject({ added: 0, changed: 0, unchanged: 2, sent: 0, refused: 0 });
  });

  it('is in the journal under the name of the connection', async () => {
    stub.records = [mug()];
    await exchanged();
    const [product] = await products();
    const { body } = await admin.get<PageBody<{ actor: { name: string; via: string; maker?: string } }>>(
      `/products/${String(product?.['id'])}/history`,
    );
    expect(body.items.at(-1)?.actor).toMatchObject({ name: 'Склад', via: 'connection' });
  });

  it('finds a product of here by its article, and takes over what was empty', async () => {
    await admin.patch(`/connections/${connection.id}`, { exchanges: [{ subject: 'products', direction: 'in' }] });
    const made = await admin.post<{ id: string }>('/products', {
      name: 'Кружка',
      article: 'К-1',
      unit: 'шт',
      price: 150_000,
      options: [],
      questions: [],
    });
    stub.records = [mug({ stock: undefined, description: 'Белая' })];
    await exchanged();
    const found = await products();
    expect(found).toHaveLength(1);
    const { body } = await admin.get<Record<string, unknown>>(`/products/${made.body.id}`);
    expect(body).toMatchObject({ description: 'Белая', categoryName: 'Кружки' });
  });

  it('never writes over what only changed here, and tells of what both have changed', async () => {
    await admin.patch(`/connections/${connection.id}`, { exchanges: [{ subject: 'products', direction: 'in' }] });
    stub.records = [mug()];
    await exchanged();
    const [product] = await products();
    await admin.patch(`/products/${String(product?.['id'])}`, { name: 'Кружка белая', price: 160_000 });
    stub.records = [mug({ price: 170_000 })];
    await exchanged();
    expect((await products())[0]).toMatchObject({ name: 'Кружка белая', price: 170_000 });
    const [row] = await rowsOf('&state=conflict');
    expect(row?.conflicts).toEqual([{ field: 'price', here: 160_000, there: 170_000, winner: 'there' }]);
  });

  it('loses where the rule says so, and is then told what stands here', async () => {
    await admin.patch(`/connections/${connection.id}`, {
      fields: [{ subject: 'products', field: 'price', winner: 'here' }],
    });
    stub.records = [mug()];
    await exchanged();
    // It has not taken the price of here before it has one of its own.
    stub.refusing = () => 'Занято';
    await admin.patch(`/products/${String((await products())[0]?.['id'])}`, { price: 160_000 });
    await settledOutgoing();
    stub.records = [mug({ price: 170_000 })];
    stub.refusing = undefined;
    await exchanged();
    expect((await products())[0]).toMatchObject({ price: 160_000 });
    await settledOutgoing();
    expect(stub.given.at(-1)?.record).toMatchObject({ externalId: 'mug', price: 160_000 });
  });

  it('is refused by row with field, value and words, and can be taken again', async () => {
    stub.records = [
      { subject: 'clients', externalId: 'c1', firstName: 'Анна', email: 'anna@' },
      { subject: 'clients', externalId: 'c2', firstName: 'Пётр', email: 'petr@example.org' },
    ];
    expect((await exchanged()).refused).toBe(1);
    const [row] = await rowsOf('&state=refused');
    expect(row).toMatchObject({ way: 'in', externalId: 'c1', code: 'request.validation', isRepeatable: true });
    expect(row?.faults?.[0]).toMatchObject({ field: 'email', value: 'anna@' });
    expect(refusal(await admin.post(`/connections/${connection.id}/rows/${'0'.repeat(24)}/repeat`, {})).code).toBe(
      'not_found',
    );
    stub.records = [{ subject: 'clients', externalId: 'c1', firstName: 'Анна', email: 'anna@example.org' }];
    const after = await exchanged();
    expect(after.refused).toBeUndefined();
    expect(await rowsOf('&state=refused')).toEqual([]);
  });

  it('takes an order with its client and products; one whose client has not come waits in the log', async () => {
    stub.records = [
      mug(),
      { subject: 'clients', externalId: 'c1', firstName: 'Анна', phone: '+7 913 111-22-33' },
      {
        subject: 'orders',
        externalId: 'o1',
        number: '17',
        clientId: 'c1',
        status: 'confirmed',
        lines: [{ productId: 'mug', title: 'Кружка', quantity: 2, unitPrice: 140_000 }],
        paid: 100_000,
      },
      { subject: 'orders', externalId: 'o2', clientId: 'c9', lines: [{ title: 'Чаша', quantity: 1, unitPrice: 100 }] },
    ];
    await exchanged();
    const [order] = (await admin.get<PageBody<Record<string, unknown>>>('/orders')).body.items;
    expect(order).toMatchObject({ status: 'confirmed', clientName: 'Анна', total: 280_000, paid: 100_000 });
    expect((await rowsOf('&state=refused'))[0]).toMatchObject({ externalId: 'o2', code: 'connection.client_unknown' });
    stub.records = [];
    stub.records.push({ subject: 'clients', externalId: 'c9', firstName: 'Пётр' });
    await exchanged();
    const { body } = await admin.post<{ count: number }>(`/connections/${connection.id}/repeat`, {});
    expect(body.count).toBe(1);
    expect((await admin.get<PageBody<unknown>>('/orders')).body.total).toBe(2);
    expect(await rowsOf('&state=refused')).toEqual([]);
  });

  it('does here no more than whoever set it up may do', async () => {
    await workshop.addRole('Связи', ['connections:write', 'catalog:write', 'stock:read', 'stock:write']);
    const keeper = await workshop.as('Связи');
    const refused = await keeper.post('/connections', {
      name: 'Клиенты',
      kind: 'moysklad',
      exchanges: ALL_WAYS,
      fields: [],
      statuses: [],
    });
    expect(refusal(refused)).toMatchObject({ code: 'auth.forbidden', status: 403 });
  });
});

/** Ends when nothing is left to be told. */
async function settledOutgoing(): Promise<void> {
  await workshop.followed();
  const connectionId = new Types.ObjectId(connection.id);
  const waiting = workshop.connection.collection('outgoingChanges');
  await until(async () => !(await waiting.countDocuments({ connectionId })));
}

describe('what another system is told', () => {
  it('is each document once, however often it changed, and not what came from there', async () => {
    stub.records = [mug()];
    await exchanged();
    await settledOutgoing();
    expect(stub.given).toEqual([]);
    const client = await makeClient(admin, { firstName: 'Анна', lastName: 'Смирнова' });
    await settledOutgoing();
    expect(stub.given.map(({ record }) => record)).toMatchObject([{ subject: 'clients', firstName: 'Анна' }]);
    await admin.patch(`/clients/${client.id}`, { firstName: 'Инна' });
    await settledOutgoing();
    expect(stub.given.at(-1)).toMatchObject({ changed: ['firstName'], record: { externalId: `there-${client.id}` } });
    expect(await rowsOf('&state=sent')).toHaveLength(2);
  });

  it('has clients and products come before their order', async () => {
    const client = await makeClient(admin, {});
    await makeOrder(admin, { clientId: client.id, status: 'confirmed' });
    await settledOutgoing();
    expect(stub.given.map(({ record }) => record.subject)).toEqual(['clients', 'orders']);
    const order = stub.given.at(-1)?.record;
    expect(order).toMatchObject({ subject: 'orders', clientId: `there-${client.id}` });
  });

  it('stands in the log where it is refused there, and is told again', async () => {
    stub.refusing = () => 'Поле NAME не заполнено';
    await makeClient(admin, {});
    await settledOutgoing();
    const [row] = await rowsOf('&state=refused');
    expect(row).toMatchObject({ way: 'out', code: 'connection.refused_there', detail: 'Поле NAME не заполнено' });
    stub.refusing = undefined;
    await admin.post(`/connections/${connection.id}/rows/${row?.id ?? ''}/repeat`, {});
    await settledOutgoing();
    expect(stub.given).toHaveLength(1);
    expect(await rowsOf('&state=refused')).toEqual([]);
  });

  it('is settled in the log by what is told later of the same document, and of no other', async () => {
    stub.refusing = () => 'Занято';
    const client = await makeClient(admin, {});
    await settledOutgoing();
    stub.records = [{ ...mug({ article: 'К-3' }), externalId: `there-${client.id}`, price: -1 }];
    await exchanged();
    const ways = async (): Promise<string[]> => (await rowsOf('&state=refused')).map(({ way }) => way).sort();
    expect(await ways()).toEqual(['in', 'out']);
    stub.refusing = undefined;
    await admin.patch(`/clients/${client.id}`, { company: 'Ромашка' });
    await settledOutgoing();
    expect(await ways()).toEqual(['in']);
    expect((await admin.get<ConnectionBody>(`/connections/${connection.id}`)).body.refused).toBe(1);
  });

  it('may be all that there is', async () => {
    await admin.patch(`/connections/${connection.id}`, { isOn: false });
    await makeClient(admin, {});
    await makeClient(admin, {});
    await workshop.followed();
    const { total } = (await admin.get<PageBody<unknown>>('/clients')).body;
    await admin.patch(`/connections/${connection.id}`, { isOn: true });
    const { body } = await admin.post<{ count: number }>(`/connections/${connection.id}/give`, { subject: 'clients' });
    expect(body.count).toBe(total);
    await settledOutgoing();
    expect(stub.given).toHaveLength(total);
  });
});

describe('a connection', () => {
  it('keeps its credentials to itself', async () => {
    const answers = await Promise.all([
      admin.get(`/connections/${connection.id}`),
      admin.get('/connections'),
      admin.get(`/connections/${connection.id}/history`),
    ]);
    expect(JSON.stringify(answers.map(({ body }) => body))).not.toContain('secret-token');
    const stored = await workshop.connection.collection('connections').findOne({});
    expect(JSON.stringify(stored)).not.toContain('secret-token');
  });

  it('switches itself off where the credentials are good no more, and rests after other faults', async () => {
    stub.failing = new ExchangeFailed('silent');
    const resting = await exchanged();
    expect(resting).toMatchObject({ isOn: true, fault: 'silent' });
    expect(Number(new Date(resting.nextAt ?? 0)) - Number(new Date(resting.failingSince ?? 0))).toBeGreaterThanOrEqual(
      60_000,
    );
    stub.failing = new ExchangeFailed('credentials', 'Token is wrong');
    expect(await exchanged()).toMatchObject({ isOn: false, offReason: 'credentials' });
    const { body } = await admin.post(`/connections/${connection.id}/check`, {});
    expect(body).toEqual({ isWell: false, fault: 'credentials', said: 'Token is wrong' });
  });

  it('switches itself off where its credentials were sealed with another key', async () => {
    await exchanged();
    const stored = workshop.connection.collection('connections');
    await stored.updateOne({ _id: new Types.ObjectId(connection.id) }, { $set: { secret: 'AAAA' } });
    expect(await exchanged()).toMatchObject({ isOn: false, offReason: 'secret_lost', fault: 'credentials' });
    const { body } = await admin.post(`/connections/${connection.id}/check`, {});
    expect(body).toMatchObject({ isWell: false, fault: 'credentials' });
  });

  it('is told what is wrong with it before it is written', async () => {
    const body = { name: 'Б24', kind: 'bitrix24', fields: [], statuses: [] };
    const wrongWay = await admin.post('/connections', {
      ...body,
      exchanges: [{ subject: 'products', direction: 'out' }],
    });
    expect(refusal(wrongWay).errors?.[0]).toMatchObject({ field: 'exchanges.0.direction' });
    const off = await admin.post<ConnectionBody>('/connections', { ...body, exchanges: [] });
    expect(refusal(await admin.patch(`/connections/${off.body.id}`, { isOn: true })).code).toBe(
      'connection.credentials_needed',
    );
    const strange = await admin.send('PUT', `/connections/${off.body.id}/credentials`, { token: 'x' });
    expect(refusal(strange).errors?.[0]).toMatchObject({ field: 'token' });
  });

  it('shows what the next exchange would do, and writes nothing', async () => {
    // The first exchange after it was switched on is over.
    await exchanged();
    const before = await products();
    stub.records = [mug({ article: 'К-2' }), { subject: 'clients', externalId: 'c1', email: 'x@' }];
    const { body } = await admin.post<{ rows: { state: string; changed?: string }[] }>(
      `/connections/${connection.id}/rehearse`,
      {},
    );
    expect(body.rows.map(({ state }) => state)).toEqual(['added', 'refused']);
    expect(await products()).toEqual(before);
  });

  it('gives 1C a login and a password once', async () => {
    const made = await admin.post<ConnectionBody>('/connections', {
      name: '1С',
      kind: 'one_c',
      exchanges: [{ subject: 'products', direction: 'in' }],
      fields: [],
      statuses: [],
    });
    const { body } = await admin.post<{ login: string; newPassword: string }>(
      `/connections/${made.body.id}/password`,
      {},
    );
    expect(body.login).toMatch(/^1c-\w{6}$/);
    expect(body.newPassword).toMatch(/^\w{24}$/);
    expect(JSON.stringify((await admin.get(`/connections/${made.body.id}`)).body)).not.toContain(body.newPassword);
  });
});
