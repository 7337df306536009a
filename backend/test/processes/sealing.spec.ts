import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import type { Session } from '../caller.js';
import { SharedDatabase, type Backend } from './shared-database.js';

jest.setTimeout(120_000);

let shared: SharedDatabase | undefined;
afterEach(async () => shared?.close());

/** Adds clients without pause until `count` are there. */
async function write(admin: Session, count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) await admin.post('/clients', { company: `Заказчик ${made}` });
}

/** What the check says once all is sealed. */
async function check({ admin }: Backend): Promise<unknown> {
  const journal = shared?.database.collection('journal');
  while (await journal?.countDocuments({ position: null })) await setTimeout(50);
  return (await admin.get('/journal/check')).body;
}

const entries = (): Promise<number> | undefined => shared?.database.collection('journal').countDocuments();

describe('the journal that several processes write', () => {
  it.each([
    [0, 12_000],
    [12_000, -12_000],
    [3 * 3_600_000, 0],
  ])('stands as it was written where their clocks are %d and %d ms ahead', async (one, other) => {
    shared = await SharedDatabase.open();
    const backends = [await shared.backend(one), await shared.backend(other)];
    await Promise.all(backends.flatMap(({ admin }) => [write(admin, 60), write(admin, 60)]));
    const [first] = backends as [Backend];
    expect(await check(first)).toMatchObject({ isIntact: true, entries: await entries() });
  });

  it('stands as it was written where one is stopped for longer than its lease while it writes, and goes on', async () => {
    shared = await SharedDatabase.open();
    const [one, other] = [await shared.backend(), await shared.backend()];
    for (let round = 0; round < 3; round += 1) {
      const writing = write(one.admin, 40);
      await setTimeout(60 + 30 * round);
      one.product.signal('SIGSTOP');
      await write(other.admin, 20);
      await setTimeout(1_500);
      await write(other.admin, 20);
      one.product.signal('SIGCONT');
      await writing;
    }
    expect(await check(other)).toMatchObject({ isIntact: true, entries: await entries() });
  });

  it('is sealed within moments by the others where one is killed', async () => {
    shared = await SharedDatabase.open();
    const [one, other] = [await shared.backend(), await shared.backend()];
    const writing = write(one.admin, 1_000).catch(() => undefined);
    await setTimeout(500);
    one.product.signal('SIGKILL');
    await writing;
    expect(await check(other)).toMatchObject({ isIntact: true, entries: await entries() });
  });
});
