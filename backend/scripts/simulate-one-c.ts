import { randomUUID } from 'node:crypto';
import JSZip from 'jszip';
import { setTimeout as pause } from 'node:timers/promises';
import type { Checks } from './checks.ts';
import { catalogOf, documentBack, offersOf, OneCPlayer, playedGoods, type PlayedGood } from './one-c-player.ts';
import type { WorkshopApi } from './workshop-api.ts';

interface Connection {
  id: string;
  login: string;
  newPassword: string;
}

interface Counts {
  added: number;
  changed: number;
  unchanged: number;
  sent: number;
  conflicts: number;
  refused: number;
}

interface Page<T> {
  items: T[];
}

interface Product {
  name: string;
  article?: string;
  price: number;
  isArchived: boolean;
}

const STATUSES = [
  { ours: 'confirmed', theirs: 'Подтверждён' },
  { ours: 'ready', theirs: 'Готов к отгрузке' },
];

/**
 * Plays 1C: goods with prices and stock there, twice, by good files and by bad ones, orders back with their statuses.
 * What it has made it has archived or cancelled in the end, and its connection deleted.
 */
export async function simulateOneC(admin: WorkshopApi, urls: readonly string[], checks: Checks): Promise<void> {
  const connection = await connect(admin);
  const player = new OneCPlayer(urls, connection.login, connection.newPassword);
  const goods = playedGoods(Number(process.env['SIMULATE_GOODS'] ?? 1_000), `s${Date.now().toString(36)}`);
  try {
    await exchangeGoods(admin, connection, player, goods, checks);
    await sendBadFiles(player, goods, checks);
    await exchangeOrders(admin, player, checks);
  } finally {
    await player.begin('catalog');
    await player.send('catalog', 'import.xml', Buffer.from(catalogOf(goods, { isDeleted: true })));
    await player.import('catalog', 'import.xml');
    checks.equal('deleted goods are archived', await countOf(admin, goods, false), 0);
    await admin.remove(`/connections/${connection.id}`);
  }
}

async function connect(admin: WorkshopApi): Promise<Connection> {
  const exchanges = [
    { subject: 'products', direction: 'in' },
    { subject: 'orders', direction: 'both' },
  ];
  const body = { name: 'Симуляция 1С', kind: 'one_c', exchanges, fields: [], statuses: STATUSES };
  const { id } = await admin.post<Connection>('/connections', body, randomUUID());
  const made = await admin.post<Connection>(`/connections/${id}/password`, {}, randomUUID());
  await admin.patch(`/connections/${id}`, { isOn: true });
  return made;
}

/** The first time all come, the second time nothing changes. */
async function exchangeGoods(
  admin: WorkshopApi,
  { id }: Connection,
  player: OneCPlayer,
  goods: readonly PlayedGood[],
  checks: Checks,
): Promise<void> {
  const counts = async (): Promise<Partial<Counts>> => {
    const { items } = await admin.get<Page<{ counts: Counts }>>(`/connections/${id}/exchanges`);
    const { added, changed, refused, conflicts } = items[0]?.counts ?? {};
    return { added, changed, refused, conflicts };
  };
  const count = goods.length;
  checks.equal(`${count} goods come`, await player.exchangeGoods(goods), ['success']);
  checks.equal('all of them', await counts(), { added: count, changed: count, refused: 0, conflicts: 0 });
  checks.equal('each once', await countOf(admin, goods, false), count);
  checks.equal('they come again', await player.exchangeGoods(goods), ['success']);
  checks.equal('nothing changes', await counts(), { added: 0, changed: 0, refused: 0, conflicts: 0 });
  checks.equal('each is there once', await countOf(admin, goods, false), count);
}

/** How many products there are of these goods, with the price that 1C has told. */
async function countOf(admin: WorkshopApi, goods: readonly PlayedGood[], isArchived: boolean): Promise<number> {
  const series = goods[0]?.article.split('-')[0] ?? '';
  const prices = new Map(goods.map(({ article, price }) => [article, Math.round(Number(price) * 100)]));
  let count = 0;
  for (let page = 1; ; page += 1) {
    const query = `q=${series}&isArchived=${isArchived}&pageSize=200&page=${page}`;
    const { items } = await admin.get<Page<Product>>(`/products?${query}`);
    count += items.filter(({ article = '', price }) => prices.get(article) === price).length;
    if (items.length < 200) return count;
  }
}

/** What programs send that go wrong: each is told in words, and the next exchange holds. */
async function sendBadFiles(player: OneCPlayer, goods: readonly PlayedGood[], checks: Checks): Promise<void> {
  const some = goods.slice(0, 20);
  const file = Buffer.from(catalogOf(some));
  const half = Math.floor(file.length / 2);
  const bad: Record<string, Uint8Array> = {
    'half of a file': file.subarray(0, half),
    'pieces in another order': Buffer.concat([file.subarray(half), file.subarray(0, half)]),
    'another encoding than is told': Buffer.from(file.toString().replace('№', '\u00b9'), 'latin1'),
    'no XML': Buffer.from('<html><body>502 Bad Gateway</body></html>'),
  };
  for (const [what, bytes] of Object.entries(bad)) {
    await player.begin('catalog');
    await player.send('catalog', 'import.xml', bytes);
    checks.equal(`${what} is refused`, (await player.import('catalog', 'import.xml'))[0], 'failure');
  }
  await player.begin('catalog');
  const escape = await player.sendPiece('catalog', '..\\..\\import.xml', file);
  checks.equal('a name that leads out of the exchange is refused', escape[0], 'failure');
  const zip = new JSZip().file('../../import.xml', file, { createFolders: false });
  await player.send('catalog', 'import.zip', await zip.generateAsync({ type: 'nodebuffer' }));
  checks.equal('and one in an archive', (await player.import('catalog', 'import.xml'))[0], 'failure');
  await player.begin('catalog');
  for (let at = 0; at < file.length; at += 1_000) {
    await player.sendPiece('catalog', 'import.xml', file.subarray(at, at + 1_000));
    await player.sendPiece('catalog', 'import.xml', file.subarray(at, at + 1_000));
  }
  checks.equal('pieces that come twice count once', await player.import('catalog', 'import.xml'), ['success']);
  const offers = offersOf(some.map((good) => ({ ...good, id: `${good.id}#red` })));
  await player.send('catalog', 'offers.xml', Buffer.from(offers));
  checks.equal('characteristics are passed by', await player.import('catalog', 'offers.xml'), ['success']);
}

/** An order goes there, changes, and comes back with another status. */
async function exchangeOrders(admin: WorkshopApi, player: OneCPlayer, checks: Checks): Promise<void> {
  const client = await admin.post<{ id: string }>('/clients', { company: 'Симуляция 1С' }, randomUUID());
  const items = [{ title: 'Вывеска', quantity: 2, unit: 'шт', unitPrice: 150_000, needsNoWork: true }];
  const order = { clientId: client.id, status: 'confirmed', items };
  const { id } = await admin.post<{ id: string }>('/orders', order, randomUUID());
  await player.begin('sale');
  const query = await queried(player, id);
  checks.equal('an order is given until it is confirmed', (await player.query()).includes(id), true);
  await admin.patch(`/orders/${id}`, { note: 'Изменён тем временем' });
  await pause(2_000);
  await player.confirm();
  checks.equal('one that has changed since is given again', (await queried(player, 'тем временем')).includes(id), true);
  await player.confirm();
  checks.equal('and then no more', (await player.query()).includes(id), false);
  const statusOf = async (): Promise<string> => (await admin.get<{ status: string }>(`/orders/${id}`)).status;
  await player.exchangeDocuments(documentBack(query, id, { 'Статус заказа': 'Готов к отгрузке' }));
  checks.equal('it comes back with a status', await statusOf(), 'ready');
  await player.exchangeDocuments(documentBack(query, id, { Отменен: 'true' }), false);
  checks.equal('and is cancelled by a version that never asks for it to be read', await statusOf(), 'cancelled');
}

/** The orders that are given, once this is among them; after a minute as they are. */
async function queried(player: OneCPlayer, text: string): Promise<string> {
  for (let tries = 600; ; tries -= 1) {
    const query = await player.query();
    if (!tries || query.includes(text)) return query;
    await pause(100);
  }
}
