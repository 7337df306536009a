import { Worker } from 'node:worker_threads';
import { Turns } from './turns.js';

const MEMORY = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 };
/** Threads at a time: each may take all of that memory. */
const MOST_AT_ONCE = 2;
const turns = new Turns(MOST_AT_ONCE);

/** Why a thread was ended before it was done. */
export type Overrun = 'too_slow' | 'too_large';

/** A thread to start: the file of JavaScript it begins with, what it works on, and how long it may take. */
export interface ThreadWork {
  program: URL;
  data: object;
  /** Buffers of `data` that are handed over instead of copied. */
  handedOver: ArrayBuffer[];
  patienceMs: number;
}

/**
 * Does a piece of work on what people sent in a thread of bounded memory and time, when its turn comes: what goes wrong
 * there ends that thread and nothing else. Gives the one message of the thread, or why it was ended.
 */
export function inThread<T>(work: ThreadWork): Promise<T | Overrun> {
  return turns.run('', () => threadOf<T>(work));
}

function threadOf<T>({ program, data, handedOver, patienceMs }: ThreadWork): Promise<T | Overrun> {
  return new Promise((resolve, reject) => {
    const options = { workerData: data, transferList: handedOver, resourceLimits: MEMORY, env: {}, execArgv: [] };
    const worker = new Worker(program, options);
    const late = setTimeout(() => {
      resolve('too_slow');
      void worker.terminate();
    }, patienceMs).unref();
    worker.once('message', resolve);
    worker.once('error', (error: Error & { code?: string }) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve('too_large');
      else reject(error);
    });
    worker.once('exit', () => {
      clearTimeout(late);
      reject(new Error(`The thread of ${program.pathname} ended without a word`));
    });
  });
}
