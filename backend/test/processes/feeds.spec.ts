import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { saying, startFeedServer, type FeedServer } from '../feed-server.js';
import { SharedDatabase } from './shared-database.js';

jest.setTimeout(120_000);

interface FeedBody {
  busyUntil?: string;
  lastRun?: { changed: number; fault?: string };
}

let shared: SharedDatabase | undefined;
let server: FeedServer | undefined;
afterEach(async () => {
  await shared?.close();
  await server?.stop();
  [shared, server] = [undefined, undefined];
});

describe('a stock check over several processes', () => {
  it('is done by one of them at a time, asked for or by schedule, and taken up by another where that one was killed', async () => {
    server = await startFeedServer();
    shared = await SharedDatabase.open({ FEED_PRIVATE_NETWORKS: 'allow' });
    const one = await shared.backend();
    const { body: supplier } = await one.admin.post<{ id: string }>('/suppliers', { name: 'Керамика' });
    await one.admin.post('/offers', { supplierId: supplier.id, name: 'Кружка', unit: 'шт', article: 'A', price: 1 });
    const path = `/suppliers/${supplier.id}/feed`;
    let isOpen = false;
    const table = saying('Артикул;Цена\nA;2\n');
    server.answer = (request, answer) => {
      if (isOpen) table(request, answer);
    };
    const url = server.url;
    await one.admin.send('PUT', path, { url, everyMinutes: 5, isOn: true });
    while (!server.asked) await pause(50);
    // It is under way by schedule: nobody begins it again.
    const other = await shared.backend();
    const asked = [one, other].map(({ admin }) => admin.post<FeedBody>(`${path}/check`, {}));
    for (const { body } of await Promise.all(asked)) expect(body).toHaveProperty('busyUntil');
    await pause(6_000);
    expect(server.asked).toBe(1);

    // It is taken up once who did it must have ended, which here is at once.
    isOpen = true;
    const read = async (): Promise<FeedBody> => (await other.admin.get<FeedBody>(path)).body;
    one.product.signal('SIGKILL');
    await one.product.ended;
    const feeds = shared.database.collection('stockFeeds');
    await feeds.updateOne({}, { $set: { busyUntil: new Date() } });
    while (!(await read()).lastRun) await pause(100);
    expect((await read()).lastRun).toMatchObject({ changed: 1 });
    expect(await read()).not.toHaveProperty('busyUntil');
  });
});
