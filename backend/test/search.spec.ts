import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusal, type Session } from './caller.js';
import {
  line,
  makeClient,
  makeOrder,
  makeOrderInWork,
  partsOf,
  type ClientBody,
  type OrderBody,
  type PageBody,
} from './factories.js';
import { TestWorkshop } from './harness.js';

let workshop: TestWorkshop;
let manager: Session;
let clerk: Session;
let order: OrderBody;

const CONTACT = { name: 'Пётр Ильин', phone: '8 495 111-22-33 доб. 12', email: 'petr@lavka.example' };
const LAVKA = { company: 'Лавка «Ёж»', phone: '+7 913 111-22-33', email: 'office@lavka.example', contacts: [CONTACT] };

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  await workshop.addRole('clerk', ['orders:read', 'clients:read']);
  [manager, clerk] = [await workshop.as('manager'), await workshop.as('clerk')];
  const client = await makeClient(manager, LAVKA);
  order = await makeOrder(manager, {
    clientId: client.id,
    status: 'confirmed',
    dueAt: '2027-03-11T21:00:00Z',
    items: [line({ title: 'Кружка с гравировкой', quantity: 1, unitPrice: 27_661_50, discountPercent: 0 })],
  });
  const other = await makeClient(manager, { company: 'Другая' });
  await makeOrder(manager, {
    clientId: other.id,
    items: [line({ title: 'Табличка', quantity: 1, unitPrice: 100_00 })],
  });
});
afterAll(async () => workshop.close());

async function orders(q: string, by = manager): Promise<number[]> {
  const { body } = await by.get<PageBody<OrderBody>>(`/orders?pageSize=200&q=${encodeURIComponent(q)}`);
  return body.items.map(({ number }) => number);
}

async function clients(q: string, by = manager): Promise<string[]> {
  const { body } = await by.get<PageBody<ClientBody>>(`/clients?pageSize=200&q=${encodeURIComponent(q)}`);
  return body.items.map(({ name }) => name);
}

describe('an order', () => {
  it.each([
    '+7 913 111-22-33',
    '8 913 111',
    '8913111',
    '913 111',
    '22-33',
    '2233',
    '+7\u202a913\u2011111',
    '8 (495) 111',
    'ильин',
    'office@lavka.example',
    'petr@lavka',
    '27 661,50',
    '27661.5 ₽',
    '27 661',
    '12.03.2027',
    '12.03',
    '12 марта',
    '12 марта 2027 лавка',
    'подтверждён',
    'confirmed ёж',
    'кружки',
    'кружек',
    'гравировкой',
  ])('is found by %s', async (q) => {
    expect(await orders(q)).toEqual([order.number]);
  });

  it.each(['№ 1', '№1', 'No. 1', '#1', 'лавка 1'])('is found by its number written as %s', async (q) => {
    expect(await orders(q.replace('1', String(order.number)))).toEqual([order.number]);
  });

  it.each(['8 914 111', '27 661,51', '13.03.2027', 'выдан', '🎂', '🎂 …'])('is not found by %s', async (q) => {
    expect(await orders(q)).toEqual([]);
  });

  it('is found by a hidden value only by those who may read it', async () => {
    for (const q of ['8 913 111', '22-33', 'office@lavka.example', 'ильин', '27 661,50'])
      expect([q, await orders(q, clerk)]).toEqual([q, []]);
    expect(await orders('кружки ёж 12.03', clerk)).toEqual([order.number]);
  });

  it('is found by the new number of its client, and no more by the former', async () => {
    const client = await makeClient(manager, { phone: '+7 900 555-66-77' });
    const { number } = await makeOrder(manager, { clientId: client.id });
    expect(await orders('555-66-77')).toEqual([number]);
    await manager.patch(`/clients/${client.id}`, {
      phone: '+48 22 444 33 22',
      contacts: [{ name: 'Я', phone: '998877' }],
    });
    await workshop.followed();
    expect([await orders('555-66-77'), await orders('+48 22 444'), await orders('998877')]).toEqual([
      [],
      [number],
      [number],
    ]);
    await manager.patch(`/clients/${client.id}`, { phone: null, contacts: [] });
    await workshop.followed();
    expect([await orders('+48 22 444'), await orders('998877')]).toEqual([[], []]);
  });

  it('shows to nobody what it repeats of its client to be found by', async () => {
    const text = JSON.stringify((await manager.get(`/orders/${order.id}`)).body);
    expect(text).not.toMatch(/clientPhone|clientContacts|913 111/);
    const history = JSON.stringify((await manager.get(`/orders/${order.id}/history`)).body);
    expect(history).not.toMatch(/clientPhone|clientContacts/);
  });

  it('is found by every one of 500 lines', async () => {
    const long = Array.from({ length: 300 }, (_, word) => `пожелание${word}`).join(' ');
    const items = Array.from({ length: 500 }, (_, index) =>
      line({ title: `Жетон номер${index} латунь`, wishes: index < 20 ? long : undefined }),
    );
    const { number } = await makeOrder(manager, { items });
    for (const index of [0, 250, 499]) expect(await orders(`жетоны номер${index}`)).toEqual([number]);
  });

  it('is served by the index for several forms of a word', async () => {
    const explained = await workshop.connection
      .collection('orders')
      .find({ status: { $in: ['draft', 'confirmed'] }, words: { $in: [/^таблички/, /^табличк.{0,3}$/] } })
      .explain('executionStats');
    expect(JSON.stringify(explained)).toMatch(/"status_1_words_1"/);
    expect(JSON.stringify(explained)).toMatch(/"totalDocsExamined":1\b/);
  });
});

describe('a client', () => {
  beforeAll(async () => {
    for (const fields of [
      { lastName: 'Сидоров', firstName: 'А. П.' },
      { company: 'Санкт Петербургский двор', address: 'ул. Пушкинская, 5' },
      { company: 'Straße & Łódź' },
      { company: 'М’ясний ряд' },
    ])
      await makeClient(manager, { company: null, ...fields });
  });

  it.each([
    ['А.П.', 'Сидоров А. П.'],
    ['сидорову', 'Сидоров А. П.'],
    ['Санкт-Петербургский', 'Санкт Петербургский двор'],
    ['ул.Пушкинская', 'Санкт Петербургский двор'],
    ['strasse lodz', 'Straße & Łódź'],
    ["м'ясний", 'М’ясний ряд'],
    ['лавки', 'Лавка «Ёж»'],
    ['8 913 111', 'Лавка «Ёж»'],
    ['2233', 'Лавка «Ёж»'],
  ])('is found by %s', async (q, name) => {
    expect(await clients(q)).toContain(name);
  });

  it('is not found by nothing but a picture', async () => {
    expect(await clients('🎂')).toEqual([]);
  });
});

describe('a phone number', () => {
  const dialled = async (phone: string): Promise<unknown> => {
    const { status, body } = await manager.post<ClientBody & { dialled?: string }>('/clients', {
      company: 'Номер',
      phone,
      contacts: [{ name: 'Кто-то', phone }],
    });
    const inside = (body.contacts?.[0] as { dialled?: string } | undefined)?.dialled;
    expect(inside).toBe(body.dialled);
    return status === 201 ? [body.phone, body.dialled] : status;
  };

  it.each([
    ['8 (912) 345-67-89', '8 (912) 345-67-89', '+79123456789'],
    ['\u202a+7 912\u2011345\u201367\u201389\u202c', '+7 912-345-67-89', '+79123456789'],
    ['+7 912 345-67-89 доб. 12', '+7 912 345-67-89 доб. 12', '+79123456789;ext=12'],
    ['+7 912 345-67-89, вн. 12', '+7 912 345-67-89, вн. 12', '+79123456789;ext=12'],
    ['+44 20 7946 0958 ext. 5', '+44 20 7946 0958 ext. 5', '+442079460958;ext=5'],
    ['+7\u00a0912 345 67 89 x12', '+7 912 345 67 89 x12', '+79123456789;ext=12'],
    ['22-33-44', '22-33-44', undefined],
  ])('%s is kept as %s and dialled as %s', async (typed, kept, number) => {
    expect(await dialled(typed)).toEqual([kept, number]);
  });

  it.each(['+', '+7', 'позвонить', '12', '()', '+7 912 345-67-89 спросить Олю', '8'.repeat(41)])(
    '%s is refused, with an example of what is taken',
    async (phone) => {
      const { status, errors } = refusal(await manager.post('/clients', { company: 'Номер', phone }));
      expect([status, errors?.[0]?.field]).toEqual([400, 'phone']);
    },
  );

  it('follows the number that is typed, and goes with it', async () => {
    const { id } = await makeClient(manager, { phone: '8 912 000-00-01' });
    const seen = async (change: object): Promise<unknown> =>
      (await manager.patch<{ dialled?: string }>(`/clients/${id}`, change)).body.dialled;
    expect(await seen({ phone: '8 912 000-00-02' })).toBe('+79120000002');
    expect(await seen({ phone: null })).toBeUndefined();
    const { body } = await manager.get<PageBody<{ changes: { path: string }[] }>>(`/clients/${id}/history`);
    expect(JSON.stringify(body)).not.toContain('dialled');
  });

  it('is dialled only by who may read it', async () => {
    const { id } = await makeClient(manager, LAVKA);
    expect(JSON.stringify((await clerk.get(`/clients/${id}`)).body)).not.toContain('dialled');
  });
});

describe('a part', () => {
  it('is found by its code however it is typed, whole or by either half', async () => {
    const master = await workshop.as('master');
    const [part, other] = await partsOf(manager, (await makeOrderInWork(manager, master.id, [line(), line()])).id);
    const { code = '' } = part ?? {};
    expect(code).not.toBe(other?.code);
    const cyrillic: Record<string, string> = { A: 'а', E: 'е', K: 'К', M: 'м', H: 'н', P: 'р', C: 'С', T: 'т', X: 'х' };
    const typed = [...code].map((letter) => cyrillic[letter] ?? letter).join('');
    const [first, second] = [code.slice(0, 4), code.slice(4)];
    for (const q of [code, code.toLowerCase(), `${first}-${second}`, `${first} ${second}`, typed, first, second])
      for (const by of [manager, master]) {
        const { body } = await by.get<PageBody<{ id: string }>>(`/parts?q=${encodeURIComponent(q)}`);
        expect([q, body.items.map(({ id }) => id)]).toEqual([q, [part?.id]]);
      }
  });
});
