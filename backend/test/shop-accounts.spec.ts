import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusal, type Session } from './caller.js';
import { makeClient, makeOrder, type OrderBody, type PageBody } from './factories.js';
import { PASSWORD, TestWorkshop } from './harness.js';
import { linksTo } from './letters.js';

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

/** From a network of its own, for one makes only a few. */
const from = (): Record<string, string> => ({ 'x-forwarded-for': `10.${people % 250}.${Math.floor(people / 250)}.1` });

async function register(email = address()): Promise<Session> {
  const made = await workshop.nobody.post('/shop/account', accountOf(email), from());
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

const confirm = async (customer: Session, link?: string): Promise<number> =>
  (await customer.post('/shop/account/confirm', { link })).status;

describe('the address of an account', () => {
  it('is proven by the link of a letter, once, by who is signed in, and shows the orders of the client who has it', async () => {
    const email = address();
    const client = await makeClient(manager, { company: 'Василёк', email: email.toUpperCase() });
    const former = await makeOrder(manager, { clientId: client.id });
    const guest = await order(workshop.nobody, { email });
    const [customer, other] = [await register(email), await register()];
    expect(await ownOf(customer)).toEqual([]);
    const [link] = await linksTo(workshop, email);
    expect([await confirm(other, link), await confirm(customer, `${link}x`)]).toEqual([404, 404]);
    expect(await confirm(customer, link)).toBe(200);
    expect((await customer.get('/shop/account')).body).toMatchObject({ isConfirmed: true });
    expect((await ownOf(customer)).map(({ number }) => number).sort()).toEqual([former.number, guest.number].sort());
    expect(await confirm(customer, link)).toBe(404);
    const journal = JSON.stringify(await workshop.connection.collection('journal').find().toArray());
    expect(journal).not.toContain(link);
  });

  it('is proven by a new password too, which ends the sessions of whoever took the address before', async () => {
    const email = address();
    const thief = await register(email);
    expect((await workshop.nobody.post('/shop/account', accountOf(email))).status).toBe(204);
    const [, link] = await linksTo(workshop, email);
    const reset = { link, password: 'another battery horse' };
    const answer = await workshop.nobody.post('/shop/account/password', reset);
    expect([answer.status, answer.body]).toEqual([200, { email }]);
    expect((await thief.get('/shop/account')).status).toBe(401);
    expect((await workshop.nobody.post('/auth/sign-in', { login: email, password: PASSWORD })).status).toBe(401);
    const owner = await workshop.nobody.signIn(email, 'another battery horse');
    expect((await owner.get('/shop/account')).body).toMatchObject({ isConfirmed: true });
    expect((await workshop.nobody.post('/shop/account/password', reset)).status).toBe(404);
  });

  it('gets a letter where the password is forgotten, and no answer tells whether there is an account', async () => {
    const customer = await register();
    for (const email of [customer.login, address(), 'admin@example.org']) {
      const asked = await workshop.nobody.post('/shop/account/forgotten', { email });
      expect([asked.status, asked.text]).toEqual([204, '']);
      expect(await linksTo(workshop, email)).toHaveLength(email === customer.login ? 2 : 0);
    }
    const [former, link] = await linksTo(workshop, customer.login);
    expect([await confirm(customer, former), await confirm(customer, link)]).toEqual([404, 200]);
  });

  it('links no client where two have it, and the workshop links, vouches, and takes the link away', async () => {
    const email = address();
    const [one] = [
      await makeClient(manager, { company: 'Первый', email }),
      await makeClient(manager, { company: 'Второй', email }),
    ];
    const former = await makeOrder(manager, { clientId: one.id });
    const customer = await register(email);
    expect(await confirm(customer, (await linksTo(workshop, email))[0])).toBe(200);
    expect(await ownOf(customer)).toEqual([]);
    const path = `/clients/${one.id}/shop-accounts`;
    const listed = await manager.get<unknown[]>(path);
    expect(listed.body).toMatchObject([{ email, isConfirmed: true, isLinked: false, seenAt: expect.any(String) }]);
    expect((await manager.post(path, { email, isLinked: true })).body).toMatchObject({ isLinked: true });
    expect((await ownOf(customer)).map(({ number }) => number)).toEqual([former.number]);
    expect((await customer.get(`/shop/account/orders/${former.id}`)).status).toBe(200);
    expect((await manager.post(path, { email, isLinked: false })).body).toMatchObject({ isLinked: false });
    expect(await ownOf(customer)).toEqual([]);
    const unconfirmed = await register();
    await manager.post(path, { email: unconfirmed.login, isLinked: true });
    expect((await ownOf(unconfirmed)).map(({ number }) => number)).toEqual([former.number]);
    expect((await manager.post(path, { email: address(), isLinked: true })).status).toBe(404);
  });

  it('shows nothing of who orders with the same phone alone', async () => {
    const phone = '+7 913 999-88-77';
    const customer = await register();
    await order(customer, { phone });
    expect(await confirm(customer, (await linksTo(workshop, customer.login))[0])).toBe(200);
    const foreign = await order(workshop.nobody, { phone });
    expect((await ownOf(customer)).map(({ number }) => number)).not.toContain(foreign.number);
  });
});

describe('the cart of an account', () => {
  const line = (fields: object = {}): object => ({
    productId,
    quantity: 1,
    choiceIds: [],
    answers: [],
    name: 'Кружка',
    unit: 'шт',
    unitPrice: 90_000,
    earliestDay: '2026-12-01',
    ...fields,
  });
  const cartOf = async (customer: Session): Promise<[string, number][]> =>
    (await customer.get<{ lines: { productId: string; quantity: number }[] }>('/shop/account/cart')).body.lines.map(
      (one) => [one.productId, one.quantity],
    );

  it('is the same on two devices, adds up what a guest brings, once, and is empty of what is ordered', async () => {
    const customer = await register();
    const phone = await workshop.nobody.signIn(customer.login, PASSWORD);
    const another = 'f'.repeat(24);
    await customer.post('/shop/account/cart', { lines: [line({ quantity: 2 })] });
    const guest = { lines: [line({ quantity: 1.5 }), line({ productId: another })] };
    for (let time = 0; time < 2; time += 1)
      await phone.post('/shop/account/cart', guest, { 'idempotency-key': customer.id });
    expect(await cartOf(customer)).toEqual([
      [productId, 3.5],
      [another, 1],
    ]);
    await customer.patch('/shop/account/cart', { productId: another, choiceIds: [], answers: [], quantity: 0 });
    expect(await cartOf(phone)).toEqual([[productId, 3.5]]);
    await order(customer);
    expect(await cartOf(customer)).toEqual([[productId, 1.5]]);
    expect(await cartOf(await register())).toEqual([]);
  });

  it('has an end, beyond which nothing of what is brought is taken', async () => {
    const customer = await register();
    const lines = Array.from({ length: 50 }, (_one, index) => line({ productId: String(index).padStart(24, '0') }));
    expect((await customer.post('/shop/account/cart', { lines })).status).toBe(200);
    for (const more of [[line()], [...lines, line()], [line({ productId: '0'.repeat(24), quantity: 1_000_000 })]]) {
      const refused = await customer.post('/shop/account/cart', { lines: more });
      expect([refused.status, refusal(refused).errors?.[0]?.field]).toEqual([400, 'lines']);
    }
    expect(await cartOf(customer)).toHaveLength(50);
  });

  it('is filled from a former order with what can still be had, at the price of today', async () => {
    const customer = await register();
    const gone = { name: 'Поднос', unit: 'шт', price: 50_000, isShown: true, options: [], questions: [] };
    const { id } = (await manager.post<{ id: string }>('/products', gone)).body;
    const items = [productId, id].map((one) => ({ productId: one, quantity: 2 }));
    await customer.post('/shop/orders', { name: 'Анна', isAgreed: true, items });
    await manager.post(`/products/${id}/archive`, { isArchived: true });
    await manager.patch(`/products/${productId}`, { price: 95_000 });
    const own = (await ownOf(customer))[0]?.id;
    const again = await customer.get(`/shop/account/orders/${own}/repeat`);
    expect(again.body).toMatchObject({
      lines: [{ productId, quantity: 2, unitPrice: 95_000 }],
      lost: [{ title: 'Поднос' }],
      priceChanges: [{ before: 90_000, now: 95_000 }],
    });
    await manager.patch(`/products/${productId}`, { price: 90_000 });
    expect((await (await register()).get(`/shop/account/orders/${own}/repeat`)).status).toBe(404);
  });
});

describe('leaving', () => {
  it('takes the password, and leaves the orders with the workshop', async () => {
    const customer = await register();
    const taken = await order(customer);
    expect((await customer.post('/shop/account/leave', { password: 'not the password' })).status).toBe(422);
    expect((await customer.post('/shop/account/leave', { password: PASSWORD })).status).toBe(204);
    expect((await customer.get('/shop/account')).status).toBe(401);
    const again = await workshop.nobody.post('/auth/sign-in', { login: customer.login, password: PASSWORD });
    expect(again.status).toBe(401);
    expect((await workshop.nobody.get(`/shop/orders/${taken.key}`)).status).toBe(200);
  });
});

describe('abuse', () => {
  it('is slowed down: one address gets a few letters, and one network tries a few links', async () => {
    const email = address();
    const asked: number[] = [];
    for (let index = 0; index < 5; index += 1)
      asked.push((await workshop.nobody.post('/shop/account/forgotten', { email })).status);
    expect(asked).toEqual([204, 204, 204, 429, 429]);
    const tried: number[] = [];
    for (let index = 0; index < 30; index += 1) {
      const body = { link: `${index}`.padStart(32, 'x'), password: 'another battery horse' };
      tried.push((await workshop.nobody.post('/shop/account/password', body)).status);
    }
    expect([...new Set(tried)]).toEqual([404, 429]);
  });

  it('is slowed down: one network makes a few accounts', async () => {
    const statuses: number[] = [];
    for (let index = 0; index < 15; index += 1)
      statuses.push((await workshop.nobody.post('/shop/account', accountOf(address()))).status);
    expect(statuses).toContain(429);
  });
});
