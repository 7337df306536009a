import { inspect } from 'node:util';

/** Tells whoever runs the server of a failure that no client sees. */
export function logError(what: string, error: unknown): void {
  process.stderr.write(`embedded-mongo: ${what}: ${inspect(error)}\n`);
}
