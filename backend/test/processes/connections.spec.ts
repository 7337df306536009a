import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import type { RequestListener } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { catalogOf, OneCPlayer, playedGoods } from '../../scripts/one-c-player.js';
import { Bitrix24Portal } from '../bitrix24-portal.js';
import { PASSWORD, SharedDatabase } from './shared-database.js';

jest.setTimeout(240_000);

const root = fileURLToPath(new URL('../../..', import.meta.url));

let shared: SharedDatabase | undefined;
afterEach(async () => shared?.close());

describe('systems that the product exchanges with', () => {
  it('are played at two processes of one database, and every figure holds', async () => {
    // MoySklad is played on this machine.
    shared = await SharedDatabase.open({ CONNECTION_PRIVATE_NETWORKS: 'allow' });
    const [one, other] = [await shared.backend(), await shared.backend()];
    const account = { VERSTAK_URL: one.url, VERSTAK_USER: 'admin', VERSTAK_PASSWORD: PASSWORD, WATCH_URL: other.url };
    const env = { ...process.env, NODE_OPTIONS: '', ...account, SIMULATE_GOODS: '60' };
    const said = await new Promise<string>((resolve) => {
      const program = ['--no-warnings', 'backend/scripts/simulate-connections.ts'];
      execFile(process.execPath, program, { cwd: root, env }, (_error, stdout, stderr) => resolve(stdout + stderr));
    });
    expect(said).toMatch(/^\d\d passed, 0 failed\n$/);
  });

  it('lose and double nothing of what 1C sends where the process that reads it is killed', async () => {
    shared = await SharedDatabase.open();
    const [one, other] = [await shared.backend(), await shared.backend()];
    const body = {
      name: '1С',
      kind: 'one_c',
      exchanges: [{ subject: 'products', direction: 'in' }],
      fields: [],
      statuses: [],
    };
    const { id } = (await other.admin.post<{ id: string }>('/connections', body)).body;
    const made = await other.admin.post<{ login: string; newPassword: string }>(`/connections/${id}/password`, {});
    await other.admin.patch(`/connections/${id}`, { isOn: true });
    const { login, newPassword } = made.body;
    const urls = [one.url];
    const player = new OneCPlayer(urls, login, newPassword);
    const goods = playedGoods(400);
    await player.begin('catalog');
    await player.send('catalog', 'import.xml', Buffer.from(catalogOf(goods)));
    const reading = player.importOnce('catalog', 'import.xml').catch(() => ['lost']);
    const products = shared.database.collection('products');
    while ((await products.countDocuments()) < 60) await pause(10);
    one.product.signal('SIGKILL');
    expect(await reading).toEqual(['lost']);
    urls[0] = other.url;
    // The file is the killed one's until its claim is over.
    for (let answer = ['progress']; answer[0] === 'progress'; await pause(500))
      expect(['progress', 'success']).toContain((answer = await player.importOnce('catalog', 'import.xml'))[0]);
    const articles = await products.distinct('article');
    expect([articles.length, await products.countDocuments()]).toEqual([goods.length, goods.length]);
  });

  it('have once what a process that was killed before their answer had sent, and so has the workshop', async () => {
    shared = await SharedDatabase.open({ CONNECTION_PRIVATE_NETWORKS: 'allow' });
    const portal = await Bitrix24Portal.start();
    const one = await shared.backend();
    const exchanges = ['clients', 'orders'].map((subject) => ({ subject, direction: 'both' }));
    const statuses = [{ ours: 'confirmed', theirs: 'NEW' }];
    const body = { name: 'Битрикс24', kind: 'bitrix24', exchanges, fields: [], statuses };
    const { id } = (await one.admin.post<{ id: string }>('/connections', body)).body;
    await one.admin.send('PUT', `/connections/${id}/credentials`, { webhook: portal.webhook });
    await one.admin.patch(`/connections/${id}`, { isOn: true });
    const kill: RequestListener = (request) => {
      one.product.signal('SIGKILL');
      request.socket.destroy();
    };
    portal.fail(/batch/, kill, { isDone: true });
    const { body: client } = await one.admin.post<{ id: string }>('/clients', { company: 'Ромашка' });
    const items = [{ title: 'Вывеска', quantity: 1, unit: 'шт', unitPrice: 150_000, needsNoWork: true }];
    // It may be gone before this is answered.
    const order = { clientId: client.id, status: 'confirmed', items };
    await one.admin.post('/orders', order).catch(() => undefined);
    await one.product.ended;

    const other = await shared.backend();
    const orders = await shared.database.collection('orders').countDocuments();
    // The exchange is the killed one's until its claim is over, which takes two minutes.
    await shared.database.collection('connections').updateOne({}, { $set: { busyUntil: new Date() } });
    const there = (): number[] => [portal.table('companies').length, portal.table('deals').length];
    for (let turn = 0; turn < 400 && there()[1] !== orders; turn += 1) await pause(500);
    expect(there()).toEqual([1, orders]);
    await other.admin.post(`/connections/${id}/exchange`, {});
    const changes = shared.database.collection('outgoingChanges');
    while (await changes.countDocuments()) await pause(100);
    expect(await shared.database.collection('clients').countDocuments()).toBe(1);
    expect(await shared.database.collection('orders').countDocuments()).toBe(orders);
    expect(there()).toEqual([1, orders]);
    await portal.stop();
  });
});
