import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusal, type Session } from './caller.js';
import { makeClient, makeOrder, type OrderBody, type PageBody } from './factories.js';
import { PASSWORD, TestWorkshop } from './harness.js';

interface OwnOrder {
  id: string;
  number: number;
  status: string;
  total: number;
}

let workshop: TestWorkshop;
let manager: Session;
let productId: string;
let people = 0;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  manager = await workshop.as('manager');
  const product = { name: 'Кружка', unit: 'шт', price: 90_000, isShown: true, options: [], questions: [] };
  productId = (await manager.post<{ id: string }>('/products', product)).body.id;
});
afterAll(async () => workshop.close());

const address = (): string => `buyer${(people += 1)}@example.org`;

const accountOf = (email: string): object => ({ email, name: 'Анна Петрова', language: 'ru', password: PASSWORD });

async function register(email = address()): Promise<Session> {
  const made = await workshop.nobody.post('/shop/account', accountOf(email));
  expect({ status: made.status, text: made.text }).toEqual({ status: 204, text: '' });
  return workshop.nobody.signIn(email, PASSWORD);
}

async function order(by: { post: Session['post'] }, fields: object = {}): Promise<{ number: number; key: string }> {
  const contact = { name: 'Анна Петрова', isAgreed: true, ...fields };
  const taken = await by.post<{ number: number; key: string }>('/shop/orders', {
    ...contact,
    items: [{ productId, quantity: 2 }],
  });
  expect({ status: taken.status, text: taken.text }).toMatchObject({ status: 201 });
  return taken.body;
}

const ownOf = async (customer: Session): Promise<OwnOrder[]> =>
  (await customer.get<PageBody<OwnOrder>>('/shop/account/orders')).body.items;

describe('an account in the shop', () => {
  it('is made with an e-mail and a password, and opens nothing of the workshop', async () => {
    const customer = await register('Buyer.One+shop@Example.org');
    expect(customer.body.user).toMatchObject({ roleKey: 'customer', permissions: ['shop:account'] });
    const own = await customer.get('/shop/account');
    expect(own.body).toEqual({
      email: 'Buyer.One+shop@Example.org',
      name: 'Анна Петрова',
      language: 'ru',
      isConfirmed: false,
    });
    for (const path of ['/orders', '/clients', '/users', '/views', '/workshop', '/preferences'])
      expect([path, (await customer.get(path)).status]).toEqual([path, 403]);
    const changed = await customer.patch('/shop/account', { name: 'Анна', phone: '+7 913 000-00-01', language: 'en' });
    expect(changed.body).toMatchObject({ name: 'Анна', phone: '+7 913 000-00-01', language: 'en' });
    expect((await customer.patch('/shop/account', { phone: null })).body).not.toHaveProperty('phone');
  });

  it('is told of by no answer: a known address is answered like a new one, and keeps its password', async () => {
    const [customer, admin] = [await register(), await workshop.asAdmin()];
    for (const email of [customer.login, customer.login.toUpperCase()]) {
      const again = await workshop.nobody.post('/shop/account', {
        ...accountOf(email),
        password: 'another battery horse',
      });
      expect([again.status, again.text]).toEqual([204, '']);
      const tried = await workshop.nobody.post('/auth/sign-in', { login: email, password: 'another battery horse' });
      expect(tried.status).toBe(401);
    }
    expect((await workshop.nobody.signIn(customer.login, PASSWORD)).id).toBe(customer.id);
    expect((await customer.get('/shop/account')).status).toBe(200);
    expect((await admin.get('/shop/account')).status).toBe(403);
  });

  it('says by field what is missing or too easy', async () => {
    for (const [fields, field] of [
      [{ email: 'nobody' }, 'email'],
      [{ password: 'short' }, 'password'],
      [{ name: '' }, 'name'],
      [{ language: 'fr' }, 'language'],
      [{ roleId: 'f'.repeat(24) }, 'roleId'],
    ] as const) {
      const answer = await workshop.nobody.post('/shop/account', { ...accountOf(address()), ...fields });
      expect([answer.status, refusal(answer).errors?.[0]?.field]).toEqual([400, field]);
    }
  });

  it('is not among the people of the workshop, unless customers are asked for', async () => {
    const [customer, admin] = [await register(), await workshop.asAdmin()];
    const { total, items } = (await admin.get<PageBody<{ roleKey: string }>>('/users?pageSize=200')).body;
    expect(items.map(({ roleKey }) => roleKey)).not.toContain('customer');
    expect(total).toBe(items.length);
    const asked = await admin.get<PageBody<{ id: string }>>(`/users?roleId=${customer.body.user.roleId}&pageSize=200`);
    expect(asked.body.items.map(({ id }) => id)).toContain(customer.id);
    const masters = await manager.get<{ id: string }[]>('/users/masters');
    expect(masters.body.map(({ id }) => id)).not.toContain(customer.id);
  });
});

describe('own orders', () => {
  it('are those made when signed in, the latest first, and no others', async () => {
    const [one, other] = [await register(), await register()];
    const [first, second] = [await order(one), await order(one)];
    const foreign = await order(other);
    expect((await ownOf(one)).map(({ number }) => number)).toEqual([second.number, first.number]);
    const [own, theirs] = [(await ownOf(one))[0], (await ownOf(other))[0]];
    expect(theirs?.number).toBe(foreign.number);
    const seen = await one.get<OwnOrder>(`/shop/account/orders/${own?.id}`);
    expect(seen.body).toMatchObject({ id: own?.id, number: second.number, status: 'draft', total: 180_000 });
    for (const id of [theirs?.id, String(foreign.number), foreign.key]) {
      const answers = [
        await one.get(`/shop/account/orders/${id}`),
        await one.post(`/shop/account/orders/${id}/cancel`, {}),
      ];
      for (const answer of answers) expect([400, 404]).toContain(answer.status);
    }
    const cancelled = await one.post<OwnOrder>(`/shop/account/orders/${own?.id}/cancel`, {});
    expect(cancelled.body).toMatchObject({ status: 'cancelled' });
  });

  it('can be made together with the account', async () => {
    const email = address();
    const account = { password: PASSWORD, language: 'en' };
    const without = { name: 'Анна', phone: '+7 913 222-33-44', isAgreed: true, items: [{ productId, quantity: 1 }] };
    const refused = await workshop.nobody.post('/shop/orders', { ...without, ...account });
    expect([refused.status, refusal(refused).errors?.[0]?.field]).toEqual([400, 'email']);
    const taken = await order(workshop.nobody, { email, ...account });
    const customer = await workshop.nobody.signIn(email, PASSWORD);
    expect((await ownOf(customer)).map(({ number }) => number)).toEqual([taken.number]);
    // The account of whoever has the address stays as it is, and the order is a guest's.
    const guest = await order(workshop.nobody, { email, password: 'another battery horse' });
    expect(guest.key).toMatch(/^[\w-]{32}$/);
    expect((await ownOf(customer)).map(({ number }) => number)).toEqual([taken.number]);
  });

  it('are shown of a client that was there before to nobody who only says the address', async () => {
    const email = address();
    const client = await makeClient(manager, { company: 'Ромашка', email });
    const former = await makeOrder(manager, { clientId: client.id });
    const customer = await register(email);
    const taken = await order(customer);
    expect((await ownOf(customer)).map(({ number }) => number)).toEqual([taken.number]);
    expect((await customer.get(`/shop/account/orders/${former.id}`)).status).toBe(404);
    const orders = await manager.get<PageBody<OrderBody>>(`/orders?clientId=${client.id}`);
    expect(orders.body.items.map(({ number }) => number).sort()).toEqual([former.number, taken.number].sort());
  });
});

describe('abuse', () => {
  it('is slowed down: one network makes a few accounts', async () => {
    const statuses: number[] = [];
    for (let index = 0; index < 15; index += 1)
      statuses.push((await workshop.nobody.post('/shop/account', accountOf(address()))).status);
    expect(statuses).toContain(429);
  });
});
