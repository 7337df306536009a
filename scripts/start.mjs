/** Builds what is missing or older than its sources, then runs the product in this process. */
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.mjs';

await buildIfStale();
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await import('../backend/dist/main.js');
