import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Types } from 'mongoose';
import { ImportWork } from '../src/imports/import-work.js';
import { Outbox } from '../src/outbox/outbox.js';
import { RunWork } from '../src/templates/runs/run-work.js';
import type { Answer, Caller, Session } from './caller.js';
import { docxOf } from './docx.js';
import { line, makeClient, makeOrder, makeOrderInWork, partsOf } from './factories.js';
import { PASSWORD, TestWorkshop } from './harness.js';
import { routesOf, type Route } from './routes.js';
import { linkTo } from './letters.js';
import { addFile, BYTES, uploadPath } from './uploads.js';

/** A call that does something once, and the body of another call to the same address. */
interface Prepared {
  path: string;
  body: object | string;
  other: object | string;
  headers?: Record<string, string>;
  by?: Caller;
}

let workshop: TestWorkshop;
let manager: Session;
let master: Session;
let posts: Route[];
let made = 0;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  // Files are read and documents made in their turn, which would be counted whenever that is.
  for (const work of [ImportWork, RunWork])
    jest.spyOn(workshop.app.get(work, { strict: false }), 'isWaiting').mockResolvedValue(false);
  [manager, master] = [await workshop.as('manager'), await workshop.as('master')];
  posts = (await routesOf(workshop)).routes.filter(({ method }) => method === 'POST');
});
afterAll(async () => workshop.close());

/** Sessions are not kept to be given out again; reading changes nothing. */
const WITHOUT_KEY = [
  '/api/token',
  '/api/token/refresh',
  '/api/clients/get',
  '/api/clients/get/{id}',
  '/api/orders/get',
  '/api/orders/get/{id}',
  // A call says only that there is something to ask.
  '/api/v1/bitrix24/events/{id}',
  '/api/v1/moysklad/calls/{id}/{secret}',
  // Its text would have to be kept to be told again.
  '/api/v1/api-keys',
  '/api/v1/auth/sign-in',
  '/api/v1/auth/refresh',
  '/api/v1/auth/sign-out',
  '/api/v1/orders/cost',
  '/api/v1/orders/{id}/preview',
  '/api/v1/orders/{id}/status/preview',
  '/api/v1/parts/labels',
  '/api/v1/roles/preview',
  // Who has left is nobody who could ask again.
  '/api/v1/shop/account/leave',
  '/api/v1/shop/cart/check',
  // What is read from elsewhere is read anew, and never twice at once.
  '/api/v1/suppliers/{id}/feed/check',
  // What it tries at Microsoft leaves nothing there.
  '/api/v1/onedrive/check',
  // What it is told there is told anew; what it asks for is asked when it is its turn.
  '/api/v1/connections/{id}/check',
  '/api/v1/connections/{id}/rehearse',
  '/api/v1/connections/{id}/rehearse-file',
  '/api/v1/connections/{id}/exchange',
  '/api/v1/connections/{id}/give',
  // Rows that were taken again are refused, or are none.
  '/api/v1/connections/{id}/rows/{rowId}/repeat',
  '/api/v1/connections/{id}/repeat',
  '/api/v1/connections/{id}/password',
  // Where to sign in is told anew; a code is good once, and its tokens are told to nobody.
  '/api/v1/connections/{id}/bitrix24-authorisation',
  '/api/v1/connections/bitrix24-tokens',
  // A secret is told once, and kept in no answer.
  '/api/v1/webhooks',
  '/api/v1/webhooks/{id}/secret',
  // A letter is sent outside of any transaction, and who repeats it wants another.
  '/api/v1/workshop/test-mail',
];

const plain = (path: string): string => path.replace(/\/$/, '');
const person = { first_name: 'Иван', last_name: 'Иванов' };

async function part(action: string, body: object, other: object): Promise<Prepared> {
  const [one] = await partsOf(manager, (await makeOrderInWork(manager, master.id)).id);
  return { path: `/parts/${one?.id}/${action}`, body, other, by: master };
}

const PRODUCT = { name: 'Кружка', unit: 'шт', price: 100, options: [], questions: [] };

/** A product that customers see. */
async function makeShown(): Promise<string> {
  return (await manager.post<{ id: string }>('/products', { ...PRODUCT, isShown: true })).body.id;
}

const MATERIAL = { name: 'Глина', unit: 'кг' };

async function makeMaterial(): Promise<string> {
  return (await manager.post<{ id: string }>('/stock', MATERIAL)).body.id;
}

const REQUESTED = { name: 'Фанера', unit: 'лист', quantity: 4 };

async function makeSupplier(): Promise<string> {
  return (await manager.post<{ id: string }>('/suppliers', { name: 'А' })).body.id;
}

/** A request of one item, to a supplier of its own unless one is given. */
async function makeRequest(
  status: 'draft' | 'in_process',
  supplierId?: string,
): Promise<{ id: string; itemId: string | undefined }> {
  const body = { supplierId: supplierId ?? (await makeSupplier()), items: [REQUESTED] };
  const { body: made } = await manager.post<{ id: string; items: { id: string }[] }>('/requests', body);
  if (status !== 'draft') await manager.post(`/requests/${made.id}/status`, { status });
  return { id: made.id, itemId: made.items[0]?.id };
}

const PART = { title: 'Полка', quantity: 1, unit: 'шт' };

function routeBody(): object {
  const stage = { setUpMinutes: 0, minutesPerUnit: 1, masterIds: [] };
  return { name: `Маршрут ${(made += 1)}`, stages: ['Распил', 'Шлифовка'].map((name) => ({ ...stage, name })) };
}

async function makeRoute(): Promise<string> {
  return (await (await workshop.asAdmin()).post<{ id: string }>('/routes', routeBody())).body.id;
}

async function s2Client(): Promise<number> {
  return (await makeClient(manager, { firstName: 'Анна', lastName: 'Иванова' })).number;
}

async function s2Order(): Promise<object> {
  return { client: await s2Client(), product: 'Кружка', quantity: 1, price: '1.00' };
}

/** A customer who has just made an account, with the secret of the letter. */
async function customer(): Promise<{ session: Session; email: string; link: string }> {
  const email = `customer${(made += 1)}@example.org`;
  // From a network of its own, for one makes only a few.
  const from = { 'x-forwarded-for': `10.0.${made}.1` };
  await workshop.nobody.post('/shop/account', { email, name: 'Анна', language: 'ru', password: PASSWORD }, from);
  const session = await workshop.nobody.signIn(email, PASSWORD);
  return { session, email, link: await linkTo(workshop, email) };
}

async function importIn(state: string): Promise<string> {
  const { body } = await manager.send<{ id: string }>('POST', '/imports?kind=clients&name=a.csv', 'Компания', BYTES);
  await workshop.connection.collection('imports').updateOne({ _id: new Types.ObjectId(body.id) }, { $set: { state } });
  return body.id;
}

/** A letter that waits for a server. */
async function makeLetter(): Promise<string> {
  const key = `letter-${(made += 1)}`;
  const fields = { key, to: 'anna@example.org', subject: key, text: 'Готово.', language: 'ru' } as const;
  await workshop.app.get(Outbox).write({ ...fields, kind: 'order_ready' });
  const stored = await workshop.connection.collection('letters').findOne({ key });
  return String(stored?._id);
}

const letterCall = async (path: string): Promise<Prepared> => ({
  path: `/letters/${path}`,
  body: {},
  other: { another: true },
  by: await workshop.asAdmin(),
});

const WEBHOOK = { name: '1С', url: 'https://127.0.0.1:9/hook', events: [], isOn: true };

async function webhookCall(path: string, body: object = {}): Promise<Prepared> {
  const by = await workshop.asAdmin();
  const { id } = (await by.post<{ id: string }>('/webhooks', WEBHOOK)).body;
  return { path: `/webhooks/${id}/${path}`, body, other: { another: true }, by };
}

async function webhookDeliveryCall(): Promise<Prepared> {
  const { path, by, ...call } = await webhookCall('test');
  const delivery = await by?.post<{ id: string }>(path, {});
  return { ...call, by, path: path.replace('test', `deliveries/${delivery?.body.id}/send-again`) };
}

const CALLS: Record<string, () => Promise<Prepared>> = {
  '/api/v1/views': () => {
    const body = { list: 'orders', name: `Отбор ${(made += 1)}`, query: 'status=ready', isShared: false };
    return Promise.resolve({ path: '/views', body, other: { ...body, query: 'status=draft' } });
  },
  '/api/v1/auth/password': async () => ({
    path: '/auth/password',
    body: { currentPassword: PASSWORD, newPassword: 'another long password' },
    other: { currentPassword: PASSWORD, newPassword: 'a third long password' },
    by: await workshop.another('manager'),
  }),
  '/api/v1/users': async () => {
    const admin = await workshop.asAdmin();
    const login = `walk${(made += 1)}`;
    const body = { login, name: 'Имя', roleId: await workshop.roleId('manager'), password: PASSWORD };
    return { path: '/users', body, other: { ...body, name: 'Иное' }, by: admin };
  },
  '/api/v1/roles': async () => {
    const body = { name: `Роль ${(made += 1)}`, permissions: ['orders:read'] };
    return { path: '/roles', body, other: { ...body, permissions: [] }, by: await workshop.asAdmin() };
  },
  '/api/v1/api-keys/{id}/revoke': async () => {
    const by = await workshop.asAdmin();
    const { body } = await by.post<{ id: string }>('/api-keys', { name: 'Склад', scopes: ['stock:read'] });
    return { path: `/api-keys/${body.id}/revoke`, body: {}, other: { another: true }, by };
  },
  '/api/v1/clients': async () => ({ path: '/clients', body: { company: 'А' }, other: { company: 'Б' } }),
  '/api/v1/orders': async () => {
    const { id: clientId } = await makeClient(manager);
    return { path: '/orders', body: { clientId, items: [line()] }, other: { clientId, items: [] } };
  },
  '/api/v1/orders/{id}/status': async () => ({
    path: `/orders/${(await makeOrder(manager)).id}/status`,
    body: { status: 'confirmed' },
    other: { status: 'cancelled' },
  }),
  '/api/v1/orders/{id}/status/undo': async () => {
    const { id } = await makeOrder(manager);
    await manager.post(`/orders/${id}/status`, { status: 'confirmed' });
    return { path: `/orders/${id}/status/undo`, body: { version: 2 }, other: { version: 3 } };
  },
  '/api/v1/orders/{id}/payments': async () => ({
    path: `/orders/${(await makeOrder(manager)).id}/payments`,
    body: { amount: 100, method: 'cash' },
    other: { amount: 200, method: 'cash' },
  }),
  '/api/v1/orders/{id}/hand-over': async () => {
    const { id } = await makeOrder(manager, { status: 'confirmed' });
    await manager.post(`/orders/${id}/status`, { status: 'ready' });
    const body = { payment: { amount: 100, method: 'cash' } };
    return { path: `/orders/${id}/hand-over`, body, other: { payment: { amount: 200, method: 'cash' } } };
  },
  '/api/v1/payments/{id}/refund': async () => {
    const { id } = await makeOrder(manager);
    const { body } = await manager.post<{ id: string }>(`/orders/${id}/payments`, { amount: 300, method: 'card' });
    return { path: `/payments/${body.id}/refund`, body: { method: 'card', amount: 100 }, other: { method: 'cash' } };
  },
  '/api/v1/routes': async () => {
    const body = routeBody();
    return { path: '/routes', body, other: { ...body, note: 'Иное' }, by: await workshop.asAdmin() };
  },
  '/api/v1/routes/{id}/archive': async () => {
    const path = `/routes/${await makeRoute()}/archive`;
    return { path, body: { isArchived: true }, other: { isArchived: false }, by: await workshop.asAdmin() };
  },
  '/api/v1/suppliers': () => Promise.resolve({ path: '/suppliers', body: { name: 'А' }, other: { name: 'Б' } }),
  '/api/v1/suppliers/{id}/archive': async () => {
    const { body } = await manager.post<{ id: string }>('/suppliers', { name: 'А' });
    return { path: `/suppliers/${body.id}/archive`, body: { isArchived: true }, other: { isArchived: false } };
  },
  '/api/v1/offers': async () => {
    const { body } = await manager.post<{ id: string }>('/suppliers', { name: 'А' });
    const offer = { supplierId: body.id, name: 'Глина', unit: 'кг' };
    return { path: '/offers', body: offer, other: { ...offer, name: 'Иное' } };
  },
  '/api/v1/offers/{id}/archive': async () => {
    const { body } = await (await workshop.as('supplier')).post<{ id: string }>('/offers', { name: 'А', unit: 'кг' });
    return { path: `/offers/${body.id}/archive`, body: { isArchived: true }, other: { isArchived: false } };
  },
  '/api/v1/categories': () =>
    Promise.resolve({ path: '/categories', body: { name: `Полка ${(made += 1)}` }, other: { name: 'Иное' } }),
  '/api/v1/products': () => {
    const body = { ...PRODUCT, article: `К-${(made += 1)}` };
    return Promise.resolve({ path: '/products', body, other: { ...body, price: 200 } });
  },
  '/api/v1/products/{id}/archive': async () => {
    const { body } = await manager.post<{ id: string }>('/products', PRODUCT);
    return { path: `/products/${body.id}/archive`, body: { isArchived: true }, other: { isArchived: false } };
  },
  '/api/v1/shop/artwork': () =>
    Promise.resolve({
      path: '/shop/artwork?name=a.txt',
      body: 'одно',
      other: 'другое',
      headers: BYTES,
      by: workshop.nobody,
    }),
  '/api/v1/stock': () => Promise.resolve({ path: '/stock', body: MATERIAL, other: { ...MATERIAL, name: 'Иное' } }),
  '/api/v1/stock/{id}/archive': async () => ({
    path: `/stock/${await makeMaterial()}/archive`,
    body: { isArchived: true },
    other: { isArchived: false },
  }),
  '/api/v1/movements': async () => {
    const receiptOf = (quantity: number): object => ({ kind: 'receipt', lines: [{ stockItemId, quantity }] });
    const stockItemId = await makeMaterial();
    return { path: '/movements', body: receiptOf(1), other: receiptOf(2) };
  },
  '/api/v1/movements/{id}/reverse': async () => {
    const lines = [{ stockItemId: await makeMaterial(), quantity: 1 }];
    const { body } = await manager.post<{ movements: { id: string }[] }>('/movements', { kind: 'receipt', lines });
    return { path: `/movements/${body.movements[0]?.id}/reverse`, body: {}, other: { why: 'Иное' } };
  },
  '/api/v1/requests': async () => {
    const body = { supplierId: await makeSupplier(), items: [REQUESTED] };
    return { path: '/requests', body, other: { ...body, note: 'Иное' } };
  },
  '/api/v1/requests/{id}/status': async () => {
    const { id } = await makeRequest('draft');
    return { path: `/requests/${id}/status`, body: { status: 'in_process' }, other: { status: 'cancelled' } };
  },
  '/api/v1/requests/{id}/answers': async () => {
    const { id, itemId } = await makeRequest('in_process');
    const of = (answer: string): object => ({ items: [{ itemId, answer }] });
    return { path: `/requests/${id}/answers`, body: of('accepted'), other: of('declined') };
  },
  '/api/v1/desk/requests/{id}/answers': async () => {
    const by = await workshop.as('supplier');
    const { id, itemId } = await makeRequest('in_process', by.supplierId);
    const of = (answer: string): object => ({ items: [{ itemId, answer }] });
    return { path: `/desk/requests/${id}/answers`, body: of('accepted'), other: of('declined'), by };
  },
  '/api/v1/requests/{id}/receipts': async () => {
    const { id, itemId } = await makeRequest('in_process');
    const of = (quantity: number): object => ({ lines: [{ itemId, quantity }] });
    return { path: `/requests/${id}/receipts`, body: of(1), other: of(2) };
  },
  '/api/v1/requests/{id}/receipts/reverse': async () => {
    const { id, itemId } = await makeRequest('in_process');
    const lines = [{ itemId, quantity: 1 }];
    const { body } = await manager.post<{ receipts: { id: string }[] }>(`/requests/${id}/receipts`, { lines });
    const receiptId = body.receipts[0]?.id;
    return { path: `/requests/${id}/receipts/reverse`, body: { receiptId }, other: { receiptId: id } };
  },
  '/api/v1/shop/orders': async () => {
    const items = [{ productId: await makeShown(), quantity: 1 }];
    // A customer of its own each time: one who is known makes no client.
    const body = { items, name: 'Анна', phone: `+7 913 ${1_000_000 + (made += 1)}`, isAgreed: true };
    return { path: '/shop/orders', body, other: { ...body, note: 'Иное' }, by: workshop.nobody };
  },
  '/api/v1/shop/orders/{key}/cancel': async () => {
    const items = [{ productId: await makeShown(), quantity: 1 }];
    const order = { items, name: 'Анна', phone: '+7 913 765-43-21', isAgreed: true };
    const { body } = await workshop.nobody.post<{ key: string }>('/shop/orders', order);
    return { path: `/shop/orders/${body.key}/cancel`, body: {}, other: { why: 'Иное' }, by: workshop.nobody };
  },
  '/api/v1/shop/account': () => {
    const body = { email: `new${(made += 1)}@example.org`, name: 'Анна', language: 'ru', password: PASSWORD };
    return Promise.resolve({ path: '/shop/account', body, other: { ...body, name: 'Иное' }, by: workshop.nobody });
  },
  '/api/v1/shop/account/orders/{id}/cancel': async () => {
    const by = await workshop.as('customer');
    const order = {
      items: [{ productId: await makeShown(), quantity: 1 }],
      name: 'Анна',
      phone: '+7 913 765-43-21',
      isAgreed: true,
    };
    await by.post('/shop/orders', order);
    const own = await by.get<{ items: { id: string }[] }>('/shop/account/orders');
    return { path: `/shop/account/orders/${own.body.items[0]?.id}/cancel`, body: {}, other: { why: 'Иное' }, by };
  },
  '/api/v1/shop/account/letter': async () => ({
    path: '/shop/account/letter',
    body: {},
    other: { why: 'Иное' },
    by: (await customer()).session,
  }),
  '/api/v1/shop/account/forgotten': async () => {
    const { email } = await customer();
    return { path: '/shop/account/forgotten', body: { email }, other: { email: 'b@example.org' }, by: workshop.nobody };
  },
  '/api/v1/shop/account/confirm': async () => {
    const { session, link } = await customer();
    return { path: '/shop/account/confirm', body: { link }, other: { link: 'another' }, by: session };
  },
  '/api/v1/shop/account/password': async () => {
    const body = { link: (await customer()).link, password: 'another long password' };
    return { path: '/shop/account/password', body, other: { ...body, link: 'another' }, by: workshop.nobody };
  },
  '/api/v1/shop/account/cart': async () => {
    const wanted = {
      choiceIds: [],
      answers: [],
      name: 'Кружка',
      unit: 'шт',
      unitPrice: 100,
      earliestDay: '2026-12-01',
    };
    const line = { productId: await makeShown(), quantity: 1, ...wanted };
    const other = { lines: [{ ...line, quantity: 2 }] };
    return { path: '/shop/account/cart', body: { lines: [line] }, other, by: await workshop.as('customer') };
  },
  '/api/v1/clients/{id}/shop-accounts': async () => {
    const { email } = await customer();
    const path = `/clients/${(await makeClient(manager)).id}/shop-accounts`;
    return { path, body: { email, isLinked: true }, other: { email, isLinked: false } };
  },
  '/api/v1/parts': () => Promise.resolve({ path: '/parts', body: PART, other: { ...PART, quantity: 2 } }),
  '/api/v1/parts/{id}/back': async () => {
    const { body } = await manager.post<{ id: string }>('/parts', { ...PART, routeId: await makeRoute() });
    for (const action of ['start', 'finish']) await master.post(`/parts/${body.id}/step`, { action });
    return { path: `/parts/${body.id}/back`, body: {}, other: { at: '2026-01-25T09:00:00Z' }, by: master };
  },
  '/api/v1/parts/{id}/problem': () => part('problem', { text: 'Нет резца' }, { text: 'Нет станка' }),
  '/api/v1/parts/{id}/resolve': async () => {
    const prepared = await part('resolve', {}, { at: '2026-01-25T09:00:00Z' });
    await master.post(prepared.path.replace('resolve', 'problem'), { text: 'Нет резца' });
    return prepared;
  },
  '/api/v1/parts/{id}/step': () => part('step', { action: 'start' }, { action: 'pause' }),
  '/api/v1/parts/{id}/scrap': () =>
    part('scrap', { quantity: 1, reason: 'machine' }, { quantity: 2, reason: 'machine' }),
  '/api/v1/parts/{id}/note': () => part('note', { note: 'а' }, { note: 'б' }),
  '/api/clients/add': async () => ({ path: '/api/clients/add/', body: person, other: { ...person, first_name: 'Б' } }),
  '/api/clients/edit/{id}': async () => ({
    path: `/api/clients/edit/${await s2Client()}/`,
    body: { first_name: 'В' },
    other: { first_name: 'Г' },
  }),
  '/api/orders/add': async () => {
    const body = await s2Order();
    return { path: '/api/orders/add/', body, other: { ...body, quantity: 2 } };
  },
  '/api/orders/edit/{id}': async () => ({
    path: `/api/orders/edit/${(await makeOrder(manager)).number}/`,
    body: { description: 'а' },
    other: { description: 'б' },
  }),
  '/api/v1/messages': async () => {
    const { id: subjectId } = await makeOrder(manager);
    const body = { subject: 'Order', subjectId, text: 'одно', mentions: [], isInternal: false, attachments: 0 };
    return { path: '/messages', body, other: { ...body, text: 'другое' } };
  },
  '/api/v1/files': async () => ({
    path: uploadPath({ subject: 'Order', subjectId: (await makeOrder(manager)).id }),
    body: 'одно',
    other: 'другое',
    headers: BYTES,
  }),
  '/api/v1/files/{id}/restore': async () => {
    const { id } = await addFile(manager, { subject: 'Order', subjectId: (await makeOrder(manager)).id });
    await manager.delete(`/files/${id}`);
    return { path: `/files/${id}/restore`, body: {}, other: { another: true } };
  },
  '/api/v1/imports': () =>
    Promise.resolve({
      path: '/imports?kind=clients&name=a.csv',
      body: 'Компания\nА',
      other: 'Компания\nБ',
      headers: BYTES,
    }),
  '/api/v1/imports/{id}/commit': async () => ({
    path: `/imports/${await importIn('ready')}/commit`,
    body: {},
    other: { another: true },
  }),
  '/api/v1/imports/{id}/undo': async () => ({
    path: `/imports/${await importIn('done')}/undo`,
    body: {},
    other: { another: true },
  }),
  '/api/v1/connections': async () => {
    const body = { name: `Связь ${(made += 1)}`, kind: 'one_c', exchanges: [], fields: [], statuses: [] };
    return { path: '/connections', body, other: { ...body, name: '1С' }, by: await workshop.asAdmin() };
  },
  '/api/v1/webhooks/{id}/test': () => webhookCall('test'),
  '/api/v1/webhooks/{id}/deliveries/{deliveryId}/send-again': webhookDeliveryCall,
  '/api/v1/webhooks/{id}/send-again': () =>
    webhookCall('send-again', { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z', isFailedOnly: true }),
  '/api/v1/templates': () => templateCall('/templates?name=a&kind=order&lang=ru&fileName=a.docx'),
  '/api/v1/templates/{id}/versions': async () =>
    templateCall(`/templates/${await makeTemplate()}/versions?fileName=a.docx`),
  '/api/v1/templates/{id}/table': async () => ({
    path: `/templates/${await makeTemplate()}/table?fileName=a.csv`,
    body: 'Заказ\n1',
    other: 'Заказ\n2',
    headers: BYTES,
  }),
  '/api/v1/templates/{id}/copies': () =>
    Promise.resolve({ path: `/templates/${SHIPPED}/copies`, body: { name: 'А' }, other: { name: 'Б' } }),
  '/api/v1/templates/{id}/archive': async () => ({
    path: `/templates/${await makeTemplate()}/archive`,
    body: { isArchived: true },
    other: { isArchived: false },
  }),
  '/api/v1/document-runs': async () => {
    const body = { templateId: SHIPPED, target: 'download', ids: [(await makeOrder(manager)).id] };
    return { path: '/document-runs', body, other: { ...body, ids: [(await makeOrder(manager)).id] } };
  },
  '/api/v1/letters/send-again': () => letterCall('send-again'),
  '/api/v1/letters/{id}/send-again': async () => letterCall(`${await makeLetter()}/send-again`),
  '/api/v1/letters/{id}/drop': async () => letterCall(`${await makeLetter()}/drop`),
  '/api/v1/clients/{id}/archive': async () => ({
    path: `/clients/${(await makeClient(manager)).id}/archive`,
    body: { isArchived: true },
    other: { isArchived: false },
  }),
};

/** The work order that comes with the product. */
const SHIPPED = '3'.padStart(24, '0');

async function makeTemplate(): Promise<string> {
  return (await manager.post<{ id: string }>(`/templates/${SHIPPED}/copies`, { name: 'Наряд цеха' })).body.id;
}

async function templateCall(path: string): Promise<Prepared> {
  const [body, other] = [await docxOf('один'), await docxOf('два')];
  return { path, body: Uint8Array.from(body), other: Uint8Array.from(other), headers: BYTES };
}

const changes = (): Promise<number> => workshop.connection.collection('journal').countDocuments({});

/** How many changes the work made, with those that follow from it; none of what came before. */
async function counted(work: () => Promise<unknown>): Promise<number> {
  await workshop.followed();
  const before = await changes();
  await work();
  await workshop.followed();
  return (await changes()) - before;
}

describe('every POST', () => {
  it('takes an Idempotency-Key, but for what opens sessions or only reads', () => {
    const without = posts.filter(
      ({ operation }) => !operation.parameters?.some(({ name }) => name === 'Idempotency-Key'),
    );
    expect(without.map(({ path }) => plain(path)).sort()).toEqual([...WITHOUT_KEY].sort());
    const withKey = posts.filter((route) => !without.includes(route)).map(({ path }) => plain(path));
    expect(withKey.filter((path) => !(path in CALLS))).toEqual([]);
  });

  it('that takes one gives its first answer again, refuses another body, and is done once by two at a time', async () => {
    for (const path of posts.map((route) => plain(route.path)).filter((known) => !WITHOUT_KEY.includes(known))) {
      const call = async (prepared: Prepared, key: string, body = prepared.body): Promise<Answer<unknown>> =>
        (prepared.by ?? manager).post<unknown>(prepared.path, body, { 'idempotency-key': key, ...prepared.headers });
      const [one, two] = [await CALLS[path]?.(), await CALLS[path]?.()];
      if (!one || !two) throw new Error(`Nothing is prepared for ${path}`);
      const key = `walk-${(made += 1)}`;
      let first: Answer<unknown> | undefined;
      const once = await counted(async () => (first = await call(one, key)));
      const again: Answer<unknown>[] = [];
      expect([path, await counted(async () => again.push(await call(one, key)))]).toEqual([path, 0]);
      expect([path, again[0]?.status, again[0]?.text]).toEqual([path, first?.status, first?.text]);
      expect([path, (first?.status ?? 500) < 300, again[0]?.headers.get('idempotency-replayed')]).toEqual([
        path,
        true,
        'true',
      ]);
      expect([path, (await call(one, key, one.other)).status]).toEqual([path, 422]);
      const both: Answer<unknown>[] = [];
      const twice = await counted(async () =>
        both.push(...(await Promise.all([call(two, `${key}-2`), call(two, `${key}-2`)]))),
      );
      expect([path, twice]).toEqual([path, once]);
      for (const { status } of both) expect([path, [first?.status, 409].includes(status)]).toEqual([path, true]);
    }
  }, 240_000);
});
