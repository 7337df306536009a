import { randomUUID } from 'node:crypto';
import { MoySkladServer, refusing, type Thing } from '../test/moysklad-server.ts';
import type { Checks } from './checks.ts';
import { exchange, isLetIn, refusedOf, type Page } from './played-connection.ts';
import type { WorkshopApi } from './workshop-api.ts';

const STATUSES = [
  { ours: 'confirmed', theirs: 'Подтвержден' },
  { ours: 'cancelled', theirs: 'Отменен' },
];

/**
 * Plays MoySklad on this machine: goods with stock, clients and orders there, a second time that changes nothing, its
 * limits and faults, and what changes on both sides. What it has made is archived or cancelled in the end, and its
 * connection deleted. The product must be on this machine, too, and be allowed to ask it.
 */
export async function simulateMoySklad(admin: WorkshopApi, checks: Checks): Promise<void> {
  const server = await MoySkladServer.start();
  server.clock = Date.now();
  const connection = await connect(admin, server);
  try {
    if (!(await isLetIn(admin, connection, 'MoySklad', checks))) return;
    const series = `m${Date.now().toString(36)}`;
    const made = fill(server, series);
    await comeAndStay(admin, server, connection, made, checks);
    await changeThere(admin, server, connection, made, checks);
    await changeHere(admin, server, connection, series, made, checks);
    for (const { id } of made.orders) server.put('customerorder', { id, deleted: '2026-11-30 12:00:00.000' });
    for (const { id } of made.goods) server.put('product', { id, archived: true });
    for (const { id } of made.clients) server.put('counterparty', { id, archived: true });
    await exchange(admin, connection);
    checks.equal('what is gone there is refused for nothing', await refusedOf(admin, connection), 0);
    checks.equal('goods that are archived there are here', await countOf(admin, series), 0);
  } finally {
    await admin.remove(`/connections/${connection}`);
    await server.stop();
  }
}

async function connect(admin: WorkshopApi, { address, token }: MoySkladServer): Promise<string> {
  // Others in the workshop may make orders by the hundred: they are not told to a system that takes 15 requests a second.
  const exchanges = [
    { subject: 'products', direction: 'both' },
    { subject: 'clients', direction: 'both' },
    { subject: 'orders', direction: 'in' },
  ];
  const body = { name: 'Симуляция МоегоСклада', kind: 'moysklad', address, exchanges, fields: [], statuses: STATUSES };
  const { id } = await admin.post<{ id: string }>('/connections', body, randomUUID());
  await admin.put(`/connections/${id}/credentials`, token);
  return id;
}

interface Made {
  goods: Thing[];
  clients: Thing[];
  orders: Thing[];
}

/** Goods, clients and their orders in MoySklad. */
function fill(server: MoySkladServer, series: string): Made {
  const count = Number(process.env['SIMULATE_MOYSKLAD'] ?? 60);
  const each = (make: (n: number) => Thing): Thing[] => Array.from({ length: count }, (_, n) => make(n));
  const [unit, retail, state] = [server.all('uom')[0], server.priceTypes[0], server.states[1]] as [Thing, Thing, Thing];
  const goods = each((n) => {
    const salePrices = [{ value: 100_000 + n, priceType: { ...server.ref(retail), id: retail.id } }];
    const name = `Кружка ${series} ${n}`;
    const product = server.put('product', {
      name,
      article: `${series}-${n}`,
      uom: server.ref(unit),
      salePrices,
      pathName: '',
    });
    server.setStock(product.id, n);
    return product;
  });
  const clients = each((n) => {
    const name = `Петрова${n} Анна`;
    const names = { name, legalFirstName: 'Анна', legalLastName: `Петрова${n}`, companyType: 'individual' };
    return server.put('counterparty', { ...names, email: `${series}-${n}@example.org` });
  });
  const orders = each((n) => {
    const positions = [{ quantity: 1 + (n % 5), price: 90_000, assortment: server.ref(goods[n] as Thing) }];
    const agent = server.ref(clients[n] as Thing);
    const moment = '2026-11-30 12:00:00.000';
    return server.put('customerorder', { name: `${series}-${n}`, agent, state: server.ref(state), positions, moment });
  });
  return { goods, clients, orders };
}

/** All of it comes, whatever MoySklad does meanwhile, and the second time nothing changes. */
async function comeAndStay(
  admin: WorkshopApi,
  server: MoySkladServer,
  id: string,
  made: Made,
  checks: Checks,
): Promise<void> {
  server.limit = { units: 45, ms: 3_000, weight: 4 };
  server.fail(/GET \/entity\/product/, refusing(429, 1049, { 'X-Lognex-Retry-After': '500' }));
  server.fail(/GET \/entity\/counterparty/, refusing(429, 1073));
  server.fail(/GET \/entity\/customerorder\?/, refusing(503, 0));
  const first = await exchange(admin, id);
  checks.equal('all that there is comes', [first.fault, first.counts.added], [undefined, 3 * made.orders.length]);
  checks.equal('nothing of it is refused', await refusedOf(admin, id), 0);
  checks.equal('the rate of the account is kept', server.refusedForRate, 0);
  const before = standing(server, made);
  const { counts } = await exchange(admin, id);
  checks.equal('the second time nothing changes', [counts.added, counts.changed], [0, 0]);
  checks.holds('nor in MoySklad', standing(server, made) === before);
}

/** What was made in MoySklad as it stands there now. */
function standing(server: MoySkladServer, { goods, clients, orders }: Made): string {
  const ids = new Set([...goods, ...clients, ...orders].map(({ id }) => id));
  const all = ['product', 'counterparty', 'customerorder'].flatMap((type) => server.all(type));
  return JSON.stringify(all.filter(({ id }) => ids.has(id)));
}

async function changeThere(
  admin: WorkshopApi,
  server: MoySkladServer,
  id: string,
  { goods, orders }: Made,
  checks: Checks,
): Promise<void> {
  server.clock = Date.now();
  server.put('product', { id: goods[0]?.id, name: `${String(goods[0]?.['name'])} белая` });
  server.setStock(goods[1]?.id ?? '', 77);
  server.put('customerorder', { id: orders[2]?.id, description: 'Позвонить' });
  const { counts } = await exchange(admin, id);
  checks.equal('what changed there is another here', [counts.changed, counts.conflicts], [3, 0]);
  checks.equal('and nothing of it is refused', await refusedOf(admin, id), 0);
}

/** What changes here is there once, though answers get lost. */
async function changeHere(
  admin: WorkshopApi,
  server: MoySkladServer,
  id: string,
  series: string,
  { goods }: Made,
  checks: Checks,
): Promise<void> {
  const lastName = `Сидоров-${series}`;
  const made = (): number => server.all('counterparty').filter(({ name }) => name === `${lastName} Пётр`).length;
  server.lostAnswers = 2;
  const article = String(goods[2]?.['article']);
  const { items } = await admin.get<Page<{ id: string; article?: string }>>(`/products?q=${article}&pageSize=200`);
  // Products are found by their numbers, too.
  const own = items.find((one) => one.article === article);
  await admin.patch(`/products/${own?.id ?? ''}`, { price: 123_456 });
  const client = await admin.post<{ id: string }>('/clients', { firstName: 'Пётр', lastName }, randomUUID());
  const isThere = (): boolean => made() > 0 && priceOf(goods[2]) === 123_456;
  const priceOf = (good: Thing | undefined): number | undefined => {
    const there = server.all('product').find((one) => one.id === good?.id);
    return (there?.['salePrices'] as { value: number }[] | undefined)?.[0]?.value;
  };
  // A fault has the next exchange wait for a minute, unless somebody asks for one.
  for (let turn = 0; turn < 20 && !isThere(); turn += 1) await exchange(admin, id);
  checks.equal('what changes here is there', priceOf(goods[2]), 123_456);
  checks.equal('and once', made(), 1);
  const here = await admin.get<Page<unknown>>(`/clients?q=${encodeURIComponent(lastName)}`);
  checks.equal('as here', here.items.length, 1);
  await admin.post(`/clients/${client.id}/archive`, { isArchived: true }, randomUUID());
}

/** How many products of a series there are that are not archived. */
async function countOf(admin: WorkshopApi, series: string): Promise<number> {
  const { items } = await admin.get<Page<{ article?: string }>>(`/products?q=${series}&isArchived=false&pageSize=200`);
  return items.filter(({ article }) => article?.startsWith(series)).length;
}
