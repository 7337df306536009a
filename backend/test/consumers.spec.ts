import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Leases } from '../src/platform/database/leases.js';
import type { JournalConsumer } from '../src/platform/journal/journal-consumer.js';
import { JournalConsumers } from '../src/platform/journal/journal-consumers.js';
import { JournalEntry } from '../src/platform/journal/journal-entry.js';
import { JournalReaders } from '../src/platform/journal/journal-readers.js';
import { JournalSealer } from '../src/platform/journal/journal-sealer.js';
import type { Session } from './caller.js';
import { makeClient } from './factories.js';
import { TestWorkshop } from './harness.js';
import { until } from './until.js';

let workshop: TestWorkshop;
let admin: Session;
let names = 0;
const processes: JournalConsumers[] = [];

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  admin = await workshop.asAdmin();
});
afterAll(async () => workshop.close());
afterEach(async () => {
  for (const process of processes.splice(0)) await process.beforeApplicationShutdown();
});

/** Consumers as another process would run them. */
async function run(...consumers: JournalConsumer[]): Promise<JournalConsumers> {
  const { app, connection } = workshop;
  const leases = new Leases(connection.getClient().db(connection.name));
  const process = new JournalConsumers(
    app.get<Model<JournalEntry>>(getModelToken(JournalEntry.name)),
    connection,
    leases,
    app.get(JournalSealer),
    app.get(JournalReaders),
  );
  for (const consumer of consumers) process.add(consumer);
  processes.push(process);
  await process.onApplicationBootstrap();
  return process;
}

/** A consumer that notes the positions it was given, after what `fails` lets pass. */
function noting(begins: 'first' | 'next', fails: (position: number) => boolean = () => false) {
  const done: number[] = [];
  const consumer: JournalConsumer = {
    // Not one of the product's own.
    name: `noting-${(names += 1)}` as JournalConsumer['name'],
    begins,
    handle: async (entries) => {
      for (const { position = 0 } of entries) {
        if (fails(position)) throw new Error(`no way past ${position}`);
        done.push(position);
      }
    },
  };
  return { consumer, done };
}

const end = async (): Promise<number> => {
  await workshop.app.get(JournalReaders).caughtUp();
  return workshop.app.get(JournalSealer).position();
};
const upTo = (last: number, first = 1): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
const stateOf = async ({ name }: JournalConsumer): Promise<Record<string, unknown> | undefined> =>
  (await admin.get<Record<string, unknown>[]>('/journal/consumers')).body.find((state) => state['name'] === name);

describe('a consumer of the journal', () => {
  it('is given every entry in order, from the first or from its own first start', async () => {
    const former = await end();
    const [all, later] = [noting('first'), noting('next')];
    await run(all.consumer, later.consumer);
    for (let made = 0; made < 3; made += 1) await makeClient(admin);
    const last = await end();
    await until(() => all.done.length === last && later.done.length === last - former);
    expect([all.done, later.done]).toEqual([upTo(last), upTo(last, former + 1)]);
  });

  it('works in one process at a time', async () => {
    const { consumer, done } = noting('first');
    await run(consumer);
    await run(consumer);
    for (let made = 0; made < 5; made += 1) await makeClient(admin);
    const last = await end();
    await until(() => done.length >= last);
    expect(done).toEqual(upTo(last));
  });

  it('goes on where another process stopped', async () => {
    const { consumer, done } = noting('first');
    const one = await run(consumer);
    const first = await end();
    await until(() => done.length === first);
    await one.beforeApplicationShutdown();
    await makeClient(admin);
    await run(consumer);
    const last = await end();
    await until(() => done.length === last);
    expect(done).toEqual(upTo(last));
  });

  it('is tried again after it failed, seen by an administrator, and stops no other', async () => {
    const bad = (await end()) + 2;
    let isMended = false;
    const [failing, well] = [noting('first', (position) => position === bad && !isMended), noting('first')];
    await run(failing.consumer, well.consumer);
    for (let made = 0; made < 4; made += 1) await makeClient(admin);
    const last = await end();
    await until(() => well.done.length === last);
    await until(async () => (await stateOf(failing.consumer))?.['isWell'] === false);
    await until(async () => (await stateOf(failing.consumer))?.['position'] === bad - 1);
    await until(async () => (await stateOf(failing.consumer))?.['isWell'] === false);
    expect(await stateOf(failing.consumer)).toMatchObject({
      position: bad - 1,
      behind: last - bad + 1,
      isWell: false,
      failure: { reason: `no way past ${bad}` },
    });
    isMended = true;
    await until(() => failing.done.at(-1) === last);
    // What came before the failure in its batch was given again.
    expect([...new Set(failing.done)]).toEqual(upTo(last));
    await until(async () => (await stateOf(failing.consumer))?.['isWell'] === true);
  });

  it('shares with the others what each of them has to read', async () => {
    const many = Array.from({ length: 40 }, () => noting('next'));
    await run(...many.map(({ consumer }) => consumer));
    const reads = jest.spyOn(workshop.app.get<Model<JournalEntry>>(getModelToken(JournalEntry.name)), 'find');
    await makeClient(admin);
    const last = await end();
    await until(() => many.every(({ done }) => done.at(-1) === last));
    expect(reads.mock.calls.length).toBeLessThan(many.length);
    reads.mockRestore();
  });

  it('has a name of its own', async () => {
    const { consumer } = noting('next');
    await expect(run(consumer, consumer)).rejects.toThrow('already');
  });
});
