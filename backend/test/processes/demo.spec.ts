import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DemoStep } from '@verstak/domain';
import { setTimeout as pause } from 'node:timers/promises';
import { SharedDatabase, type Backend } from './shared-database.js';

jest.setTimeout(480_000);

let shared: SharedDatabase;
beforeEach(async () => {
  shared = await SharedDatabase.open();
});
afterEach(async () => shared.close());

interface Standing {
  state: string;
  refusal?: { code: string };
}

/** What the program counts of its own doing: the journal stays, numbers go on, bytes and sessions are swept in their time. */
const MACHINERY = new Set(['journal', 'counters', 'idempotencyKeys', 'bell', 'leases', 'looseContents', 'sessions']);

/** How many documents each collection has, once all has followed that follows from the journal. */
async function counts({ admin }: Backend): Promise<Record<string, number>> {
  const isBehind = async (): Promise<boolean> =>
    (await shared.database.collection('journal').countDocuments({ position: null })) > 0 ||
    (await admin.get<{ behind: number }[]>('/journal/consumers')).body.some(({ behind }) => behind > 0);
  while (await isBehind()) await pause(50);
  const names = (await shared.database.listCollections().toArray()).map(({ name }) => name);
  const counted = names
    .filter((name) => !MACHINERY.has(name))
    .map(async (name) => [name, await shared.database.collection(name).countDocuments()] as const);
  return Object.fromEntries((await Promise.all(counted)).filter(([, count]) => count > 0).sort());
}

/** The documents without notifications: of what comes close together one tells, so they are as many as the hour wants. */
const documents = ({ notifications: _, ...others }: Record<string, number>): Record<string, number> => others;

/** How the workshop stands to a demo once nobody loads or removes one. */
async function settled({ admin }: Backend): Promise<Standing | undefined> {
  for (;;) {
    const { demo } = (await admin.get<{ demo?: Standing }>('/workshop')).body;
    if (demo?.state !== 'loading' && demo?.state !== 'removing') return demo;
    await pause(100);
  }
}

async function choose({ admin }: Backend): Promise<void> {
  const { status } = await admin.send('PUT', '/workshop/demo', { trade: 'machining', language: 'ru' });
  expect(status).toBe(200);
}

async function removed(by: Backend): Promise<void> {
  expect((await by.admin.delete('/workshop/demo')).status).toBe(200);
  expect(await settled(by)).toBeUndefined();
}

/** Waits until the work is in the middle of a step. */
async function reached(step: DemoStep, percent: number): Promise<void> {
  const progress = shared.database.collection('demoProgress');
  while (!(await progress.findOne({ step, percent: { $gte: percent } }))) await pause(10);
}

async function kill({ product }: Backend): Promise<void> {
  product.signal('SIGKILL');
  await product.ended;
}

describe('a demo whose process is killed', () => {
  it('is loaded once by another, with nothing twice, and leaves nothing when that is killed as it removes it', async () => {
    const [one, other] = [await shared.backend(), await shared.backend()];
    const before = await counts(one);
    await choose(one);
    expect(await settled(one)).toMatchObject({ state: 'loaded' });
    const whole = await counts(one);
    await removed(one);
    expect(await counts(one)).toEqual(before);

    await choose(one);
    await reached('story', 60);
    await kill(one);
    expect(await settled(other)).toMatchObject({ state: 'loaded' });
    expect(documents(await counts(other))).toEqual(documents(whole));

    const third = await shared.backend();
    expect((await other.admin.delete('/workshop/demo')).status).toBe(200);
    await reached('removing', 30);
    await kill(other);
    expect(await settled(third)).toBeUndefined();
    expect(await counts(third)).toEqual(before);
    expect((await third.admin.get('/journal/check')).body).toMatchObject({ isIntact: true });
  });

  it('again and again is given up, and what it left is cleared', async () => {
    let backend = await shared.backend();
    const before = await counts(backend);
    await choose(backend);
    for (const step of ['catalog', 'story', 'pictures'] as const) {
      await reached(step, 0);
      await kill(backend);
      backend = await shared.backend();
    }
    expect(await settled(backend)).toMatchObject({ state: 'declined', refusal: { code: 'internal' } });
    expect(await counts(backend)).toEqual(before);
    await choose(backend);
    expect(await settled(backend)).toMatchObject({ state: 'loaded' });
  });
});
