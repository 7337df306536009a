import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Bitrix24Portal, hangUp, refusingWith, type PortalRow } from '../test/bitrix24-portal.ts';
import type { Checks } from './checks.ts';
import { exchange, isLetIn, refusedOf, type Page } from './played-connection.ts';
import type { WorkshopApi } from './workshop-api.ts';

const STATUSES = [
  { ours: 'confirmed', theirs: 'NEW' },
  { ours: 'ready', theirs: 'EXECUTING' },
  { ours: 'cancelled', theirs: 'LOSE' },
];

/** What a portal allows: so many requests at once, and then so many a second. */
const BUCKET = { most: 50, leaves: 2, level: 0, at: 0 };

/**
 * Plays a portal of Bitrix24 on this machine: companies and their deals there, a second time that changes nothing, its
 * limits, events that come twice, and what changes on both sides. What it has made is archived or cancelled in the end,
 * and its connection deleted. The product must be on this machine, too, and be allowed to ask it.
 */
export async function simulateBitrix24(admin: WorkshopApi, url: string, checks: Checks): Promise<void> {
  const portal = await Bitrix24Portal.start();
  const connection = await connect(admin, portal);
  try {
    if (!(await isLetIn(admin, connection, 'Bitrix24', checks))) return;
    portal.bucket = { ...BUCKET };
    const series = `b${Date.now().toString(36)}`;
    // What is older than what is read again each time.
    portal.clock = () => Date.now() - 3_600_000;
    const deals = fill(portal, series);
    portal.clock = Date.now;
    await comeAndStay(admin, portal, connection, deals, checks);
    await changeThere(admin, url, portal, connection, series, deals, checks);
    deals.push(...(await changeHere(admin, portal, connection, series, checks)));
    for (const { id } of deals) portal.change('deals', id, { stageId: 'LOSE' });
    // From then on the product asks no more than twice a second.
    portal.fail(/list/, refusingWith(503, 'QUERY_LIMIT_EXCEEDED', 'Too many requests'), { times: 2 });
    const { counts } = await exchange(admin, connection);
    checks.equal('what is lost there is cancelled here', counts.changed, deals.length);
    for (const { id } of await clientsOf(admin, series))
      await admin.post(`/clients/${id}/archive`, { isArchived: true }, randomUUID());
  } finally {
    await admin.remove(`/connections/${connection}`);
    await portal.stop();
  }
}

async function connect(admin: WorkshopApi, { webhook, applicationToken }: Bitrix24Portal): Promise<string> {
  const exchanges = ['clients', 'orders'].map((subject) => ({ subject, direction: 'both' }));
  const body = { name: 'Симуляция Битрикс24', kind: 'bitrix24', exchanges, fields: [], statuses: STATUSES };
  const { id } = await admin.post<{ id: string }>('/connections', body, randomUUID());
  await admin.put(`/connections/${id}/credentials`, { webhook, applicationToken });
  return id;
}

/** Companies in the portal, each with a deal; gives the deals. */
function fill(portal: Bitrix24Portal, series: string): PortalRow[] {
  const count = Number(process.env['SIMULATE_BITRIX24'] ?? 60);
  return Array.from({ length: count }, (_, n) => {
    const fm = [{ id: n + 1, typeId: 'EMAIL', valueType: 'WORK', value: `${series}-${n}@example.org` }];
    const company = portal.put('companies', { title: `Ромашка ${series} ${n}`, fm });
    const deal = portal.put('deals', {
      title: `Вывеска ${n}`,
      categoryId: 0,
      currencyId: 'RUB',
      stageId: 'NEW',
      companyId: company.id,
      comments: '',
    });
    const row = { productId: 0, productName: `Буква ${n}`, price: n + 0.5, quantity: 1 + (n % 3), sort: 0 };
    portal.put('productRows', { ...row, ownerType: 'D', ownerId: deal.id });
    return deal;
  });
}

/** All of it comes, and the second time nothing changes. */
async function comeAndStay(
  admin: WorkshopApi,
  portal: Bitrix24Portal,
  id: string,
  deals: readonly PortalRow[],
  checks: Checks,
): Promise<void> {
  const before = JSON.stringify(deals);
  const first = await exchange(admin, id);
  checks.equal('all that there is comes', [first.fault, first.counts.added], [undefined, 2 * deals.length]);
  checks.equal('nothing of it is refused', await refusedOf(admin, id), 0);
  const { counts } = await exchange(admin, id);
  checks.equal('the second time nothing changes', [counts.added, counts.changed], [0, 0]);
  checks.holds('nor in the portal', JSON.stringify(deals) === before);
  checks.equal('the rate of the portal is kept', portal.refusedForRate, 0);
}

/** What changes there is another here, told of by events that come twice, late, and by a stranger. */
async function changeThere(
  admin: WorkshopApi,
  url: string,
  portal: Bitrix24Portal,
  id: string,
  series: string,
  deals: readonly PortalRow[],
  checks: Checks,
): Promise<void> {
  const [deal, other] = deals;
  if (!deal || !other) throw new Error('It is played with two deals at least');
  const hear = async (form: string): Promise<number> => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return (await fetch(`${url}/api/v1/bitrix24/events/${id}`, { method: 'POST', headers, body: form })).status;
  };
  checks.equal(
    'an event of a stranger is refused',
    await hear(portal.event('ONCRMDEALUPDATE', deal.id, 'stranger')),
    403,
  );
  const ready = async (): Promise<number> => {
    return (await admin.get<Page<unknown>>(`/orders?q=${series}&status=ready&pageSize=200`)).items.length;
  };
  portal.change('deals', deal.id, { stageId: 'EXECUTING' });
  portal.change('deals', other.id, { stageId: 'EXECUTING' });
  const heard: number[] = [];
  for (const { id: dealId } of [deal, other, deal]) heard.push(await hear(portal.event('ONCRMDEALUPDATE', dealId)));
  checks.equal('events are heard', heard, [204, 204, 204]);
  for (let turn = 0; turn < 240 && (await ready()) < 2; turn += 1) await pause(500);
  checks.equal('what changed there is another here', await ready(), 2);
  const after = JSON.stringify(deals);
  await exchange(admin, id);
  checks.holds('and is not told back', JSON.stringify(deals) === after);
}

/** What is made here is there once, though an answer gets lost; gives its deal. */
async function changeHere(
  admin: WorkshopApi,
  portal: Bitrix24Portal,
  id: string,
  series: string,
  checks: Checks,
): Promise<PortalRow[]> {
  const company = `Василёк ${series}`;
  portal.fail(/batch/, hangUp, { isDone: true });
  const client = await admin.post<{ id: string }>('/clients', { company }, randomUUID());
  const items = [{ title: 'Вывеска', quantity: 2, unit: 'шт', unitPrice: 150_000, needsNoWork: true }];
  const body = { clientId: client.id, status: 'confirmed', items };
  const order = await admin.post<{ id: string }>('/orders', body, randomUUID());
  const companies = (): PortalRow[] => portal.table('companies').filter(({ title }) => title === company);
  const deals = (): PortalRow[] => portal.table('deals').filter(({ originId }) => originId === order.id);
  // A fault has the next exchange wait for a minute, unless somebody asks for one.
  for (let turn = 0; turn < 20 && !deals().length; turn += 1) await exchange(admin, id);
  checks.equal('what is made here is there once', [companies().length, deals().length], [1, 1]);
  const here = await admin.get<Page<unknown>>(`/clients?q=${encodeURIComponent(company)}`);
  checks.equal('and here', here.items.length, 1);
  return deals();
}

async function clientsOf(admin: WorkshopApi, series: string): Promise<{ id: string }[]> {
  return (await admin.get<Page<{ id: string }>>(`/clients?q=${series}&pageSize=200`)).items;
}
