import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { catalogOf, OneCPlayer, playedGoods } from '../../scripts/one-c-player.js';
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
});
