import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClientCreate } from '../src/clients/client.dto.js';
import { ClientsService } from '../src/clients/clients.service.js';
import { OrderCreate } from '../src/orders/order.dto.js';
import { OrdersService } from '../src/orders/orders.service.js';
import { OrderStepsService } from '../src/orders/order-steps.service.js';
import { asSystem, runCall, VISITOR } from '../src/platform/access/caller.js';
import { Failure } from '../src/platform/failure/failure.js';
import { UsersService } from '../src/users/users.service.js';
import {
  line,
  makeClient,
  makeOrder,
  type ClientBody,
  type HistoryBody,
  type OrderBody,
  type PageBody,
} from './factories.js';
import { TestWorkshop } from './harness.js';

let workshop: TestWorkshop;
let client: ClientBody;
let order: OrderBody;
let orders: OrdersService;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  client = await makeClient(await workshop.as('manager'));
  order = await makeOrder(await workshop.as('manager'), { clientId: client.id, status: 'confirmed' });
  orders = workshop.app.get(OrdersService);
});
afterAll(async () => workshop.close());

/** What a public route would call, with nobody signed in. */
const asVisitor = <T>(work: () => Promise<T>): Promise<T> =>
  runCall({ requestId: 'visit', via: 'console', caller: VISITOR }, work);

const orderOf = (items: object[]): OrderCreate => Object.assign(new OrderCreate(), { clientId: client.id, items });

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Failure ? error.code : String(error)),
  );

describe('the services, called by nobody', () => {
  it('read and write nothing', async () => {
    const clients = workshop.app.get(ClientsService);
    const people = workshop.app.get(UsersService);
    for (const work of [
      () => orders.list({ page: 1, pageSize: 25 }),
      () => orders.get(order.id),
      () => orders.create(orderOf([])),
      () => clients.list({ page: 1, pageSize: 25, isArchived: false }),
      () => clients.create(Object.assign(new ClientCreate(), { company: 'Никто' })),
      () => people.list({ page: 1, pageSize: 25 }),
    ])
      await expect(work()).rejects.toThrow(/Nobody asks/);
  });
});

describe('the services, called for a visitor', () => {
  it('list no rows, and know none', async () => {
    expect((await asVisitor(() => orders.list({ page: 1, pageSize: 25 }))).items).toEqual([]);
    expect(await codeOf(asVisitor(() => orders.get(order.id)))).toBe('not_found');
  });

  it('change nothing, date nothing back and take no step', async () => {
    const orderedAt = new Date('2020-01-01T00:00:00Z');
    const steps = workshop.app.get(OrderStepsService);
    expect([
      await codeOf(asVisitor(() => orders.create({ ...orderOf([line()]), orderedAt }))),
      await codeOf(asVisitor(() => orders.change(order.id, { orderedAt }))),
      await codeOf(asVisitor(() => orders.change(order.id, { note: 'x' }))),
      await codeOf(asVisitor(() => steps.step(order.id, { status: 'ready' }))),
      await codeOf(
        asVisitor(() =>
          workshop.app.get(ClientsService).create(Object.assign(new ClientCreate(), { company: 'Гость' })),
        ),
      ),
      await codeOf(asVisitor(() => orders.delete(order.id))),
    ]).toEqual(['auth.forbidden', 'auth.forbidden', 'not_found', 'not_found', 'auth.forbidden', 'not_found']);
  });
});

describe('the system', () => {
  it('reaches every row where it says why, and the journal has the reason', async () => {
    const manager = await workshop.as('manager');
    await asSystem('parts follow their order', () => orders.change(order.id, { note: 'Само' }));
    const { body } = await manager.get<PageBody<HistoryBody>>(`/orders/${order.id}/history`);
    expect(body.items[0]?.actor).toEqual({ name: 'system', via: 'system', reason: 'parts follow their order' });
    expect((await manager.get<OrderBody>(`/orders/${order.id}`)).body.note).toBe('Само');
  });
});

describe('a public route', () => {
  it('knows who is signed in: signing out with the access token alone ends the session', async () => {
    const somebody = await workshop.another('manager');
    expect((await somebody.post('/auth/sign-out')).status).toBe(204);
    expect((await somebody.get('/auth/me')).status).toBe(401);
  });

  it('takes whoever sends a token that is no good for a visitor', async () => {
    const answer = await workshop.nobody.get('/health', { authorization: 'Bearer nonsense' });
    expect(answer.status).toBe(200);
  });
});
