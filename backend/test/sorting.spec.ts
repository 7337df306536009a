import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ORDER_STATUSES, type OrderStatus } from '@verstak/domain';
import { Client } from '../src/clients/client.js';
import { Order } from '../src/orders/order.js';
import { DerivedFields } from '../src/platform/database/derived-fields.js';
import type { Class } from '../src/platform/fields/index.js';
import { Payment } from '../src/payments/payment.js';
import { Part } from '../src/production/part.js';
import { User } from '../src/users/user.js';
import type { Session } from './caller.js';
import { line, makeClient, makeOrder, type ClientBody, type OrderBody, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';

let workshop: TestWorkshop;
let manager: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  manager = await workshop.as('manager');
});
afterAll(async () => workshop.close());

const NAMES = ['абажур', 'Абрикос', 'ёжик', 'Елена', 'Ёлка', 'Жук'];

describe('a list sorted by a text', () => {
  it('is in the order in which people look, whatever the case', async () => {
    for (const company of NAMES.toReversed()) await makeClient(manager, { company: `Сорт ${company}` });
    const names = async (sort: string): Promise<string[]> =>
      (await manager.get<PageBody<ClientBody>>(`/clients?q=сорт&sort=${sort}`)).body.items.map(({ name }) => name);
    expect(await names('name')).toEqual(NAMES.map((name) => `Сорт ${name}`));
    expect(await names('-name')).toEqual(NAMES.toReversed().map((name) => `Сорт ${name}`));
  });

  it('follows a change of the text, and a copy of it in another list', async () => {
    const [first, last] = [
      await makeClient(manager, { company: 'Перемена Б' }),
      await makeClient(manager, { company: 'Перемена В' }),
    ];
    for (const { id } of [last, first]) await makeOrder(manager, { clientId: id, items: [line()] });
    await manager.patch(`/clients/${last.id}`, { company: 'перемена а' });
    const clients = await manager.get<PageBody<ClientBody>>('/clients?q=перемена&sort=name');
    expect(clients.body.items.map(({ name }) => name)).toEqual(['перемена а', 'Перемена Б']);
    const orders = async (): Promise<string[]> =>
      (await manager.get<PageBody<OrderBody>>('/orders?q=перемена&sort=clientName')).body.items.map(
        ({ clientName }) => clientName,
      );
    while ((await orders()).includes('Перемена В')) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await orders()).toEqual(['перемена а', 'Перемена Б']);
  });
});

describe('a list sorted by status', () => {
  it('goes from the draft to the end, as an order lives', async () => {
    const client = await makeClient(manager, { company: 'Всестатусная' });
    const steps: OrderStatus[][] = [['cancelled'], ['ready', 'delivered'], ['on_hold'], [], ['ready']];
    for (const way of steps) {
      const order = await makeOrder(manager, { clientId: client.id, status: 'confirmed' });
      for (const status of way) await manager.post(`/orders/${order.id}/status`, { status });
    }
    await makeOrder(manager, { clientId: client.id });
    const { body } = await manager.get<PageBody<OrderBody>>(`/orders?clientId=${client.id}&sort=status`);
    const statuses = body.items.map(({ status }) => status);
    expect(statuses).toEqual(ORDER_STATUSES.filter((status) => statuses.includes(status)));
    expect(statuses).toHaveLength(6);
  });
});

describe('every declared sort', () => {
  const lists: [string, Class][] = [
    ['clients', Client],
    ['orders', Order],
    ['parts', Part],
    ['users', User],
    ['payments', Payment],
  ];

  it('has a key beside each text and choice, as the documents stand', async () => {
    for (const [name, type] of lists) {
      const derived = new DerivedFields(type, { timeZone: 'Europe/Moscow', country: 'RU' });
      for (const document of await workshop.connection.collection(name).find().toArray())
        expect(derived.of(document)['sortKeys']).toEqual(document['sortKeys']);
    }
  });
});
