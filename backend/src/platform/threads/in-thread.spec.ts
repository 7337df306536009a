import { describe, expect, it } from '@jest/globals';
import { inThread } from './in-thread.js';

/** Counts itself while it runs, and the most of its kind that ran with it. */
const COUNTING = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, workerData } from 'node:worker_threads';
    const { counts } = workerData;
    const running = Atomics.add(counts, 0, 1) + 1;
    Atomics.store(counts, 1, Math.max(Atomics.load(counts, 1), running));
    Atomics.notify(counts, 1);
    // Until another has begun, however slow the machine is, and a while longer, for a third.
    Atomics.wait(counts, 1, 1, 10_000);
    setTimeout(() => {
      Atomics.sub(counts, 0, 1);
      parentPort.postMessage('done');
    }, 50);
  `)}`,
);

describe('work in threads', () => {
  it('is done by two at a time, whoever asks for how much of it', async () => {
    const counts = new Int32Array(new SharedArrayBuffer(8));
    const work = { program: COUNTING, data: { counts }, handedOver: [], patienceMs: 20_000 };
    const done = await Promise.all(Array.from({ length: 6 }, () => inThread(work)));
    expect(done).toEqual(Array.from({ length: 6 }, () => 'done'));
    expect([...counts]).toEqual([0, 2]);
  });
});
