import { inspect } from 'node:util';

/** Tells whoever runs the server of a failure that no client sees. */
export function logError(what: string, error: unknown): void {
  logNotice(`${what}: ${inspect(error)}`);
}

/** Tells whoever runs the server of something that is no failure but should be known. */
export function logNotice(what: string): void {
  process.stderr.write(`embedded-mongo: ${what}\n`);
}
