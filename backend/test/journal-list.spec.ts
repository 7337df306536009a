import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JournalReaders } from '../src/platform/journal/journal-readers.js';
import { refusal, type Session } from './caller.js';
import {
  makeClient,
  makeOrder,
  type ClientBody,
  type HistoryBody,
  type OrderBody,
  type PageBody,
} from './factories.js';
import { PASSWORD, TestWorkshop } from './harness.js';

interface Entry extends HistoryBody {
  number?: number;
  id: string;
  entity: string;
  entityId: string;
}

let workshop: TestWorkshop;
let admin: Session;
let manager: Session;
let client: ClientBody;
let order: OrderBody;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  [admin, manager] = [await workshop.asAdmin(), await workshop.as('manager')];
  client = await makeClient(manager, { phone: '+7 900 123-45-67' });
  order = await makeOrder(manager, { clientId: client.id });
  await manager.post(`/orders/${order.id}/status`, { status: 'cancelled', reason: 'Передумал' });
  // Their positions are part of what is compared.
  await workshop.app.get(JournalReaders).caughtUp();
});
afterAll(async () => workshop.close());

const list = async (query: string, by = admin): Promise<PageBody<Entry>> =>
  (await by.get<PageBody<Entry>>(`/journal?${query}`)).body;

describe('the list of the journal', () => {
  it('tells everything, newest first, a page at a time', async () => {
    const { items, total } = await list('pageSize=200');
    expect(items.length).toBe(total);
    expect(items[0]).toMatchObject({ entity: 'Order', action: 'status', params: { reason: 'Передумал' } });
    expect((await list('pageSize=2&page=2')).items.map(({ id }) => id)).toEqual(items.slice(2, 4).map(({ id }) => id));
  });

  it('is narrowed by kind, document, person, action and period', async () => {
    const { items } = await list('pageSize=200');
    const kept = async (query: string, fits: (entry: Entry) => boolean): Promise<void> => {
      const found = (await list(`${query}&pageSize=200`)).items;
      expect(found.length).toBeGreaterThan(0);
      expect(found).toEqual(items.filter(fits));
    };
    await kept('entity=Client', ({ entity }) => entity === 'Client');
    await kept(`entityId=${order.id}`, ({ entityId }) => entityId === order.id);
    await kept(`actorId=${manager.id}`, ({ actor }) => actor.id === manager.id);
    const number = items.find((entry) => entry.entity === 'Order')?.number;
    await kept(`number=${number}`, (entry) => entry.number === number);
    await kept('action=status,created', ({ action }) => ['status', 'created'].includes(action));
    const middle = items[Math.floor(items.length / 2)]?.at ?? '';
    await kept(`from=${middle}`, ({ at }) => at >= middle);
    await kept(`to=${middle}`, ({ at }) => at < middle);
  });

  it('refuses an action that there is none of, by its name', async () => {
    const [fault] = refusal(await admin.get('/journal?action=vanished')).errors ?? [];
    expect(fault?.field).toBe('action');
  });

  it('leaves out the values that its reader may not read', async () => {
    await workshop.addRole('auditor', ['journal:read']);
    const roleId = await workshop.roleId('auditor');
    await admin.post('/users', { login: 'auditor', name: 'Ревизор', roleId, password: PASSWORD });
    const auditor = await workshop.nobody.signIn('auditor', PASSWORD);
    const of = async (by: Session): Promise<string> => JSON.stringify(await list('pageSize=200', by));
    expect(await of(admin)).toContain('123-45-67');
    expect(await of(auditor)).not.toContain('123-45-67');
    expect(await of(auditor)).not.toMatch(/unitPrice|passwordHash":"/);
  });
});
