import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ErrorCode, Problem } from '@verstak/domain';
import { createHash } from 'node:crypto';
import type { Session } from './caller.js';
import { makeClient, makeOrder, makeOrderInWork, partsOf } from './factories.js';
import { TestWorkshop } from './harness.js';
import { startMailServer, type MailServer } from './mail-server.js';
import { routesOf, type Route } from './routes.js';
import { addFile, BYTES, importTable } from './uploads.js';

const PLACEHOLDER = '66f0c2a7e1b2c3d4e5f60718';

let mail: MailServer;
let workshop: TestWorkshop;
let admin: Session;
let routes: Route[];

beforeAll(async () => {
  mail = await startMailServer();
  workshop = await TestWorkshop.open({ SMTP_URL: `smtp://127.0.0.1:${mail.port}`, MAIL_FROM: 'a@example.org' });
  admin = await workshop.asAdmin();
  ({ routes } = await routesOf(workshop));
});

afterAll(async () => {
  await workshop.close();
  await mail.stop();
});

/** The document that a route's example is sent to, and what its body refers to. */
interface Stand {
  id: string | number;
  by?: Session;
  clientId?: string;
  subjectId?: string;
  masterId?: string;
  itemId?: string;
  roleId?: string;
  version?: number;
  refresh?: string;
  productId?: string;
  stockItemId?: string;
  supplierId?: string;
  receiptId?: string;
  templateId?: string;
}

const routeOf = (name: string): Route => {
  const route = routes.find((one) => one.name === name);
  if (!route) throw new Error(`No route ${name}`);
  return route;
};

function exampleOf({ operation }: Route): unknown {
  return operation.requestBody?.content['application/json']?.example;
}

/** The example with the ids of what exists in place of those that stand for them. */
function filled(example: unknown, stand: Stand, name = ''): unknown {
  if (name === 'ids') return [stand.id];
  if (Array.isArray(example)) return example.map((member) => filled(member, stand));
  if (typeof example === 'object' && example !== null) {
    return Object.fromEntries(Object.entries(example).map(([key, value]) => [key, filled(value, stand, key)]));
  }
  if (name === 'refresh' || name === 'version') return stand[name];
  if (example !== PLACEHOLDER) return example;
  return stand[(name === 'id' ? 'itemId' : name) as keyof Stand];
}

/** The work order that comes with the product. */
const SHIPPED = '3'.padStart(24, '0');

async function makeStand(route: Route): Promise<Stand> {
  // The examples have one address, which is written to a few times only.
  await workshop.connection.collection('signInAttempts').deleteMany({});
  const { body: master } = await workshop.as('master');
  const masterId = master.user.id;
  const client = await makeClient(admin, { company: undefined, firstName: 'Пётр' });
  if (route.path === '/api/v1/parts/{id}' || route.path.endsWith('/back'))
    return makePart(route.path.endsWith('/back'));
  if (route.path.includes('/parts/')) {
    const order = await makeOrderInWork(admin, masterId);
    const [part] = await partsOf(admin, order.id);
    return { id: part?.id ?? '', by: await workshop.as('master') };
  }
  if (route.name === 'PATCH /api/v1/routes/{id}') {
    // Made by the example of the route that makes one, whose name no other may have.
    const { name } = exampleOf(routeOf('POST /api/v1/routes')) as { name: string };
    const { body } = await admin.get<{ items: { id: string; name: string }[] }>('/routes?pageSize=200');
    return { id: body.items.find((one) => one.name === name)?.id ?? '' };
  }
  if (route.path.includes('/shop/account')) return makeCustomer(client.id);
  if (route.path.includes('/shop-accounts')) return { ...(await makeCustomer(client.id)), by: admin };
  if (route.path.includes('/shop/'))
    return { id: '', productId: (await made('/products', { ...PRODUCT, isShown: true })).id };
  if (route.path.includes('/categories')) return { id: (await made('/categories', { name: 'Посуда' })).id };
  if (route.name === 'PATCH /api/v1/products/{id}') {
    // As above: its article is no other product's.
    const { article } = exampleOf(routeOf('POST /api/v1/products')) as { article: string };
    const { body } = await admin.get<{ items: { id: string }[] }>(`/products?q=${encodeURIComponent(article)}`);
    return { id: body.items[0]?.id ?? '' };
  }
  if (route.name === 'PATCH /api/v1/stock/{id}') {
    const { article } = exampleOf(routeOf('POST /api/v1/stock')) as { article: string };
    const { body } = await admin.get<{ items: { id: string }[] }>(`/stock?q=${encodeURIComponent(article)}`);
    return { id: body.items[0]?.id ?? '' };
  }
  if (route.path.includes('/stock/') || route.path.includes('/movements')) return makeStock(route);
  if (route.path.includes('/products')) return { id: (await made('/products', PRODUCT)).id };
  if (route.path.includes('/routes')) return { id: (await makeRoute()).id };
  if (route.path.includes('/offers')) return makeOffer(route);
  if (route.path.includes('/requests')) return makeRequest(route);
  if (route.path.includes('/suppliers')) return { id: (await made('/suppliers', { name: 'Абразив' })).id };
  if (route.path.includes('/clients/')) return { id: route.path.includes('v1') ? client.id : client.number };
  if (route.path.includes('/api-keys/'))
    return { id: (await made('/api-keys', { name: '1С', scopes: ['orders:read'] })).id };
  if (route.path.includes('/connections/')) return makeConnection();
  if (route.path.includes('/webhooks/'))
    return { id: (await made('/webhooks', exampleOf(routeOf('POST /api/v1/webhooks')) as object)).id };
  if (route.path.includes('/views/')) {
    const view = { list: 'orders', name: 'Вид', query: '', isShared: false };
    return { id: (await admin.post<{ id: string }>('/views', view)).body.id };
  }
  if (route.path.includes('/imports/')) return { id: await importTable(admin) };
  if (route.path.includes('/templates')) return { id: await makeTemplate(route) };
  if (route.name === 'PATCH /api/v1/roles/{id}') {
    // As above: its name is no other role's.
    const { name } = exampleOf(routeOf('POST /api/v1/roles')) as { name: string };
    return { id: (await workshop.roleId(name)) ?? '' };
  }
  if (route.path.includes('/users')) return makePerson(route);
  if (route.path.includes('/auth/password')) return { id: '', by: await personWhoChanges() };
  const order = await makeOrder(admin, { clientId: client.id });
  if (route.path.includes('/document-runs')) return { id: order.id, templateId: SHIPPED };
  if (route.path.includes('/files/'))
    return { id: (await addFile(admin, { subject: 'Order', subjectId: order.id })).id };
  const stand = {
    clientId: client.id,
    subjectId: order.id,
    masterId,
    itemId: order.items[0]?.id,
    id: order.id as string | number,
  };
  if (route.path.startsWith('/api/orders')) return { ...stand, id: order.number };
  if (route.name.endsWith('/hand-over')) await takeSteps(order.id, 'confirmed', 'ready');
  if (route.name.endsWith('/undo')) return { ...stand, version: await takeSteps(order.id, 'confirmed') };
  if (route.name.endsWith('/refund')) {
    const taken = await admin.post<{ id: string }>(`/orders/${order.id}/payments`, { amount: 150_000, method: 'card' });
    return { id: taken.body.id };
  }
  return stand;
}

/** A connection that is on, to a system that nobody reaches. */
async function makeConnection(): Promise<{ id: string }> {
  const exchanges = [{ subject: 'orders', direction: 'both' }];
  const fields = { name: 'МойСклад', kind: 'moysklad', exchanges, fields: [], statuses: [] };
  const { id } = await made('/connections', { ...fields, address: 'https://127.0.0.1:9' });
  await admin.send('PUT', `/connections/${id}/credentials`, { token: 'x' });
  await admin.patch(`/connections/${id}`, { isOn: true });
  return { id };
}

/** A template of the workshop, with a table where that is told of. */
async function makeTemplate({ path }: Route): Promise<string> {
  const { id } = await made(`/templates/${SHIPPED}/copies`, { name: 'Наряд цеха' });
  const table = `/templates/${id}/table?fileName=a.csv`;
  if (path.endsWith('/table')) await admin.send('POST', table, 'Заказ;Размер\n1;2', BYTES);
  return id;
}

/** A customer who signs in by the address of the examples, and has got a letter. */
async function makeCustomer(id: string): Promise<Stand> {
  const { email, password } = exampleOf(routeOf('POST /api/v1/shop/account')) as { email: string; password: string };
  await workshop.connection.collection('users').deleteMany({ login: email });
  await workshop.nobody.post('/shop/account', { email, name: 'Анна', language: 'ru', password });
  const by = await workshop.nobody.signIn(email, password);
  // Letters are sent here, and nobody can read them afterwards: the link of the examples is as good as theirs.
  const { link } = exampleOf(routeOf('POST /api/v1/shop/account/confirm')) as { link: string };
  const linkHash = createHash('sha256').update(link).digest('hex');
  const linkUntil = new Date(Date.now() + 60_000);
  await workshop.connection.collection('users').updateOne({ login: email }, { $set: { linkHash, linkUntil } });
  return { id, by, productId: PLACEHOLDER };
}

const PRODUCT = { name: 'Кружка', unit: 'шт', price: 100, options: [], questions: [] };

async function made(path: string, body: object): Promise<{ id: string }> {
  return (await admin.post<{ id: string }>(path, body)).body;
}

/** An offer, or the supplier for whom one is made. */
async function makeOffer({ method, path }: Route): Promise<Stand> {
  const { id: supplierId } = await made('/suppliers', { name: 'Керамика' });
  if (method === 'POST' && !path.includes('{id}')) return { id: '', supplierId };
  return { id: (await made('/offers', { supplierId, name: 'Глина', unit: 'кг' })).id };
}

/** A material, and where one is taken back, its receipt. */
async function makeStock({ path }: Route): Promise<Stand> {
  const { id: stockItemId } = await made('/stock', { name: 'Глина', unit: 'кг' });
  if (!path.includes('reverse')) return { id: stockItemId, stockItemId };
  const lines = [{ stockItemId, quantity: 1 }];
  const { body } = await admin.post<{ movements: { id: string }[] }>('/movements', { kind: 'receipt', lines });
  return { id: body.movements[0]?.id ?? '' };
}

/** A request of one item, of which some has come where that is taken back. */
async function makeRequest({ path }: Route): Promise<Stand> {
  const by = path.includes('/desk/') ? await workshop.as('supplier') : admin;
  const supplierId = by.supplierId || (await made('/suppliers', { name: 'Абразив' })).id;
  const { id: stockItemId } = await made('/stock', { name: 'Глина', unit: 'кг' });
  const body = { supplierId, items: [{ stockItemId, quantity: 40 }] };
  const { body: request } = await admin.post<{ id: string; items: { id: string }[] }>('/requests', body);
  const { id } = request;
  const itemId = request.items[0]?.id;
  if (path.includes('answers') || path.includes('receipts'))
    await admin.post(`/requests/${id}/status`, { status: 'in_process' });
  if (!path.includes('reverse')) return { id, by, itemId, supplierId, stockItemId };
  const lines = [{ itemId, quantity: 1 }];
  const { body: received } = await admin.post<{ receipts: { id: string }[] }>(`/requests/${id}/receipts`, { lines });
  return { id, receiptId: received.receipts[0]?.id };
}

let madeRoutes = 0;

/** A route of two stages that anybody may do. */
async function makeRoute(): Promise<{ id: string }> {
  const stage = { setUpMinutes: 0, minutesPerUnit: 1, masterIds: [] };
  const stages = ['Распил', 'Шлифовка'].map((name) => ({ ...stage, name }));
  return (await admin.post<{ id: string }>('/routes', { name: `Маршрут ${(madeRoutes += 1)}`, stages })).body;
}

/** A part of no order, whose first stage is done where it is to be taken back. */
async function makePart(isBegun: boolean): Promise<Stand> {
  const fields = { title: 'Полка', quantity: 1, unit: 'шт', routeId: (await makeRoute()).id };
  const { id } = (await admin.post<{ id: string }>('/parts', fields)).body;
  if (isBegun) for (const action of ['start', 'finish']) await admin.post(`/parts/${id}/step`, { action });
  return { id };
}

/** The version of the order after these steps. */
async function takeSteps(id: string, ...steps: string[]): Promise<number> {
  let version = 0;
  for (const status of steps) {
    version = (await admin.post<{ version: number }>(`/orders/${id}/status`, { status })).body.version;
  }
  return version;
}

let people = 0;

async function makePerson({ method }: Route): Promise<Stand> {
  const roleId = await workshop.roleId('manager');
  if (method === 'POST') return { id: '', roleId };
  const person = { login: `person${(people += 1)}`, name: 'Somebody', roleId, password: 'a password of a test' };
  return { id: (await admin.post<{ id: string }>('/users', person)).body.id, roleId };
}

async function personWhoChanges(): Promise<Session> {
  const { currentPassword } = exampleOf(routeOf('POST /api/v1/auth/password')) as { currentPassword: string };
  const { roleId } = await makePerson(routeOf('POST /api/v1/users'));
  const login = `person${(people += 1)}`;
  await admin.post('/users', { login, name: 'Somebody', roleId, password: currentPassword });
  return workshop.nobody.signIn(login, currentPassword);
}

/** Routes whose example only names somebody who signs in. */
const SIGNS_IN = /sign-in|token/;

/** What is for a workshop without any work, and so is tested apart. */
const FOR_EMPTY = /workshop\/demo/;

describe('every example of a body', () => {
  it('can be sent as it stands, and again', async () => {
    const told: unknown[] = [];
    const sent = routes.filter(
      (route) => exampleOf(route) !== undefined && !SIGNS_IN.test(route.path) && !FOR_EMPTY.test(route.path),
    );
    for (const route of sent) {
      const stand = await makeStand(route);
      const body = filled(exampleOf(route), stand);
      const path = route.path.replace('{id}', String(stand.id));
      const send = (): ReturnType<typeof admin.send<Problem>> => (stand.by ?? admin).send(route.method, path, body);
      const first = await send();
      const second = await send();
      const codes = (route.operation['x-errors'] ?? []) as ErrorCode[];
      // What was done once may be refused the second time, for a reason that the document names.
      const isTold = second.status < 300 || (codes.includes(second.body.code) && second.status !== 400);
      if (first.status >= 300 || !isTold) told.push([route.name, body, first.status, first.text, second.text]);
    }
    expect(told).toEqual([]);
    expect(sent.length).toBeGreaterThan(20);
  }, 240_000);

  it('signs in whoever has this name and password', async () => {
    const signIn = exampleOf(routeOf('POST /api/v1/auth/sign-in')) as { login: string; password: string };
    // Made by the example of the route that makes people.
    const made = exampleOf(routeOf('POST /api/v1/users'));
    expect(made).toMatchObject({ login: signIn.login });
    expect((await workshop.nobody.post('/auth/sign-in', signIn)).status).toBe(200);
    const token = exampleOf(routeOf('POST /api/token/'));
    const { status, body } = await workshop.nobody.post<{ refresh: string }>('/api/token/', token);
    expect(status).toBe(200);
    const again = filled(exampleOf(routeOf('POST /api/token/refresh/')), { id: '', refresh: body.refresh });
    expect((await workshop.nobody.post('/api/token/refresh/', again)).status).toBe(200);
  });
});

describe('the document', () => {
  it('says of every refusal what it says, of a conflict both values', () => {
    const refusals = routeOf('PATCH /api/v1/orders/{id}').operation.responses['409']?.content ?? {};
    const { examples } = refusals['application/problem+json'] as { examples: Record<string, { value: Problem }> };
    expect(examples['conflict.version']?.value).toMatchObject({
      status: 409,
      detail: expect.stringContaining('note'),
      params: { version: 4, conflicts: [{ field: 'note', theirs: expect.any(String), yours: expect.any(String) }] },
    });
    expect(Object.keys(examples)).toEqual(expect.arrayContaining(['conflict.duplicate', 'order.closed']));
  });

  it('demands of a body what the server demands, though a reader may find it left out', async () => {
    const { schemas } = await routesOf(workshop);
    // The rest may come from the product.
    expect(schemas['OrderItemCreate']?.required).toEqual(['quantity']);
    expect(schemas['OrderItem']?.required).toEqual(expect.arrayContaining(['title', 'quantity', 'unit']));
    expect(schemas['OrderItem']?.required).not.toContain('unitPrice');
    const client = await makeClient(admin);
    const items = [{ title: 'Кружка', unit: 'шт' }];
    expect((await admin.post('/orders', { clientId: client.id, items })).status).toBe(400);
  });

  it('describes S2 by whole numbers, at paths that end in a slash', () => {
    const s2 = routes.filter(({ operation }) => operation.tags?.includes('S2'));
    expect(s2).toHaveLength(12);
    for (const { path, operation } of s2) {
      expect(path).toMatch(/\/$/);
      const id = operation.parameters?.find(({ name }) => name === 'id');
      if (path.includes('{id}')) expect(id?.schema).toMatchObject({ type: 'integer' });
    }
  });

  it('names who may call each route, and has no pattern that other languages cannot read', async () => {
    for (const { permission, operation, name } of routes) {
      const named = permission.split(' | ').filter((one) => !['public', 'signed-in'].includes(one));
      for (const one of named) expect([name, operation.description]).toEqual([name, expect.stringContaining(one)]);
    }
    const { text } = await workshop.nobody.get('/api/openapi.json');
    expect(text).not.toContain('\\\\p{');
  });
});
