import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseCsv } from '../scripts/csv.js';
import { refusal } from './caller.js';
import { makeOrder, type ClientBody, type OrderBody, type PageBody } from './factories.js';
import { ADMIN_PASSWORD, PASSWORD, TestWorkshop } from './harness.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = fileURLToPath(new URL('../../../shared/data/northwind', import.meta.url));

let workshop: TestWorkshop;

beforeAll(async () => {
  // Far from Greenwich, so that a day taken in the wrong zone would show.
  workshop = await TestWorkshop.open({ TIME_ZONE: 'Pacific/Auckland' });
});

afterAll(async () => workshop.close());

interface Outcome {
  code: number | null;
  output: string;
  errors: string;
}

/** Starts the loader as `npm run load:northwind` does. */
function start(
  environment: Record<string, string> = {},
  source = folder,
): ChildProcessByStdio<null, Readable, Readable> {
  const account = { VERSTAK_URL: workshop.url, VERSTAK_USER: 'admin', VERSTAK_PASSWORD: ADMIN_PASSWORD };
  return spawn(process.execPath, ['--no-warnings', 'backend/scripts/load-northwind.ts', source], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', ...account, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function load(environment?: Record<string, string>, source?: string): Promise<Outcome> {
  const child = start(environment, source);
  const outcome: Outcome = { code: null, output: '', errors: '' };
  child.stdout.on('data', (chunk: Buffer) => (outcome.output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (outcome.errors += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...outcome, code })));
}

/** Kills the loader as soon as it has said this. */
async function breakOff(said: string): Promise<void> {
  const child = start();
  child.stdout.on('data', (chunk: Buffer) => chunk.toString().includes(said) && child.kill('SIGKILL'));
  await new Promise((resolve) => child.on('close', resolve));
}

const counts = async (): Promise<{ clients: number; orders: number; lines: number }> => {
  const { connection } = workshop;
  const orders = await connection.collection('orders').find().project({ items: 1 }).toArray();
  const clients = await connection.collection('clients').countDocuments();
  return {
    clients,
    orders: orders.length,
    lines: orders.reduce((sum, { items }) => sum + (items as unknown[]).length, 0),
  };
};

/** What lies in stock, all of it together, and what movements have brought. */
const stocked = async (): Promise<Record<string, number>> => {
  const { connection } = workshop;
  const items = await connection.collection('stockItems').find({ isTracked: true }).toArray();
  const movements = await connection.collection('movements').find().toArray();
  const sum = (documents: typeof items, field: string): number =>
    documents.reduce((whole, document) => whole + Number(document[field]), 0);
  return {
    items: items.length,
    onHand: sum(items, 'onHand'),
    reorderPoint: sum(items, 'reorderPoint'),
    moved: sum(movements, 'quantity'),
  };
};

const sumOf = (quantities: readonly number[]): number => quantities.reduce((sum, one) => sum + one, 0);

/** What a line of the source comes to, in cents: in whole numbers, rounded half up. */
function centsOf(row: Record<string, string>): number {
  const [price, kept] = [Math.round(Number(row['UnitPrice']) * 100), 100 - Math.round(Number(row['Discount']) * 100)];
  return Math.floor((price * Number(row['Quantity']) * kept * 2 + 100) / 200);
}

const byName = ([one]: [string, ...unknown[]], [other]: [string, ...unknown[]]): number => (one < other ? -1 : 1);

/** A table of the source, row by row. */
const table = (name: string): Record<string, string>[] => parseCsv(readFileSync(`${folder}/${name}.csv`, 'utf8'));

/** The counts once the server has finished what a killed loader had asked for. */
const settled = async (): ReturnType<typeof counts> => {
  for (let before = await counts(); ;) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const now = await counts();
    if (now.orders === before.orders && now.clients === before.clients) return now;
    before = now;
  }
};

const FIGURES = [
  ['1996', '208,083.99'],
  ['1997', '617,085.35'],
  ['1998', '440,623.95'],
  ['all', '1,265,793.29'],
  ['all, gross', '1,354,458.59'],
] as const;

const describeWithData = existsSync(folder) ? describe : describe.skip;

describeWithData('the Northwind loader', () => {
  it('goes on where it was broken off, and the report says the yearly figures', async () => {
    await breakOff('Orders 83/830');
    const before = await settled();
    expect(before.orders).toBeGreaterThan(0);
    const { code, output, errors } = await load();
    expect([code, errors]).toEqual([0, '']);
    expect(output).toContain('91 clients, 0 of them new; 830 orders with 2155 lines, ');
    expect(output).toContain(`2155 lines, ${830 - before.orders} of them new.`);
    for (const [title, figure] of FIGURES) {
      expect(output).toMatch(new RegExp(`^${title} +${figure} +${figure}  same$`, 'm'));
    }
    expect(await counts()).toEqual({ clients: 91, orders: 830, lines: 2_155 });
    expect(output).toContain('77 products, ');
    expect(output).toContain('29 suppliers, ');
    const { connection } = workshop;
    const orders = connection.collection('orders');
    expect(await orders.countDocuments({ 'items.productId': null })).toBe(0);
    expect(await connection.collection('categories').countDocuments()).toBe(8);
    expect(await connection.collection('products').countDocuments({ isArchived: true })).toBe(8);
    const suppliers = connection.collection('suppliers');
    expect(await suppliers.countDocuments()).toBe(29);
    expect(await suppliers.findOne({ externalId: 'northwind:6' })).toMatchObject({
      name: "Mayumi's",
      website: 'http://www.microsoft.com/accessdev/sampleapps/mayumi.htm',
      contacts: [{ name: 'Mayumi Ohno', position: 'Marketing Representative', phone: '(06) 431-7877' }],
    });
    expect(output).toContain('77 counted for the first time.');
    expect(await stocked()).toEqual({ items: 77, onHand: 3_119, reorderPoint: 960, moved: 3_119 });
    expect(await connection.collection('stockItems').findOne({ name: 'Chai' })).toMatchObject({
      onHand: 39,
      reorderPoint: 10,
      supplierName: 'Exotic Liquids',
      isTracked: true,
    });
    expect(await suppliers.countDocuments({ website: { $exists: true } })).toBe(3);
    const offers = connection.collection('offers');
    expect(await offers.countDocuments({ stockItemId: { $exists: true }, price: { $exists: false } })).toBe(77);
    expect(await offers.findOne({ externalId: 'northwind:1' })).toMatchObject({
      name: 'Chai',
      supplierName: 'Exotic Liquids',
      stockItemName: 'Chai',
      note: '10 boxes x 20 bags',
    });
  }, 480_000);

  it('adds nothing the second time', async () => {
    const { code, output } = await load();
    expect(code).toBe(0);
    expect(output).toContain('29 suppliers, 0 of them new; 0 of their offers and 0 requests to them are new.');
    expect(output).toContain('0 counted for the first time.');
    expect(await stocked()).toEqual({ items: 77, onHand: 3_119, reorderPoint: 960, moved: 3_119 });
    expect(output).toContain('91 clients, 0 of them new; 830 orders with 2155 lines, 0 of them new.');
    expect(await counts()).toEqual({ clients: 91, orders: 830, lines: 2_155 });
  }, 120_000);

  it('asks suppliers for what is on order, and knows what open orders lack beside that', async () => {
    const manager = await workshop.as('manager');
    const [products, orders, details] = [table('products'), table('orders'), table('order_details')];
    const open = new Set(
      orders.filter((row) => !row['ShippedDate'] || row['ShippedDate'] === 'NULL').map((row) => row['OrderID']),
    );
    // How much is to be ordered, worked out of the source alone: up to twice the reorder point, or what orders lack.
    const wanted = products.flatMap(({ ProductID, UnitsInStock, UnitsOnOrder, ReorderLevel }) => {
      const own = details.filter((row) => row['ProductID'] === ProductID && open.has(row['OrderID']));
      const lacking = sumOf(own.map((row) => Number(row['Quantity'])));
      const coming = Number(UnitsInStock) - lacking + Number(UnitsOnOrder);
      const much = coming <= Number(ReorderLevel) ? 2 * Number(ReorderLevel) - coming : -coming;
      return much > 0 ? [much] : [];
    });
    const { body: shortages } =
      await manager.get<{ suggested: number; stockItemId: string; supplierId: string }[]>('/requests/shortages');
    expect([shortages.length, sumOf(shortages.map(({ suggested }) => suggested))]).toEqual([
      wanted.length,
      sumOf(wanted),
    ]);
    expect(sumOf(products.map((row) => Number(row['UnitsOnOrder'])))).toBe(780);
    const { connection } = workshop;
    const expected = async (): Promise<number> =>
      sumOf((await connection.collection('stockItems').find().toArray()).map((item) => Number(item['expected'])));
    expect(await expected()).toBe(780);

    // One supplier brings what they were asked for, and the rest is ordered of them: cost and stock add up.
    const [first] = shortages;
    const own = shortages.filter(({ supplierId }) => supplierId === first?.supplierId);
    const items = own.map(({ stockItemId, suggested: quantity }) => ({ stockItemId, quantity, price: 1_050 }));
    interface Made {
      id: string;
      cost: number;
      status: string;
      items: { id: string; quantity: number }[];
    }
    const made = await manager.post<Made>('/requests', { supplierId: first?.supplierId, items });
    const ordered = sumOf(own.map(({ suggested }) => suggested));
    expect(made.body.cost).toBe(ordered * 1_050);
    await manager.post(`/requests/${made.body.id}/status`, { status: 'in_process' });
    expect(await expected()).toBe(780 + ordered);
    const lines = made.body.items.map(({ id: itemId, quantity }) => ({ itemId, quantity }));
    const received = await manager.post<Made>(`/requests/${made.body.id}/receipts`, { lines });
    expect(received.body.status).toBe('done');
    expect([await expected(), (await stocked())['onHand']]).toEqual([780, 3_119 + ordered]);
  });

  it('keeps the dates of the source, and who shipped has paid', async () => {
    const admin = await workshop.asAdmin();
    const page = await admin.get<PageBody<OrderBody & { externalId: string }>>('/orders?q=northwind10248');
    const [order] = page.body.items;
    expect(order).toMatchObject({
      externalId: 'northwind:10248',
      clientName: 'Vins et alcools Chevalier',
      status: 'delivered',
      orderedAt: '1996-07-04T00:00:00.000Z',
      dueAt: '1996-08-01T00:00:00.000Z',
      deliveredAt: '1996-07-16T00:00:00.000Z',
      total: 44_000,
      paid: 44_000,
    });
    const open = await admin.get<PageBody<OrderBody>>('/orders?status=confirmed&pageSize=200');
    expect(open.body.total).toBe(21);
    const clients = await admin.get<PageBody<ClientBody>>('/clients?pageSize=200&hasBalance=true');
    const owed = open.body.items.reduce((sum, { total = 0 }) => sum + total, 0);
    expect(clients.body.items.reduce((sum, { balance = 0 }) => sum + balance, 0)).toBe(owed);
  });

  it('has sales by product, category and manager to the cent as they come out of the source alone', async () => {
    const admin = await workshop.asAdmin();
    interface Report {
      totals: { revenue: number };
      categories: { categoryId: string; name: string; items: number; revenue: number }[];
      managers: { managerId: string; orders: number; revenue: number }[];
    }
    const categoryOf = new Map(table('categories').map((row) => [row['CategoryID'], row['CategoryName'] ?? '']));
    const productOf = new Map(table('products').map((row) => [row['ProductID'], row]));
    const yearOf = new Map(table('orders').map((row) => [row['OrderID'], row['OrderDate']?.slice(-4)]));
    const lines = table('order_details').map((row) => ({
      year: yearOf.get(row['OrderID']),
      order: row['OrderID'],
      product: productOf.get(row['ProductID'])?.['ProductName'] ?? '',
      category: categoryOf.get(productOf.get(row['ProductID'])?.['CategoryID']) ?? '',
      revenue: centsOf(row),
    }));
    for (const years of [['1996'], ['1997'], ['1998'], ['1996', '1997', '1998']]) {
      const own = lines.filter(({ year = '' }) => years.includes(year));
      const sums = (by: 'product' | 'category'): [string, number, number][] =>
        [...Map.groupBy(own, (one) => one[by])]
          .map(([name, found]): [string, number, number] => [
            name,
            found.length,
            sumOf(found.map(({ revenue }) => revenue)),
          ])
          .sort(byName);
      const period = `from=${years[0]}-01-01&to=${years.at(-1)}-12-31&step=month`;
      const { body } = await admin.get<Report>(`/reports/sales?${period}`);
      const categories = body.categories.map(({ name, items, revenue }): [string, number, number] => [
        name,
        items,
        revenue,
      ]);
      expect(categories.sort(byName)).toEqual(sums('category'));
      const { text } = await admin.get(`/reports/sales.csv?${period}&lang=en&table=products`);
      const products = parseCsv(text).map((row): [string, number, number] => [
        row['Product'] ?? '',
        Number(row['Items']),
        Math.round(Number(row['Revenue, RUB']) * 100),
      ]);
      expect(products.sort(byName)).toEqual(sums('product'));
      // Whoever loads takes all orders: the loader brings no employees.
      const orders = new Set(own.map(({ order }) => order)).size;
      expect(body.managers).toMatchObject([{ managerId: admin.id, orders, revenue: body.totals.revenue }]);
      for (const { categoryId, name, revenue } of body.categories) {
        const narrowed = await admin.get<Report>(`/reports/sales?${period}&categoryId=${categoryId}`);
        expect([name, narrowed.body.totals.revenue]).toEqual([name, revenue]);
      }
    }
  });

  it('leaves no room for a second one of the same source', async () => {
    const admin = await workshop.asAdmin();
    const client = await admin.post('/clients', { company: 'Alfreds Futterkiste', externalId: 'northwind:ALFKI' });
    const order = await makeOrder(admin);
    const amended = await admin.patch(`/orders/${order.id}`, { externalId: 'northwind:10248' });
    for (const answer of [client, amended]) {
      expect(refusal(answer)).toMatchObject({
        status: 409,
        code: 'conflict.duplicate',
        params: { field: 'externalId' },
      });
    }
  });

  it('says when the report differs', async () => {
    const admin = await workshop.asAdmin();
    const { body } = await admin.get<PageBody<ClientBody>>('/clients?pageSize=1');
    const items = [{ title: 'Кружка', quantity: 1, unit: 'шт', unitPrice: 1 }];
    const fields = { clientId: body.items[0]?.id, items, status: 'confirmed', orderedAt: '1997-05-05T00:00:00Z' };
    await admin.post('/orders', fields);
    const { code, output } = await load();
    expect(code).toBe(1);
    expect(output).toMatch(/^1997 +617,085\.36 +617,085\.35 {2}differs$/m);
  }, 120_000);

  it('names what is wrong with the account, the address or the folder', async () => {
    const manager = await workshop.as('manager');
    const wrong: [Outcome, string][] = [
      [await load({ VERSTAK_PASSWORD: 'wrong' }), 'does not know this login and password'],
      [await load({ VERSTAK_PASSWORD: '' }), 'Set VERSTAK_PASSWORD'],
      [await load({ VERSTAK_USER: manager.login, VERSTAK_PASSWORD: PASSWORD }), 'lacks orders:backdate'],
      [await load({ VERSTAK_URL: 'http://127.0.0.1:9' }), 'is the product running?'],
      [await load({}, '/nowhere'), 'Cannot read /nowhere/'],
    ];
    for (const [{ code, errors }, message] of wrong) {
      expect([code, errors.trimEnd().split('\n')]).toEqual([1, [expect.stringContaining(message)]]);
    }
  });
});

describe('the CSV of a source', () => {
  it('is read with quotes, separators and line ends inside them', () => {
    const text = '\ufeffid,name\r\n1,"24, place ""Kléber"""\n2,"two\nlines"\n3,\n';
    expect(parseCsv(text)).toEqual([
      { id: '1', name: '24, place "Kléber"' },
      { id: '2', name: 'two\nlines' },
      { id: '3', name: '' },
    ]);
  });

  it('is refused where a quote is open or a row has other cells than the header', () => {
    expect(() => parseCsv('a,b\n"1,2\n')).toThrow(/quote/);
    expect(() => parseCsv('a,b\n1,2,3\n')).toThrow('row 2 has 3 cells where the header has 2');
  });
});
