/** Builds the embedded database where it is missing or older than its sources, then runs it alone in this process. */
import { buildIfStale } from './build.mjs';

await buildIfStale('database');
await import('../libs/embedded-mongo/dist/cli.js');
