import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { END_BYTES } from './journal-format.js';
import { readJournal } from './journal-reading.js';
import { Journal } from './journal.js';
import { afterPrefix, treeKey, treeStart } from './keys.js';
import { Overlay } from './overlay.js';
import { MOST_SNAPSHOTS, Store } from './store.js';
import type { View } from './view.js';

const TREE = 99;
const key = (n: number): Buffer => treeKey(TREE, Buffer.of(n));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'em-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function contents(view: View): [number, string][] {
  const start = treeStart(TREE);
  const { keys, values } = view.chunk({ start, end: afterPrefix(start), reverse: false }, 1000);
  return keys.map((bytes, i) => [bytes[4]!, Buffer.from(values[i]!).toString()]);
}

/** The positions of the batches that a folder's journal holds. */
const journaled = (data: string): number[] => readJournal(data, 0).batches.map(({ last }) => last);

/** What a server finds that is started after this one was killed now. */
async function afterKill(data: string): Promise<[number, string][]> {
  const copy = join(folder, `copy-${Math.random()}`);
  cpSync(data, copy, { recursive: true });
  const store = await Store.open(copy);
  const found = contents(store.latest);
  await store.close();
  return found;
}

/** What a store should hold. */
type Model = Map<number, string>;
const listed = (model: Model): [number, string][] => [...model].sort(([a], [b]) => a - b);

interface Write {
  readonly n: number;
  readonly value: string | null;
}

/** Writes, and as often something that happens between them. */
const steps = <T extends string>(...between: T[]): fc.Arbitrary<(Write | T)[]> =>
  fc.array(
    fc.oneof<[fc.WeightedArbitrary<Write>, fc.WeightedArbitrary<T>]>(
      { weight: 5, arbitrary: fc.record({ n: fc.nat(4), value: fc.option(fc.string(), { nil: null }) }) },
      { weight: 4, arbitrary: fc.constantFrom(...between) },
    ),
    { minLength: 20, maxLength: 60 },
  );

/** The same write to a store and to its model. */
function write({ n, value }: Write, store: Store, model: Model): void {
  if (value === null) {
    store.remove(key(n));
    model.delete(n);
  } else {
    store.put(key(n), Buffer.from(value));
    model.set(n, value);
  }
}

describe('a store', () => {
  it('has after a kill whatever was acknowledged, and shows each snapshot as it was', async () => {
    const told = jest.spyOn(process.stderr, 'write');
    let run = 0;
    await fc.assert(
      fc.asyncProperty(steps('acknowledge', 'save', 'pause'), fc.nat(30), async (taken, snapshotAt) => {
        const data = join(folder, `data-${run++}`);
        const store = await Store.open(data);
        const saving: Promise<void>[] = [];
        const model: Model = new Map();
        let snapshot: { view: View; release: () => void; expected: [number, string][] } | undefined;
        for (const [i, what] of taken.entries()) {
          if (i === snapshotAt) snapshot = { ...store.snapshot(new Overlay()), expected: listed(model) };
          if (what === 'acknowledge') await store.durable();
          else if (what === 'save') saving.push(store.saved());
          else if (what === 'pause') await setImmediate();
          else write(what, store, model);
          expect(contents(store.latest)).toEqual(listed(model));
          if (snapshot !== undefined) expect(contents(snapshot.view)).toEqual(snapshot.expected);
        }
        snapshot?.release();
        await Promise.all(saving);
        await store.durable();
        expect(await afterKill(data)).toEqual(listed(model));
        await store.close();
        expect(journaled(data)).toEqual([]);
        expect(await afterKill(data)).toEqual(listed(model));
      }),
      { numRuns: 60 },
    );
    // Nothing was being written, so nothing is told to be cut off.
    expect(told.mock.calls.map(([text]) => String(text)).filter((text) => text.startsWith('embedded-mongo'))).toEqual(
      [],
    );
    told.mockRestore();
  });

  it('goes on counting positions over the end of a journal that was cut off', async () => {
    const data = join(folder, 'data');
    const store = await Store.open(data);
    for (let n = 1; n <= 3; n++) {
      store.put(key(n), Buffer.from(`value ${n}`));
      await store.durable();
    }
    const cut = join(folder, 'cut');
    cpSync(data, cut, { recursive: true });
    await store.close();
    const file = join(cut, 'journal.0');
    writeFileSync(file, readFileSync(file).subarray(0, -END_BYTES - 1));
    const again = await Store.open(cut);
    expect(contents(again.latest).map(([n]) => n)).toEqual([1, 2]);
    again.put(key(4), Buffer.from('value 4'));
    await again.durable();
    expect((await afterKill(cut)).map(([n]) => n)).toEqual([1, 2, 4]);
    await again.close();
  });

  it('takes back what could not be stored, and goes on', async () => {
    const data = join(folder, 'data');
    const store = await Store.open(data);
    store.put(key(1), Buffer.from('first'));
    await store.durable();
    const full = jest.spyOn(Journal.prototype, 'append').mockRejectedValueOnce(new Error('ENOSPC'));
    store.put(key(1), Buffer.from('second'));
    store.put(key(2), Buffer.from('new'));
    await expect(store.durable()).rejects.toMatchObject({ codeName: 'OutOfDiskSpace', cause: { message: 'ENOSPC' } });
    full.mockRestore();
    expect(contents(store.latest)).toEqual([[1, 'first']]);
    expect(await afterKill(data)).toEqual([[1, 'first']]);
    store.put(key(3), Buffer.from('third'));
    await store.durable();
    const kept: [number, string][] = [
      [1, 'first'],
      [3, 'third'],
    ];
    expect(await afterKill(data)).toEqual(kept);
    await store.close();
    expect(await afterKill(data)).toEqual(kept);
  });

  it('goes back to what was acknowledged wherever a batch fails, and goes on from there', async () => {
    const append = Journal.prototype.append;
    const disk = { isFull: false };
    jest.spyOn(Journal.prototype, 'append').mockImplementation(function (this: Journal, ...batch) {
      return disk.isFull ? Promise.reject(new Error('ENOSPC')) : append.apply(this, batch);
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(steps('acknowledge', 'fail', 'save'), async (taken) => {
        const data = join(folder, `data-${run++}`);
        const store = await Store.open(data);
        let model: Model = new Map();
        let acknowledged: Model = new Map();
        for (const what of taken) {
          if (what === 'save') void store.saved().catch(() => undefined);
          else if (what === 'acknowledge' || what === 'fail') {
            disk.isFull = what === 'fail';
            const isDone = await store.durable().then(
              () => true,
              () => false,
            );
            if (isDone) acknowledged = new Map(model);
            else model = new Map(acknowledged);
          } else write(what, store, model);
          expect(contents(store.latest)).toEqual(listed(model));
        }
        disk.isFull = false;
        await store.durable();
        expect(await afterKill(data)).toEqual(listed(model));
        await store.close();
        expect(await afterKill(data)).toEqual(listed(model));
      }),
      { numRuns: 40 },
    );
    jest.restoreAllMocks();
  });

  it('hands over at its end what was acknowledged before a batch that failed', async () => {
    const data = join(folder, 'data');
    const store = await Store.open(data);
    store.put(key(1), Buffer.from('first'));
    await store.durable();
    const full = jest.spyOn(Journal.prototype, 'append').mockRejectedValueOnce(new Error('ENOSPC'));
    store.put(key(2), Buffer.from('second'));
    await store.close();
    full.mockRestore();
    expect(journaled(data)).toEqual([]);
    expect(await afterKill(data)).toEqual([[1, 'first']]);
  });

  it('waits at its end for LMDB where that took what it had failed to take before', async () => {
    const store = await Store.open(join(folder, 'data'));
    const db = store['db'];
    jest.spyOn(db, 'batch').mockImplementationOnce(() => {
      throw new Error('ENOSPC');
    });
    store.put(key(1), Buffer.from('value'));
    await expect(store.saved()).rejects.toThrow('ENOSPC');
    await store.saved();
    const close = db.close.bind(db);
    const ready = Promise.withResolvers<void>();
    jest.spyOn(db, 'close').mockImplementationOnce(() => ready.promise.then(() => close()));
    const closing = store.close();
    expect(await Promise.race([closing.then(() => 'closed'), setTimeout(100, 'waiting')])).toBe('waiting');
    ready.resolve();
    await closing;
  });

  it('takes nothing more where LMDB shows what it could not flush', async () => {
    const data = join(folder, 'data');
    const store = await Store.open(data);
    const db = store['db'];
    const batch = db.batch.bind(db);
    jest.spyOn(db, 'batch').mockImplementationOnce((work) => {
      const done = batch(work);
      return Object.assign(
        done.then(() => Promise.reject(new Error('EIO'))),
        { flushed: done },
      );
    });
    store.put(key(1), Buffer.alloc(1_000_000, 'x'));
    await expect(store.durable()).rejects.toMatchObject({ cause: { message: 'EIO' } });
    store.put(key(2), Buffer.from('small'));
    await expect(store.durable()).rejects.toMatchObject({ cause: { message: 'EIO' } });
    await store.close();
  });

  it('writes its journal over when LMDB has what it held', async () => {
    const data = join(folder, 'data');
    const store = await Store.open(data);
    for (let round = 0; round < 10; round++) {
      store.put(key(round), Buffer.alloc(100_000));
      await store.durable();
      await store.saved();
    }
    const sizes = ['journal.0', 'journal.1'].map((name) => readFileSync(join(data, name)).length);
    expect(Math.max(...sizes)).toBeLessThan(200_000);
    await store.close();
  });

  it('takes a batch that is larger than the journal should hold to LMDB at once', async () => {
    const data = join(folder, 'data');
    const store = await Store.open(data);
    store.put(key(1), Buffer.alloc(1_000_000, 'x'));
    await store.durable();
    expect(journaled(data)).toEqual([]);
    store.put(key(2), Buffer.from('small'));
    await store.durable();
    expect((await afterKill(data)).map(([n]) => n)).toEqual([1, 2]);
    await store.close();
  });

  it('is read beside hundreds of snapshots of different states', async () => {
    const store = await Store.open(join(folder, 'data'));
    const snapshots: ReturnType<Store['snapshot']>[] = [];
    for (let round = 0; round < 300; round++) {
      store.put(key(1), Buffer.from(String(round)));
      await store.saved();
      snapshots.push(store.snapshot(new Overlay()));
      expect(contents(store.latest)).toEqual([[1, String(round)]]);
    }
    snapshots.forEach(({ view }, round) => expect(contents(view)).toEqual([[1, String(round)]]));
    for (const { release } of snapshots) release();
    await store.close();
  });

  it('refuses, to be tried again, more snapshots than it has places for', async () => {
    const store = await Store.open(join(folder, 'data'));
    const snapshots = Array.from({ length: MOST_SNAPSHOTS }, () => store.snapshot(new Overlay()));
    expect(() => store.snapshot(new Overlay())).toThrow(
      expect.objectContaining({ code: 365, extra: { errorLabels: ['TransientTransactionError'] } }),
    );
    snapshots.pop()!.release();
    snapshots.push(store.snapshot(new Overlay()));
    for (const { release } of snapshots) release();
    await store.close();
  });
});
