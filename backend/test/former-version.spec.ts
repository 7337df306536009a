import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ALL_PERMISSIONS, OUTSIDER_PERMISSIONS } from '@verstak/domain';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Caller, type Session } from './caller.js';
import type { OrderBody, PageBody, PartBody } from './factories.js';
import { formerFolder, PASSWORD_OF } from './former-data.js';
import { Product } from './product.js';
import { opens, routesOf, type Route } from './routes.js';

// The product starts, on a machine that may be busy.
jest.setTimeout(180_000);

interface RequestBody {
  id: string;
  status: string;
  items: { id: string; quantity: number; stockItemId: string }[];
}

/** How many there are of what neither comes nor goes by itself, as `folders/README.md` says. */
const THERE_ARE = {
  users: 9,
  roles: 6,
  clients: 8,
  orders: 13,
  parts: 12,
  payments: 6,
  categories: 3,
  products: 4,
  routes: 3,
  stockItems: 6,
  movements: 22,
  suppliers: 3,
  offers: 4,
  supplyRequests: 6,
  messages: 8,
  savedViews: 2,
};

let folder: string;
let product: Product;
let admin: Session;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verstak-former-'));
  await cp(formerFolder('0.2.0'), folder, { recursive: true });
  product = new Product({ DATA_DIR: folder });
  admin = await new Caller(await product.ready()).signIn('admin', PASSWORD_OF.admin);
});
afterAll(async () => {
  product.signal('SIGTERM');
  await product.ended;
  await rm(folder, { recursive: true, force: true });
});

async function found<T extends { number: number }>(path: string, number: number): Promise<T & { id: string }> {
  const { body } = await admin.get<PageBody<T & { id: string }>>(`${path}?pageSize=200`);
  const one = body.items.find((item) => item.number === number);
  if (!one) throw new Error(`No ${number} among ${path}`);
  return (await admin.get<T & { id: string }>(`${path}/${one.id}`)).body;
}

describe('the product on the data of the version before', () => {
  it('is well, and its journal says nothing else than its documents', async () => {
    expect((await admin.get('/health')).body).toMatchObject({ status: 'ok' });
    expect((await admin.get('/journal/check')).body).toMatchObject({ isIntact: true, faults: [] });
  });

  it('lists everything that was there', async () => {
    const isAsked = ({ method, path, operation }: Route): boolean =>
      method === 'GET' &&
      !path.includes('{') &&
      // Lies elsewhere.
      !path.includes('/onedrive/') &&
      operation.operationId.startsWith('list') &&
      !operation.parameters?.some(({ required }) => required);
    const permissions = ALL_PERMISSIONS.filter((one) => !(OUTSIDER_PERMISSIONS as readonly string[]).includes(one));
    const lists = (await routesOf({ nobody: admin })).routes.filter(
      (route) => isAsked(route) && opens(permissions, route),
    );
    expect(lists.length).toBeGreaterThan(25);
    for (const { path, name } of lists) expect([name, (await admin.get(path)).status]).toEqual([name, 200]);

    const { tables } = (await admin.get<{ tables: { name: string }[] }>('/tables')).body;
    const rows = async (name: string): Promise<number> => {
      const { status, body } = await admin.get<PageBody<object>>(`/tables/${name}/rows?pageSize=200`);
      expect([name, status, body.items.length]).toEqual([name, 200, Math.min(body.total, 200)]);
      return body.total;
    };
    const totals: Record<string, number> = {};
    for (const { name } of tables) totals[name] = await rows(name);
    expect(totals).toMatchObject(THERE_ARE);
  });

  it('goes on with the work, receives what was requested, and takes an order', async () => {
    const ivan = await new Caller(admin.url).signIn('ivan', PASSWORD_OF.others);
    const part = await found<PartBody>('/parts', 8);
    expect((await admin.post(`/parts/${part.id}/resolve`, {})).status).toBe(200);
    const step = (action: string): Promise<unknown> => ivan.post(`/parts/${part.id}/step`, { action });
    expect(await step('start')).toMatchObject({ status: 200, body: { state: 'in_progress', stageName: 'Шлифовка' } });
    expect(await step('finish')).toMatchObject({ status: 200, body: { state: 'waiting', stageName: 'Покрытие' } });

    const request = await found<RequestBody & { number: number }>('/requests', 2);
    const [item] = request.items;
    const stock = async (): Promise<number> =>
      (await admin.get<{ onHand: number }>(`/stock/${item?.stockItemId}`)).body.onHand;
    const before = await stock();
    const received = await admin.post(`/requests/${request.id}/receipts`, {
      lines: [{ itemId: item?.id, quantity: item?.quantity }],
    });
    expect(received).toMatchObject({ status: 201, body: { status: 'done' } });
    expect(await stock()).toBe(before + 20);

    const draft = await found<OrderBody>('/orders', 1);
    const taken = await admin.post(`/orders/${draft.id}/status`, { status: 'confirmed' });
    expect(taken).toMatchObject({ status: 200, body: { status: 'confirmed', paid: 100_000 } });
    const { clientId } = draft;
    const line = { title: 'Табурет', quantity: 1, unit: 'шт', unitPrice: 150_000 };
    expect(await admin.post('/orders', { clientId, items: [line] })).toMatchObject({
      status: 201,
      body: { number: 15 },
    });
    expect((await admin.get('/journal/check')).body).toMatchObject({ isIntact: true, faults: [] });
  });
});
