import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startServer, type RunningServer } from '@verstak/embedded-mongo';
import { MongoClient, type Collection, type Db } from 'mongodb';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Leases } from './leases.js';

let folder: string;
let server: RunningServer;
let client: MongoClient;
let database: Db;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verstak-leases-'));
  server = await startServer({ dataDir: folder });
  client = new MongoClient(server.uri);
  database = client.db('leases');
});
beforeEach(() => database.dropDatabase());
afterAll(async () => {
  await client.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const stored = (): Collection<{ _id: string; until: Date }> => database.collection('leases');
const setEnd = (until: Date): Promise<unknown> => stored().updateOne({ _id: 'work' }, { $set: { until } });

describe('a lease', () => {
  it('is held by one process, which keeps it as long as it asks in time', async () => {
    const [one, other] = [new Leases(database), new Leases(database)];
    expect(await one.hold('work', 10_000)).toBe('taken');
    expect(await other.hold('work', 10_000)).toBeUndefined();
    expect(await one.hold('work', 10_000)).toBe('kept');
    expect(await other.hold('other work', 10_000)).toBe('taken');
  });

  it('goes to one alone of many who ask at once', async () => {
    const many = Array.from({ length: 20 }, () => new Leases(database));
    const answers = await Promise.all(many.map((leases) => leases.hold('work', 10_000)));
    expect(answers.filter(Boolean)).toEqual(['taken']);
  });

  it('falls to the next that asks once it has run out, and its former holder learns of that', async () => {
    const [one, other] = [new Leases(database), new Leases(database)];
    await one.hold('work', 1);
    await pause(20);
    expect(await other.hold('work', 1)).toBe('taken');
    await pause(20);
    expect(await one.hold('work', 10_000)).toBe('taken');
    expect(await other.hold('work', 10_000)).toBeUndefined();
  });

  it('that nobody else has taken meanwhile is kept, even after its end', async () => {
    const one = new Leases(database);
    await one.hold('work', 1);
    await pause(20);
    expect(await one.hold('work', 10_000)).toBe('kept');
  });

  it('is free at once when it is released, by its holder alone', async () => {
    const [one, other] = [new Leases(database), new Leases(database)];
    await one.hold('work', 10_000);
    await other.release('work');
    expect(await other.hold('work', 10_000)).toBeUndefined();
    await one.release('work');
    expect(await other.hold('work', 10_000)).toBe('taken');
  });

  it('ends by the clock of the database, and is void where it would end later than any lease can', async () => {
    const [one, other] = [new Leases(database), new Leases(database)];
    await one.hold('work', 3_600_000);
    expect((await stored().findOne({ _id: 'work' }))?.until.getTime()).toBeLessThanOrEqual(Date.now() + 60_000);
    await setEnd(new Date(Date.now() + 3 * 3_600_000));
    expect(await other.hold('work', 10_000)).toBe('taken');
    expect(await one.hold('work', 10_000)).toBeUndefined();
  });
});
