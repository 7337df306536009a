import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, type Session } from './caller.js';
import {
  line,
  makeClient,
  makeOrder,
  type ClientBody,
  type HistoryBody,
  type OrderBody,
  type PageBody,
} from './factories.js';
import { PASSWORD, TestWorkshop } from './harness.js';

interface S2Order {
  id: number;
  client: { full_name: string; email: string; mobile_phone?: string };
  product: string;
  quantity: number;
  price: unknown;
  total_price: unknown;
  description: string;
  status: string;
  created_at: string;
}

let workshop: TestWorkshop;
let manager: Session;
let master: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open({ TIME_ZONE: 'Asia/Vladivostok' });
  manager = await workshop.as('manager');
  master = await workshop.as('master');
});

afterAll(async () => workshop.close());

const IVAN = {
  first_name: 'Иван',
  last_name: 'Иванов',
  middle_name: 'Иванович',
  mobile_phone: '+79001234567',
  email: 'ivanov@example.com',
};

/** Adds a client and gives the number, which S2 learns from the list. */
async function addClient(fields: object = IVAN): Promise<number> {
  const added = await manager.post('/api/clients/add/', fields);
  if (added.status !== 200) throw new Error(added.text);
  const { body } = await manager.post<{ clients: { id: number }[] }>('/api/clients/get/', { start_id: 0 });
  return body.clients.at(-1)?.id ?? 0;
}

async function addOrder(fields: object = {}): Promise<number> {
  const client = await addClient();
  const laptop = { client, product: 'Ноутбук', quantity: 2, price: '1500.00', description: 'Заказ ноутбука' };
  const added = await manager.post('/api/orders/add/', { ...laptop, ...fields });
  if (added.status !== 200) throw new Error(added.text);
  return lastOrder();
}

async function lastOrder(): Promise<number> {
  const { body } = await manager.post<{ orders: S2Order[] }>('/api/orders/get/', { start_id: 0 });
  return body.orders.at(-1)?.id ?? 0;
}

const readClient = async (id: number): Promise<Record<string, unknown> | undefined> =>
  (await manager.post<{ client?: Record<string, unknown> }>(`/api/clients/get/${id}/`)).body.client;

const readOrder = async (id: number): Promise<S2Order> => (await manager.post<S2Order>(`/api/orders/get/${id}/`)).body;

/** The same order as the product's own screens see it. */
async function own(number: number): Promise<OrderBody> {
  const { body } = await manager.get<{ items: OrderBody[] }>(`/orders?q=${number}&pageSize=200`);
  const found = body.items.find((order) => order.number === number);
  if (!found) throw new Error(`No order ${number}`);
  return (await manager.get<OrderBody>(`/orders/${found.id}`)).body;
}

const told = ({ status, body }: Answer<unknown>): [number, unknown] => [status, body];
const SUCCESS: [number, unknown] = [200, { success: true }];

describe('tokens', () => {
  const signIn = (body: object): Promise<Answer<{ access: string; refresh: string }>> =>
    workshop.nobody.post('/api/token/', body);

  it('are given for login and password, and open the API', async () => {
    const { status, body } = await signIn({ username: manager.login, password: PASSWORD });
    expect([status, Object.keys(body).sort()]).toEqual([200, ['access', 'refresh']]);
    const headers = { authorization: `Bearer ${body.access}` };
    expect((await workshop.nobody.post('/api/clients/get/', {}, headers)).status).toBe(200);
  });

  it('are refused for a wrong pair', async () => {
    expect(told(await signIn({ username: manager.login, password: 'wrong' }))).toEqual([
      401,
      { detail: 'No active account found with the given credentials' },
    ]);
  });

  it('are refused by field where one is missing or empty', async () => {
    expect(told(await signIn({ password: '' }))).toEqual([
      400,
      { username: ['This field is required.'], password: ['This field may not be blank.'] },
    ]);
  });

  it('are what other credentials are not', async () => {
    const absent = { detail: 'Authentication credentials were not provided.' };
    for (const authorization of ['Basic YW5uYTp4', 'Token abc', '']) {
      expect(told(await workshop.nobody.post('/api/clients/get/', {}, { authorization }))).toEqual([401, absent]);
    }
  });

  it('are renewed by the same refresh token again and again', async () => {
    const { body } = await signIn({ username: manager.login, password: PASSWORD });
    for (let time = 0; time < 2; time += 1) {
      const renewed = await workshop.nobody.post<{ access: string }>('/api/token/refresh/', { refresh: body.refresh });
      expect([renewed.status, Object.keys(renewed.body)]).toEqual([200, ['access']]);
      const headers = { authorization: `Bearer ${renewed.body.access}` };
      expect((await workshop.nobody.post('/api/orders/get/', {}, headers)).status).toBe(200);
    }
  });

  it('are not renewed by anything else', async () => {
    const { body } = await signIn({ username: manager.login, password: PASSWORD });
    const invalid = { detail: 'Token is invalid or expired', code: 'token_not_valid' };
    const [head, , signature] = body.refresh.split('.');
    const forged = `${head}.${Buffer.from('{"sub":"1","sid":"1","use":"s2-refresh"}').toString('base64url')}.${signature}`;
    for (const refresh of ['nonsense', body.access, forged]) {
      expect(told(await workshop.nobody.post('/api/token/refresh/', { refresh }))).toEqual([401, invalid]);
    }
  });

  it('of refreshing are no access tokens', async () => {
    const { body } = await signIn({ username: manager.login, password: PASSWORD });
    const headers = { authorization: `Bearer ${body.refresh}` };
    expect((await workshop.nobody.post('/api/clients/get/', {}, headers)).status).toBe(401);
    expect((await workshop.nobody.get('/auth/me', headers)).status).toBe(401);
  });

  it('end with the session', async () => {
    const person = await workshop.another('manager');
    const { body } = await signIn({ username: person.login, password: PASSWORD });
    await person.post('/auth/password', { currentPassword: PASSWORD, newPassword: 'another horse battery' });
    const renewed = await workshop.nobody.post('/api/token/refresh/', { refresh: body.refresh });
    expect(told(renewed)).toEqual([401, { detail: 'Token is invalid or expired', code: 'token_not_valid' }]);
  });

  it('are slowed down after five wrong passwords', async () => {
    const person = await workshop.another('manager');
    for (let attempt = 0; attempt < 5; attempt += 1) await signIn({ username: person.login, password: 'wrong' });
    const refused = await signIn({ username: person.login, password: PASSWORD });
    expect(refused.status).toBe(429);
    expect(refused.body).toEqual({
      detail: expect.stringMatching(/^Request was throttled\. Expected available in \d+ seconds\.$/),
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await workshop.connection.collection('signInAttempts').deleteMany({});
  });
});

describe('callers', () => {
  const calls: [string, string][] = [
    ['POST', '/api/clients/add/'],
    ['POST', '/api/clients/get/1/'],
    ['POST', '/api/clients/get/'],
    ['POST', '/api/clients/edit/1/'],
    ['DELETE', '/api/clients/delete/1/'],
    ['POST', '/api/orders/add/'],
    ['POST', '/api/orders/get/1/'],
    ['POST', '/api/orders/get/'],
    ['POST', '/api/orders/edit/1/'],
    ['DELETE', '/api/orders/delete/1/'],
  ];

  it.each(calls)('without a token are refused: %s %s', async (method, path) => {
    const answer = await workshop.nobody.send(method, path);
    expect(told(answer)).toEqual([401, { detail: 'Authentication credentials were not provided.' }]);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="api"');
  });

  it.each(calls)('with a bad token are refused: %s %s', async (method, path) => {
    const answer = await workshop.nobody.send(method, path, undefined, { authorization: 'Bearer nonsense' });
    expect(told(answer)).toEqual([
      401,
      { detail: 'Given token not valid for any token type', code: 'token_not_valid' },
    ]);
  });

  it.each(calls)('without the right are refused: %s %s', async (method, path) => {
    expect(told(await master.send(method, path))).toEqual([
      403,
      { detail: 'You do not have permission to perform this action.' },
    ]);
  });

  it('with a method or a path that is not there are told so', async () => {
    expect(told(await manager.get('/api/clients/get/'))).toEqual([405, { detail: 'Method "GET" not allowed.' }]);
    expect(told(await manager.post('/api/clients/find/'))).toEqual([404, { detail: 'Not found.' }]);
  });
});

describe('clients', () => {
  it('are added and read', async () => {
    const id = await addClient();
    expect(told(await manager.post(`/api/clients/get/${id}/`))).toEqual([200, { client: { id, ...IVAN } }]);
  });

  it('are added without what may be missing, and read with empty texts', async () => {
    const id = await addClient({ first_name: 'Пётр', last_name: 'Петров', email: '' });
    const client = { id, first_name: 'Пётр', last_name: 'Петров', middle_name: '', mobile_phone: '', email: '' };
    expect(await readClient(id)).toEqual(client);
  });

  it('are listed from a number on, ascending', async () => {
    const first = await addClient();
    await addClient({ ...IVAN, first_name: 'Олег' });
    const { body } = await manager.post<{ clients: object[] }>('/api/clients/get/', { start_id: first });
    const { first_name, last_name, email } = IVAN;
    expect(body).toEqual({
      clients: [
        { id: first, first_name, last_name, email },
        { id: first + 1, first_name: 'Олег', last_name, email },
      ],
    });
    const next = await manager.post<{ clients: object[] }>('/api/clients/get/', { start_id: String(first + 1) });
    expect(next.body.clients).toHaveLength(1);
  });

  it('are listed from the first on without a number', async () => {
    const { body } = await manager.post<{ clients: { id: number }[] }>('/api/clients/get/');
    expect(body.clients[0]?.id).toBe(1);
  });

  it('are edited field by field', async () => {
    const id = await addClient();
    expect(told(await manager.post(`/api/clients/edit/${id}/`, { first_name: 'Петр', middle_name: '' }))).toEqual(
      SUCCESS,
    );
    expect(await readClient(id)).toEqual({ id, ...IVAN, first_name: 'Петр', middle_name: '' });
  });

  it('take back what was read of them, a company too', async () => {
    const made = await manager.post<{ number: number }>('/clients', {
      company: 'Ромашка '.repeat(20).trim(),
      firstName: 'Анна',
      lastName: 'Смирнова',
    });
    const { number } = made.body;
    const read = await readClient(number);
    expect(read).toMatchObject({ first_name: 'Ромашка '.repeat(20).trim(), last_name: '', middle_name: '' });
    const before = (await manager.get(`/clients?q=${number}`)).body;
    expect(told(await manager.post(`/api/clients/edit/${number}/`, read))).toEqual(SUCCESS);
    expect((await manager.get(`/clients?q=${number}`)).body).toEqual(before);
    const renamed = await manager.post(`/api/clients/edit/${number}/`, {
      ...read,
      first_name: 'Лютик',
      email: 'l@a.ru',
    });
    expect(told(renamed)).toEqual(SUCCESS);
    expect(await readClient(number)).toMatchObject({ first_name: 'Лютик', last_name: '', email: 'l@a.ru' });
    expect(told(await manager.post(`/api/clients/edit/${number}/`, { last_name: 'Иванов' }))).toEqual([
      400,
      { last_name: ['The client is a company: its name stands in first_name.'] },
    ]);
    expect(told(await manager.post(`/api/clients/edit/${number}/`, { first_name: ' ' }))).toEqual([
      400,
      { first_name: ['This field may not be blank.'] },
    ]);
  });

  it('of one name only take it back, and no person loses one', async () => {
    const { body } = await manager.post<{ number: number }>('/clients', { firstName: 'Пеле' });
    const read = await readClient(body.number);
    expect(told(await manager.post(`/api/clients/edit/${body.number}/`, read))).toEqual(SUCCESS);
    const id = await addClient();
    expect(
      told(await manager.post(`/api/clients/edit/${id}/`, { last_name: '', first_name: 'я'.repeat(121) })),
    ).toEqual([
      400,
      {
        last_name: ['This field may not be blank.'],
        first_name: ['Ensure this field has no more than 120 characters.'],
      },
    ]);
  });

  it('are deleted', async () => {
    const id = await addClient();
    expect(told(await manager.delete(`/api/clients/delete/${id}/`))).toEqual(SUCCESS);
    expect(told(await manager.post(`/api/clients/get/${id}/`))).toEqual([404, { detail: 'Not found.' }]);
  });

  it('with orders stay until these are deleted', async () => {
    const client = await addClient();
    await manager.post('/api/orders/add/', { client, product: 'Кружка', quantity: 1, price: 100 });
    const order = await lastOrder();
    const refused = await manager.delete(`/api/clients/delete/${client}/`);
    expect(told(refused)).toEqual([409, { detail: expect.stringContaining('1 orders') }]);
    expect(told(await manager.delete(`/api/orders/delete/${order}/`))).toEqual(SUCCESS);
    expect(told(await manager.delete(`/api/clients/delete/${client}/`))).toEqual(SUCCESS);
  });

  it.each<[object | string, object]>([
    [{}, { first_name: ['This field is required.'], last_name: ['This field is required.'] }],
    [{ ...IVAN, email: 'nonsense' }, { email: ['Enter a valid email address.'] }],
    [{ ...IVAN, first_name: ' ' }, { first_name: ['This field may not be blank.'] }],
    [{ ...IVAN, last_name: null }, { last_name: ['This field may not be null.'] }],
    [{ ...IVAN, last_name: { $gt: '' } }, { last_name: ['Not a valid string.'] }],
    [{ ...IVAN, first_name: 'я'.repeat(121) }, { first_name: ['Ensure this field has no more than 120 characters.'] }],
    [{ ...IVAN, mobile_phone: 'позвони' }, { mobile_phone: ['Enter a valid value.'] }],
    [[], { non_field_errors: ['Invalid data. Expected a dictionary.'] }],
  ])('are not added from %j', async (body, errors) => {
    expect(told(await manager.post('/api/clients/add/', body))).toEqual([400, errors]);
  });

  it('ignore fields they do not have', async () => {
    expect(told(await manager.post('/api/clients/add/', { ...IVAN, is_vip: true }))).toEqual(SUCCESS);
  });

  it.each(['0', '999999', 'abc', '1.5', '-1', '0x1', '1e0', '99999999999999999999'])(
    'of number %s are not found',
    async (id) => {
      for (const call of ['get', 'edit']) {
        expect(told(await manager.post(`/api/clients/${call}/${id}/`, {}))).toEqual([404, { detail: 'Not found.' }]);
      }
      expect(told(await manager.delete(`/api/clients/delete/${id}/`))).toEqual([404, { detail: 'Not found.' }]);
    },
  );
});

describe('bodies', () => {
  const form = { client: '1', product: 'Кружка & блюдце', quantity: '3', price: '10.50', description: 'синяя' };

  it('are taken as urlencoded forms', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(told(await manager.post('/api/orders/add/', new URLSearchParams(form).toString(), headers))).toEqual(
      SUCCESS,
    );
    expect(await readOrder(await lastOrder())).toMatchObject({
      product: 'Кружка & блюдце',
      quantity: 3,
      price: 10.5,
      total_price: 31.5,
    });
  });

  it('count the last of several values of a form', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const sent = `${new URLSearchParams(form).toString()}&product=${encodeURIComponent('Чайник')}`;
    expect(told(await manager.post('/api/orders/add/', sent, headers))).toEqual(SUCCESS);
    expect((await readOrder(await lastOrder())).product).toBe('Чайник');
  });

  it('are taken as multipart forms', async () => {
    const data = new FormData();
    for (const [name, value] of Object.entries(form)) data.set(name, value);
    data.set('picture', new Blob(['x']), 'x.png');
    const headers = { authorization: `Bearer ${manager.accessToken}` };
    const response = await fetch(`${workshop.url}/api/orders/add/`, { method: 'POST', body: data, headers });
    expect([response.status, await response.json()]).toEqual(SUCCESS);
    expect(await readOrder(await lastOrder())).toMatchObject({ product: 'Кружка & блюдце', description: 'синяя' });
  });

  it('may be missing where JSON is announced', async () => {
    const headers = { 'content-type': 'application/json' };
    expect((await manager.post('/api/clients/get/1/', '', headers)).status).toBe(200);
  });

  it.each([
    ['{"first_name"', 'application/json', 400],
    ['nonsense', 'multipart/form-data; boundary=x', 400],
    ['nonsense', 'multipart/form-data', 400],
    ['a: b', 'application/yaml', 415],
    ['{}', 'text/plain', 415],
    [JSON.stringify({ first_name: 'x'.repeat(2_000_000) }), 'application/json', 413],
  ])('that cannot be read are refused: %#', async (body, type, status) => {
    const answer = await manager.post('/api/clients/add/', body, { 'content-type': type });
    expect(told(answer)).toEqual([status, { detail: expect.any(String) }]);
  });

  it('are served with and without the last slash', async () => {
    for (const path of ['/api/clients/get', '/api/clients/get/1', '/api/orders/get']) {
      expect((await manager.post(path, {})).status).toBe(200);
      expect((await manager.post(`${path}/`, {})).status).toBe(200);
    }
    expect((await workshop.nobody.post('/api/token', {})).status).toBe(400);
  });
});

describe('orders', () => {
  it('are added and read, with money as numbers', async () => {
    const id = await addOrder();
    const { created_at, ...order } = await readOrder(id);
    expect(order).toEqual({
      client: { full_name: 'Иван Иванов', email: IVAN.email, mobile_phone: IVAN.mobile_phone },
      product: 'Ноутбук',
      quantity: 2,
      price: 1500,
      total_price: 3000,
      description: 'Заказ ноутбука',
      status: 'Pending',
    });
    const vladivostok = new Date(Date.now() + 10 * 3_600_000).toISOString();
    const today = `${vladivostok.slice(8, 10)}.${vladivostok.slice(5, 7)}.${vladivostok.slice(0, 4)}`;
    expect(created_at).toMatch(new RegExp(`^${today} \\d\\d:\\d\\d$`));
  });

  it('are orders of the workshop: confirmed, and counted', async () => {
    const order = await own(await addOrder());
    expect(order).toMatchObject({ status: 'confirmed', total: 300_000, note: 'Заказ ноутбука' });
    expect(order.items).toMatchObject([{ title: 'Ноутбук', quantity: 2, unit: 'шт', unitPrice: 150_000 }]);
  });

  it('are listed from a number on, with money as texts', async () => {
    const id = await addOrder({ price: 0.5, quantity: '3' });
    const { body } = await manager.post<{ orders: S2Order[] }>('/api/orders/get/', { start_id: id });
    const [listed, ...others] = body.orders;
    expect(others).toEqual([]);
    expect(listed).toEqual({
      id,
      client: { full_name: 'Иван Иванов', email: IVAN.email },
      product: 'Ноутбук',
      quantity: 3,
      price: '0.50',
      total_price: '1.50',
      description: 'Заказ ноутбука',
      status: 'Pending',
      created_at: expect.stringMatching(/^\d\d\.\d\d\.\d{4} \d\d:\d\d$/),
    });
  });

  it('are listed a thousand at most', async () => {
    const [template] = await workshop.connection.collection('orders').find().limit(1).toArray();
    const { _id, ...copied } = template ?? {};
    const copies = Array.from({ length: 1_001 }, (_, index) => ({ ...copied, number: 500_000 + index }));
    await workshop.connection.collection('orders').insertMany(copies);
    const { body } = await manager.post<{ orders: S2Order[] }>('/api/orders/get/', { start_id: 500_000 });
    expect([body.orders.length, body.orders[0]?.id, body.orders.at(-1)?.id]).toEqual([1_000, 500_000, 500_999]);
    const next = await manager.post<{ orders: S2Order[] }>('/api/orders/get/', { start_id: 501_000 });
    expect(next.body.orders.map(({ id }) => id)).toEqual([501_000]);
    await workshop.connection.collection('orders').deleteMany({ number: { $gte: 500_000 } });
  });

  it('take back what was read of them, whatever their lines', async () => {
    const { clientId } = await own(await addOrder());
    const line = { title: 'я'.repeat(255), quantity: 1.5, unit: 'кг', unitPrice: 333 };
    for (const items of [[], [line], Array.from({ length: 3 }, () => ({ ...line, quantity: 700_000 }))]) {
      const made = await manager.post<{ id: string; number: number; version: number }>('/orders', { clientId, items });
      expect(made.status).toBe(201);
      const { client: _client, ...read } = await readOrder(made.body.number);
      expect(told(await manager.post(`/api/orders/edit/${made.body.number}/`, read))).toEqual(SUCCESS);
      expect((await own(made.body.number)).version).toBe(made.body.version);
    }
  });

  it('are dated by when they were taken, and name a company', async () => {
    const { body: client } = await manager.post<{ id: string }>('/clients', {
      company: 'Ромашка ООО',
      firstName: 'Анна',
    });
    const orderedAt = '2024-12-17T11:00:00.000Z';
    const admin = await workshop.as('admin');
    const made = await admin.post<{ number: number }>('/orders', { clientId: client.id, items: [], orderedAt });
    expect(await readOrder(made.body.number)).toMatchObject({
      created_at: '17.12.2024 21:00',
      client: { full_name: 'Ромашка ООО' },
    });
  });

  it('take a product of 255 letters and no longer one', async () => {
    const id = await addOrder({ product: 'я'.repeat(255) });
    expect((await readOrder(id)).product).toHaveLength(255);
    const longer = ['Ensure this field has no more than 255 characters.'];
    for (const path of ['add/', `edit/${id}/`]) {
      const answer = await manager.post(`/api/orders/${path}`, {
        client: 1,
        product: 'я'.repeat(256),
        quantity: 1,
        price: 1,
      });
      expect(told(answer)).toEqual([400, { product: longer }]);
    }
    expect(told(await manager.post(`/api/orders/edit/${id}/`, { product: '' }))).toEqual([
      400,
      { product: ['This field may not be blank.'] },
    ]);
  });

  it('are edited field by field', async () => {
    const id = await addOrder();
    const client = await addClient({ ...IVAN, first_name: 'Олег' });
    const edit = { product: 'Смартфон', quantity: 3, price: '1000.00', description: '', client };
    expect(told(await manager.post(`/api/orders/edit/${id}/`, edit))).toEqual(SUCCESS);
    expect(await readOrder(id)).toMatchObject({
      client: { full_name: 'Олег Иванов' },
      product: 'Смартфон',
      quantity: 3,
      price: 1000,
      total_price: 3000,
      description: '',
    });
  });

  it('are deleted, completed ones too, and the client then owes nothing', async () => {
    const id = await addOrder();
    const { clientId } = await own(id);
    await manager.post(`/api/orders/edit/${id}/`, { status: 'Completed' });
    expect(told(await manager.delete(`/api/orders/delete/${id}/`))).toEqual(SUCCESS);
    expect(told(await manager.post(`/api/orders/get/${id}/`))).toEqual([404, { detail: 'Not found.' }]);
    expect((await manager.get<ClientBody>(`/clients/${clientId}`)).body.balance).toBe(0);
  });

  it.each<[object, object]>([
    [
      { client: undefined, product: undefined, quantity: undefined, price: undefined },
      Object.fromEntries(['client', 'product', 'quantity', 'price'].map((name) => [name, ['This field is required.']])),
    ],
    [{ client: 999_999 }, { client: ['Invalid pk "999999" - object does not exist.'] }],
    [{ client: 'abc' }, { client: ['A valid integer is required.'] }],
    [{ product: '' }, { product: ['This field may not be blank.'] }],
    [{ quantity: 0 }, { quantity: ['Ensure this value is greater than or equal to 0.001.'] }],
    [{ quantity: 'много' }, { quantity: ['A valid number is required.'] }],
    [{ price: '10.505' }, { price: ['Ensure that there are no more than 2 decimal places.'] }],
    [{ price: '1.5e-2' }, { price: ['Ensure that there are no more than 2 decimal places.'] }],
    [{ price: '1e20' }, { price: ['Ensure that there are no more than 13 digits in total.'] }],
    [{ price: '.' }, { price: ['A valid number is required.'] }],
    [{ quantity: 1_000_000, price: '99999999999' }, { price: ['The total of the order is too large.'] }],
    [{ price: 'дорого' }, { price: ['A valid number is required.'] }],
    [{ price: -1 }, { price: ['Ensure this value is greater than or equal to 0.'] }],
  ])('are not added with %j', async (fields, errors) => {
    const whole = { client: 1, product: 'Кружка', quantity: 1, price: '100.00', ...fields };
    expect(told(await manager.post('/api/orders/add/', whole))).toEqual([400, errors]);
  });

  it.each<[unknown, number, unknown, number]>([
    ['.5', 0.5, '5.', 5],
    ['5.', 5, '.5', 0.5],
    ['1e3', 1_000, '1E1', 10],
    [' +2.50 ', 2.5, '+3', 3],
    ['-0', 0, 1e3, 1_000],
    [1e3, 1_000, '25e-1', 2.5],
  ])('take the price %j for %d and the quantity %j for %d', async (price, isPrice, quantity, isQuantity) => {
    expect(await readOrder(await addOrder({ price, quantity }))).toMatchObject({
      price: isPrice,
      quantity: isQuantity,
    });
  });

  it('tell of a sum that is too large by the field that was sent', async () => {
    const id = await addOrder({ quantity: 1, price: '99999999999' });
    const message = ['The total of the order is too large.'];
    const edit = async (fields: object): Promise<unknown> =>
      told(await manager.post(`/api/orders/edit/${id}/`, fields));
    expect(await edit({ quantity: 1_000_000 })).toEqual([400, { quantity: message }]);
    expect(await edit({ quantity: 1_000_000, price: '99999999998' })).toEqual([400, { price: message }]);
  });

  it('ignore an unknown field whatever it is called', async () => {
    const whole = { client: await addClient(), product: 'Кружка', quantity: 1, price: '1.00' };
    for (const name of ['constructor', '__proto__', 'toString', 'unknown']) {
      const body = JSON.stringify(whole).replace('{', `{"${name}":"9",`);
      const headers = { 'content-type': 'application/json' };
      expect([name, told(await manager.post('/api/orders/add/', body, headers))]).toEqual([name, SUCCESS]);
    }
  });

  it('of unknown numbers are not found', async () => {
    for (const call of ['get', 'edit']) {
      expect(told(await manager.post(`/api/orders/${call}/999999/`, {}))).toEqual([404, { detail: 'Not found.' }]);
    }
    expect(told(await manager.delete('/api/orders/delete/999999/'))).toEqual([404, { detail: 'Not found.' }]);
  });
});

describe('the status', () => {
  let id: number;
  const edit = (fields: object): Promise<Answer<unknown>> => manager.post(`/api/orders/edit/${id}/`, fields);

  beforeEach(async () => {
    id = await addOrder();
  });

  it('Completed delivers the order along its life cycle, in the name of the caller', async () => {
    expect(told(await edit({ status: 'Completed' }))).toEqual(SUCCESS);
    expect((await readOrder(id)).status).toBe('Completed');
    const order = await own(id);
    expect(order).toMatchObject({ status: 'delivered', deliveredAt: expect.any(String) });
    const { body } = await manager.get<PageBody<HistoryBody>>(`/orders/${order.id}/history`);
    const steps = body.items.flatMap(({ changes, actor }) =>
      changes
        .filter(({ path }) => path === 'status')
        .map(({ after }) => [after, actor.name, (actor as { via?: string }).via]),
    );
    expect(steps).toEqual(['delivered', 'ready', 'confirmed'].map((status) => [status, manager.name, 's2-api']));
  });

  it('Completed confirms a draft of the workshop first', async () => {
    const draft = await makeOrder(manager);
    id = draft.number;
    expect(told(await edit({ status: 'Completed' }))).toEqual(SUCCESS);
    expect((await own(id)).status).toBe('delivered');
  });

  it('Completed comes with other fields in one call', async () => {
    const fields = { product: 'Смартфон', quantity: 3, price: '1000.00', status: 'Completed' };
    expect(told(await edit(fields))).toEqual(SUCCESS);
    expect(await readOrder(id)).toMatchObject({ product: 'Смартфон', total_price: 3000, status: 'Completed' });
    expect(told(await edit(fields))).toEqual(SUCCESS);
  });

  it('Completed comes with more of what is ready, in one call', async () => {
    const order = await own(id);
    const masterId = (await workshop.as('master')).id;
    const assignments = [{ itemId: order.items[0]?.id, masterId }];
    await manager.post(`/orders/${order.id}/status`, { status: 'in_production', assignments });
    await manager.post(`/orders/${order.id}/status`, { status: 'ready' });
    expect(told(await edit({ quantity: 7, status: 'Completed' }))).toEqual(SUCCESS);
    expect(await own(id)).toMatchObject({ status: 'delivered', partsTotal: 1, partsDone: 1 });
  });

  it('Completed is refused where the life cycle forbids it, and nothing of the call is kept', async () => {
    const order = await own(id);
    await manager.post(`/orders/${order.id}/status`, { status: 'on_hold' });
    const refused = await edit({ product: 'Смартфон', status: 'Completed' });
    expect(told(refused)).toEqual([400, { status: [expect.stringContaining('on_hold cannot become delivered')] }]);
    expect(await readOrder(id)).toMatchObject({ product: 'Ноутбук', status: 'Pending' });
  });

  it('Completed is refused for an order without items', async () => {
    id = (await makeOrder(manager, { items: [] })).number;
    expect(told(await edit({ status: 'Completed' }))).toEqual([400, { status: [expect.stringContaining('no items')] }]);
    expect(await readOrder(id)).toMatchObject({ product: '', quantity: 0, price: 0, total_price: 0 });
  });

  it('Cancelled cancels, and is read of a cancelled order', async () => {
    expect(told(await edit({ status: 'Cancelled' }))).toEqual(SUCCESS);
    expect((await readOrder(id)).status).toBe('Cancelled');
    expect(told(await edit({ status: 'Completed' }))).toEqual([
      400,
      { status: [expect.stringContaining('cancelled')] },
    ]);
  });

  it('Pending takes nothing back', async () => {
    expect(told(await edit({ status: 'Pending' }))).toEqual(SUCCESS);
    await edit({ status: 'Completed' });
    expect(told(await edit({ status: 'Pending' }))).toEqual([400, { status: [expect.stringContaining('delivered')] }]);
  });

  it('is one of three words', async () => {
    expect(told(await edit({ status: 'Done' }))).toEqual([400, { status: ['"Done" is not a valid choice.'] }]);
    expect(told(await edit({ status: null }))).toEqual([400, { status: ['This field may not be null.'] }]);
  });

  it('of a completed order forbids to change it', async () => {
    await edit({ status: 'Completed' });
    expect(told(await edit({ product: 'Смартфон' }))).toEqual([400, { detail: expect.stringContaining('delivered') }]);
  });
});

describe('an order of several items', () => {
  let id: number;

  beforeAll(async () => {
    const client = await makeClient(manager, { company: 'Ромашка ООО' });
    const items = [
      line({ title: 'Кружка', quantity: 2, unitPrice: 10_000 }),
      line({ title: 'Блюдце', quantity: 1, unitPrice: 5_001 }),
    ];
    id = (await makeOrder(manager, { clientId: client.id, items })).number;
  });

  it('is read as one', async () => {
    expect(await readOrder(id)).toMatchObject({
      client: { full_name: 'Ромашка ООО', email: '', mobile_phone: '' },
      product: 'Кружка, Блюдце',
      quantity: 3,
      price: 83.34,
      total_price: 250.01,
    });
  });

  it.each(['product', 'quantity', 'price'])('cannot be given another %s, and says why', async (field) => {
    const answer = await manager.post(`/api/orders/edit/${id}/`, { [field]: 7 });
    expect(told(answer)).toEqual([400, { [field]: [expect.stringContaining('2 items')] }]);
  });

  it('can be given the rest, and sent back as it was read', async () => {
    const { product, quantity, price } = await readOrder(id);
    const answer = await manager.post(`/api/orders/edit/${id}/`, { product, quantity, price, description: 'Срочно' });
    expect(told(answer)).toEqual(SUCCESS);
    expect((await readOrder(id)).description).toBe('Срочно');
  });
});

describe('what a role may not read', () => {
  it('is left out', async () => {
    await workshop.addRole('clerk', ['orders:read', 'clients:read']);
    const clerk = await workshop.another('clerk');
    const id = await addOrder();
    const { body } = await clerk.post<S2Order>(`/api/orders/get/${id}/`);
    expect(body).toMatchObject({ client: { full_name: 'Иван Иванов' }, product: 'Ноутбук' });
    const texts = await Promise.all(
      [`orders/get/${id}`, 'orders/get', 'clients/get'].map(async (call) => (await clerk.post(`/api/${call}/`)).text),
    );
    expect(texts.join()).not.toMatch(/1500|3000|ivanov@example|79001234567/);
  });
});
