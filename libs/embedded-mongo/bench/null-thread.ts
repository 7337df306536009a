import { parentPort, workerData } from 'node:worker_threads';
import { startNullServer } from './null-server.ts';

const { replies, path } = workerData as { replies: [string, Uint8Array][]; path: string };
await startNullServer(new Map(replies), path);
parentPort!.postMessage('listening');
