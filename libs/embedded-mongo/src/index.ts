import { Worker } from 'node:worker_threads';
import type { RunningServer, ServerOptions } from './server.js';

export { startServerHere, type RunningServer, type ServerOptions } from './server.js';

interface Started {
  readonly uri?: string;
  readonly error?: { readonly message: string; readonly name: string };
}

/** What a query leaves behind is short-lived: a larger nursery costs memory and brings no speed. */
const YOUNG_MEGABYTES = 24;

/**
 * Starts a server in its own thread. `uri` is a connection string for the driver or Mongoose. Rejects where the folder
 * is in use, of a newer format or damaged; the last by an error whose `name` is `Damaged`.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const worker = new Worker(new URL('./server-thread.js', import.meta.url), {
    workerData: options,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const started = await new Promise<Started>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the server ended while it was starting')));
  });
  if (started.uri === undefined) {
    await ended;
    // What is thrown in a thread arrives without its class.
    throw Object.assign(new Error(started.error?.message), { name: started.error?.name });
  }
  // From here on a failure of the thread is the program's: it must not go on without its database.
  worker.removeAllListeners('error');
  // The program may end while the server runs; `close` is what ends it in order.
  worker.unref();
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= (worker.ref(), worker.postMessage('close'), ended);
    return closing;
  };
  return { uri: started.uri, close };
}
