import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { KEY_SCOPES, MOST_KEYS, type KeyScope } from '@verstak/domain';
import { createHash } from 'node:crypto';
import { newKey } from '../src/platform/access/key-text.js';
import { Caller, refusal, type Answer, type Session } from './caller.js';
import { line, makeClient, makeOrder, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';
import { Screen } from './live.js';
import { addFile } from './uploads.js';

interface KeyBody {
  id: string;
  version: number;
  name: string;
  scopes: KeyScope[];
  start: string;
  makerName: string;
  expiresAt?: string;
  isRevoked: boolean;
  revokedAt?: string;
  revokedBy?: string;
  usedAt?: string;
  usedFrom?: string;
}

interface NewKeyBody extends KeyBody {
  key: string;
}

interface Entry {
  action: string;
  entity?: string;
  entityId?: string;
  actor: { id?: string; name: string; maker?: string; via: string; reason?: string };
  changes: { path: string }[];
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Holds a few permissions, and may make keys. */
const BROKER = ['connections:write', 'orders:read', 'orders:prices', 'clients:read', 'users:read'];

let workshop: TestWorkshop;
let admin: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  admin = await workshop.asAdmin();
  await workshop.addRole('broker', BROKER);
}, 60_000);
afterAll(async () => workshop.close());

const asked = (by: Caller, body: object): Promise<Answer<NewKeyBody>> => by.post<NewKeyBody>('/api-keys', body);

/** A new key of somebody, and what calls with it. */
async function keyOf(by: Caller, scopes: readonly string[], more: object = {}): Promise<[NewKeyBody, Caller]> {
  const { status, body, text } = await asked(by, { name: 'Склад', scopes, ...more });
  if (status !== 201) throw new Error(text);
  return [body, new Caller(workshop.url, body.key)];
}

const revoke = (id: string): Promise<Answer<KeyBody>> => admin.post<KeyBody>(`/api-keys/${id}/revoke`);
const codeOf = (answer: Answer<unknown>): string => refusal(answer).code;

describe('an API key', () => {
  it('is told once, and kept as a hash alone', async () => {
    const answer = await asked(admin, { name: '1С склад', scopes: ['stock:write', 'stock:read'] });
    expect(answer.status).toBe(201);
    const { id, key, ...rest } = answer.body;
    expect(rest).toMatchObject({ name: '1С склад', scopes: ['stock:read', 'stock:write'], isRevoked: false });
    expect(key.startsWith(rest.start)).toBe(true);
    const [read, listed] = [await admin.get(`/api-keys/${id}`), await admin.get('/api-keys?q=1С')];
    const history = await admin.get(`/api-keys/${id}/history`);
    for (const { status, text } of [read, listed, history]) {
      expect(status).toBe(200);
      expect(text).toContain('1С склад');
      expect(text).not.toContain(key.slice(rest.start.length));
    }
    const hash = createHash('sha256').update(key).digest('hex');
    for (const { text } of [read, listed, history]) expect(text).not.toContain(hash);
    const stored = await workshop.connection.db?.listCollections({}, { nameOnly: true }).toArray();
    const holding: string[] = [];
    for (const { name } of stored ?? []) {
      const documents = await workshop.connection.collection(name).find({}).toArray();
      if (JSON.stringify(documents).includes(key.slice(7))) holding.push(name);
    }
    expect(holding).toEqual([]);
    expect(await workshop.connection.collection('apiKeys').findOne({ hash })).toMatchObject({ name: '1С склад' });
  });

  it('opens what its scopes open, with the fields and rows of these, and nothing else', async () => {
    const manager = await workshop.as('manager');
    const client = await makeClient(manager, { phone: '+7 900 555-03-03' });
    const order = await makeOrder(manager, { clientId: client.id, items: [line({ unitPrice: 123_456 })] });
    const [, program] = await keyOf(admin, ['orders:read', 'clients:read']);
    const seen = await program.get(`/orders/${order.id}`);
    expect([seen.status, seen.text.includes('123456')]).toEqual([200, false]);
    const { text } = await program.get(`/clients/${client.id}`);
    expect(text).not.toContain('555');
    expect(codeOf(await program.post('/orders', { clientId: client.id, items: [] }))).toBe('auth.forbidden');
    expect(codeOf(await program.get('/stock'))).toBe('auth.forbidden');
    // What everybody of the workshop may see.
    expect((await program.get('/workshop')).status).toBe(200);
    const csv = await program.get('/orders/export.csv?lang=ru&table=orders');
    expect([csv.status, csv.text.includes('1234')]).toEqual([200, false]);
  });

  it('acts in its own name, which the journal tells with who made it, and of what follows too', async () => {
    const scopes = [
      'orders:write',
      'orders:read',
      'orders:prices',
      'clients:read',
      'clients:write',
      'clients:contacts',
    ];
    const [{ id }, program] = await keyOf(admin, scopes, { name: 'Сайт' });
    const client = await makeClient(program);
    const order = await makeOrder(program, { clientId: client.id, status: 'confirmed' });
    const file = await addFile(program, { subject: 'Order', subjectId: order.id });
    expect(file).toMatchObject({ uploaderName: 'Сайт' });
    const { body } = await admin.get<PageBody<Entry>>(`/journal?actorId=${id}&pageSize=100`);
    expect(body.items.map(({ entity }) => entity)).toEqual(expect.arrayContaining(['Client', 'Order', 'File']));
    for (const { actor } of body.items)
      expect(actor).toMatchObject({ id, name: 'Сайт', maker: 'Администратор', via: expect.stringMatching(/api-key/) });
    expect((await admin.get('/journal/export.csv?lang=ru')).text).toContain('Ключ «Сайт»');
  });

  it('cannot be mistyped unnoticed, and an unknown, an ended and no key are told apart', async () => {
    const [{ id, key }, program] = await keyOf(admin, ['orders:read']);
    const as = (token: string): Promise<Answer<unknown>> => new Caller(workshop.url, token).get('/orders');
    const other = key.at(-1) === '0' ? '1' : '0';
    expect(codeOf(await as(key.slice(0, -1) + other))).toBe('auth.key_malformed');
    expect(codeOf(await as(key.slice(0, -1)))).toBe('auth.key_malformed');
    expect(codeOf(await as('vk_'))).toBe('auth.key_malformed');
    expect(codeOf(await as(newKey()))).toBe('auth.key_unknown');
    expect(codeOf(await as('of no kind'))).toBe('auth.required');
    await revoke(id);
    expect(refusal(await program.get('/orders'))).toMatchObject({
      status: 401,
      code: 'auth.key_ended',
      params: { reason: 'revoked' },
    });
  });

  it('is refused in an address, whoever sends it, and stands in no answer to that', async () => {
    const [{ key }] = await keyOf(admin, ['orders:read']);
    for (const path of [`/orders?key=${key}`, `/orders/${key}`, `/health?token=${key}`]) {
      const answer = await workshop.nobody.get(path);
      expect([answer.status, codeOf(answer)]).toEqual([400, 'auth.key_in_address']);
    }
  });

  it('ends when it is to, a year from when it was made unless told, or never', async () => {
    const inDays = ({ expiresAt = '' }: KeyBody): number => Math.round((Date.parse(expiresAt) - Date.now()) / DAY_MS);
    const [usual] = await keyOf(admin, ['orders:read']);
    expect(inDays(usual)).toBe(365);
    const [short, program] = await keyOf(admin, ['orders:read'], { expiresInDays: 30 });
    expect(inDays(short)).toBe(30);
    const [endless] = await keyOf(admin, ['orders:read'], { expiresInDays: null });
    expect(endless.expiresAt).toBeUndefined();
    expect((await asked(admin, { name: 'a', scopes: ['orders:read'], expiresInDays: 0 })).status).toBe(400);
    const { body: longer } = await admin.patch<KeyBody>(`/api-keys/${short.id}`, { expiresInDays: 90 });
    expect(inDays(longer)).toBe(90);
    const { body: named } = await admin.patch<KeyBody>(`/api-keys/${short.id}`, { name: 'Другое' });
    expect(named.expiresAt).toBe(longer.expiresAt);
    const keys = workshop.connection.collection<{ start: string }>('apiKeys');
    await keys.updateOne({ start: short.start }, { $set: { expiresAt: new Date(Date.now() - 1_000) } });
    expect(refusal(await program.get('/orders'))).toMatchObject({
      code: 'auth.key_ended',
      params: { reason: 'expired' },
    });
    await admin.patch<KeyBody>(`/api-keys/${short.id}`, { expiresInDays: null });
    expect((await program.get('/orders')).status).toBe(200);
  });

  it('tells when and from where it was used last, without a version or an entry of its own', async () => {
    const [{ id, usedAt, version }, program] = await keyOf(admin, ['orders:read']);
    expect(usedAt).toBeUndefined();
    await program.get('/orders');
    const { body } = await admin.get<KeyBody>(`/api-keys/${id}`);
    expect(Date.now() - Date.parse(body.usedAt ?? '')).toBeLessThan(60_000);
    expect(body).toMatchObject({ usedFrom: '127.0.0.1', version });
    expect((await admin.get<PageBody<Entry>>(`/api-keys/${id}/history`)).body.total).toBe(1);
    await workshop.followed();
  });

  it('stays in the list when it is revoked, with who and when, and changes no more', async () => {
    const [{ id }] = await keyOf(admin, ['orders:read'], { name: 'Старый' });
    const { body } = await revoke(id);
    expect(body).toMatchObject({ isRevoked: true, revokedBy: 'Администратор', revokedAt: expect.any(String) });
    expect((await revoke(id)).body).toMatchObject({ revokedAt: body.revokedAt, version: body.version });
    expect(codeOf(await admin.patch(`/api-keys/${id}`, { name: 'Новый' }))).toBe('api_key.revoked');
    const listed = await admin.get<PageBody<KeyBody>>('/api-keys?isRevoked=true&q=Старый');
    expect(listed.body.items.map((key) => key.id)).toEqual([id]);
    const { body: history } = await admin.get<PageBody<Entry>>(`/api-keys/${id}/history`);
    expect(history.items.map(({ action }) => action)).toEqual(['revoked', 'created']);
  });
});

describe('the scopes of an API key', () => {
  it('are none beyond what its maker holds, nor any that is for people alone', async () => {
    const broker = await workshop.as('broker');
    expect(codeOf(await asked(broker, { name: 'a', scopes: ['stock:read'] }))).toBe('role.beyond');
    expect(codeOf(await asked(admin, { name: 'a', scopes: ['stock:write'] }))).toBe('role.prerequisite');
    for (const scope of [
      'users:write',
      'connections:write',
      'parts:work',
      'views:share',
      'shop:account',
      'supply:desk',
    ])
      expect([scope, codeOf(await asked(admin, { name: 'a', scopes: [scope] }))]).toEqual([
        scope,
        'request.validation',
      ]);
    expect(codeOf(await asked(admin, { name: 'a', scopes: [] }))).toBe('request.validation');
    const [{ id }, program] = await keyOf(broker, ['orders:read']);
    // Not even by somebody who holds more than whoever made it.
    expect(codeOf(await admin.patch(`/api-keys/${id}`, { scopes: ['stock:read'] }))).toBe('role.beyond');
    const wider = { scopes: ['orders:read', 'orders:prices'] };
    expect((await broker.patch(`/api-keys/${id}`, wider)).status).toBe(200);
    expect((await program.get('/orders')).status).toBe(200);
    expect((await broker.patch<KeyBody>(`/api-keys/${id}`, { scopes: ['clients:read'] })).body.scopes).toEqual([
      'clients:read',
    ]);
    expect(codeOf(await program.get('/orders'))).toBe('auth.forbidden');
  });

  it('go with what the role of its maker loses, and come back with it', async () => {
    const held = ['connections:write', 'orders:read', 'clients:read'];
    await workshop.addRole('keeper', held);
    const keeper = await workshop.another('keeper');
    const [, program] = await keyOf(keeper, ['orders:read', 'clients:read']);
    const id = await workshop.roleId('keeper');
    const allow = (permissions: string[]): Promise<Answer<unknown>> => admin.patch(`/roles/${id}`, { permissions });
    expect((await program.get('/orders')).status).toBe(200);
    await allow(['connections:write', 'clients:read']);
    expect(codeOf(await program.get('/orders'))).toBe('auth.forbidden');
    expect((await program.get('/clients')).status).toBe(200);
    await allow(['connections:write']);
    expect(refusal(await program.get('/workshop'))).toMatchObject({
      code: 'auth.key_ended',
      params: { reason: 'maker' },
    });
    await allow(held);
    expect((await program.get('/orders')).status).toBe(200);
  });

  it('go at once when its maker is kept out, or becomes a customer', async () => {
    const broker = await workshop.another('broker');
    const [, program] = await keyOf(broker, ['orders:read']);
    const set = async (change: object): Promise<void> => {
      expect((await admin.patch(`/users/${broker.id}`, change)).status).toBe(200);
    };
    await set({ isActive: false });
    expect(codeOf(await program.get('/orders'))).toBe('auth.key_ended');
    await set({ isActive: true });
    expect((await program.get('/orders')).status).toBe(200);
    await set({ roleId: await workshop.roleId('customer') });
    for (const path of ['/orders', '/workshop', '/auth/me', '/files?subject=Order&subjectId=' + '0'.repeat(24)])
      expect([path, codeOf(await program.get(path))]).toEqual([path, 'auth.key_ended']);
  });
});

describe('a program with every scope', () => {
  let program: Caller;
  let key: string;
  beforeAll(async () => {
    const [made, caller] = await keyOf(admin, KEY_SCOPES, { name: 'Всё' });
    [program, key] = [caller, made.key];
  });

  it('makes no keys, no people and no roles, and changes none', async () => {
    const { body } = await admin.get<PageBody<{ id: string }>>('/users');
    const user = body.items[0]?.id;
    const tried = [
      await program.post('/api-keys', { name: 'b', scopes: ['orders:read'] }),
      await program.get('/api-keys'),
      await program.post('/users', { login: 'robot', name: 'Р', password: 'a long enough one', roleId: user }),
      await program.patch(`/users/${user}`, { password: 'a long enough one' }),
      await program.post('/roles', { name: 'r', permissions: ['orders:read'] }),
    ];
    expect(tried.map(codeOf)).toEqual(tried.map(() => 'auth.person_only'));
  });

  it('is refused what is about a person: session, password, screen, views, messages, notifications, imports', async () => {
    const order = '0'.repeat(24);
    const tried = [
      await program.get('/auth/me'),
      await program.patch('/auth/me', { email: 'a@example.org' }),
      await program.get('/auth/sessions'),
      await program.delete('/auth/sessions'),
      await program.post('/auth/password', { current: 'a', password: 'a long enough one' }),
      await program.get('/preferences'),
      await program.get('/views?list=orders'),
      await program.get('/notifications'),
      await program.get('/conversations'),
      await program.get(`/messages?subject=Order&subjectId=${order}`),
      await program.get('/imports'),
    ];
    expect(tried.map(({ status }) => status)).toEqual(tried.map(() => 403));
    expect(tried.map(codeOf)).toEqual(tried.map(() => 'auth.person_only'));
  });

  it('is no caller of the S2 API, and no screen', async () => {
    expect((await program.post('/api/clients/get/', {})).status).toBe(403);
    await expect(Screen.open({ url: workshop.url, accessToken: key } as Session)).rejects.toThrow();
  });

  it('repeats a request safely, apart from its maker and from other keys', async () => {
    const headers = { 'idempotency-key': 'one-and-the-same' };
    const body = { firstName: 'Повтор', phone: '+7 900 555-09-09' };
    const made = await program.post<{ id: string }>('/clients', body, headers);
    const again = await program.post<{ id: string }>('/clients', body, headers);
    expect([made.status, again.body.id, again.headers.get('idempotency-replayed')]).toEqual([
      201,
      made.body.id,
      'true',
    ]);
    const [, other] = await keyOf(admin, ['clients:read', 'clients:write']);
    for (const caller of [other, admin]) {
      const { status, body: own } = await caller.post<{ id: string }>('/clients', body, headers);
      expect([status, own.id === made.body.id]).toEqual([201, false]);
    }
  });

  it('is paced, with the seconds to wait', async () => {
    const [, busy] = await keyOf(admin, ['orders:read']);
    const now = performance.now();
    const stopped = jest.spyOn(performance, 'now').mockReturnValue(now);
    for (let each = 0; each < 100; each += 1) expect((await busy.get('/health')).status).toBe(200);
    const refused = await busy.get('/workshop');
    expect([codeOf(refused), refused.headers.get('retry-after')]).toEqual(['request.too_many', '1']);
    // Others are not kept waiting by it.
    expect((await program.get('/workshop')).status).toBe(200);
    stopped.mockRestore();
    expect((await busy.get('/workshop')).status).toBe(200);
  });
});

describe('API keys', () => {
  it('are nobody’s to see without the permission', async () => {
    for (const role of ['manager', 'master', 'customer', 'supplier'])
      expect([role, codeOf(await (await workshop.as(role)).get('/api-keys'))]).toEqual([role, 'auth.forbidden']);
    expect((await workshop.nobody.get('/api-keys')).status).toBe(401);
  });

  it('are so many at most, revoked ones not counted', async () => {
    const keys = workshop.connection.collection('apiKeys');
    const room = MOST_KEYS - (await keys.countDocuments({ isRevoked: false }));
    for (let each = 0; each < room; each += 1) await keyOf(admin, ['orders:read'], { name: `Ещё ${each}` });
    expect(refusal(await asked(admin, { name: 'Лишний', scopes: ['orders:read'] }))).toMatchObject({
      code: 'api_key.too_many',
      params: { max: MOST_KEYS },
    });
    const { body } = await admin.get<PageBody<KeyBody>>('/api-keys?q=Ещё 0');
    await revoke(body.items[0]?.id ?? '');
    expect((await asked(admin, { name: 'Лишний', scopes: ['orders:read'] })).status).toBe(201);
  });

  it('leave the journal whole', async () => {
    await workshop.followed();
    expect((await admin.get('/journal/check')).body).toMatchObject({ isIntact: true, faults: [] });
  });
});
