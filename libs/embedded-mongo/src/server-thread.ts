import { parentPort, workerData } from 'node:worker_threads';
import { startServerHere, type ServerOptions } from './server.js';

/** The thread that `startServer` starts: tells the address, and ends when it is told to. */
const port = parentPort!;
try {
  const server = await startServerHere(workerData as ServerOptions);
  port.on('message', () => {
    void server.close().then(
      // Ends this thread alone: after a failed write lmdb leaves something behind that would keep it alive.
      () => process.exit(0),
      (error: unknown) => {
        throw error;
      },
    );
  });
  port.postMessage({ uri: server.uri });
} catch (error) {
  const { message, name } = error as Error;
  port.postMessage({ error: { message, name } });
  port.close();
}
