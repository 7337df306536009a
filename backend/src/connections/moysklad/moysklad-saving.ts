import { createHash } from 'node:crypto';
import { MOST_ROWS, type MoySkladClient } from './moysklad-client.js';
import { MoySkladFault, refusalsOf, type MoySkladRefusal } from './moysklad-fault.js';
import type { WireBody } from './moysklad-wire.js';

/** What became of one of many things: as it stands there now, or what is wrong with it. */
export type Saved<T> = { row: T } | { refusals: readonly MoySkladRefusal[] };

/** Bytes of things that are sent at once: MoySklad takes 20 MB, and five minutes for all of them. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Makes or changes things, many with one request; what is wrong with one of them is no matter of the others. The answer
 * has their order. `isOnce` is for what would be there twice if it was sent twice. Throws `MoySkladFault`.
 */
export async function saveAll<T>(
  client: MoySkladClient,
  path: string,
  bodies: readonly WireBody[],
  isOnce = false,
): Promise<Saved<T>[]> {
  const saved: Saved<T>[] = [];
  for (const some of heaps(bodies)) saved.push(...(await saveHeap<T>(client, path, some, isOnce)));
  return saved;
}

function* heaps(bodies: readonly WireBody[]): Generator<WireBody[]> {
  let [heap, size]: [WireBody[], number] = [[], 0];
  for (const body of bodies) {
    const bytes = Buffer.byteLength(JSON.stringify(body));
    if (heap.length === MOST_ROWS || (heap.length && size + bytes > MOST_BYTES)) {
      yield heap;
      [heap, size] = [[], 0];
    }
    heap.push(body);
    size += bytes;
  }
  if (heap.length) yield heap;
}

/** What is refused as a whole is sent by halves, until it is seen what of it is the matter. */
async function saveHeap<T>(
  client: MoySkladClient,
  path: string,
  heap: readonly WireBody[],
  isOnce: boolean,
): Promise<Saved<T>[]> {
  try {
    const answer = await client.ask<unknown>(path, { method: 'POST', json: heap, isOnce });
    if (Array.isArray(answer) && answer.length === heap.length) return answer.map(savedOf<T>);
    throw new MoySkladFault('not_understood', [{ error: 'Not as many answers as were asked for' }]);
  } catch (error) {
    if (!(error instanceof MoySkladFault && OF_CONTENT.has(error.problem))) throw error;
    if (heap.length === 1) return [{ refusals: error.refusals }];
    const half = Math.ceil(heap.length / 2);
    const halves = [heap.slice(0, half), heap.slice(half)];
    const saved: Saved<T>[] = [];
    for (const some of halves) saved.push(...(await saveHeap<T>(client, path, some, isOnce)));
    return saved;
  }
}

/** What is wrong with what was sent, not with who sent it. */
const OF_CONTENT: ReadonlySet<string> = new Set(['refused', 'too_large', 'missing']);

function savedOf<T>(one: unknown): Saved<T> {
  const refusals = refusalsOf(one);
  return refusals.length ? { refusals } : { row: one as T };
}

/** The id by which MoySklad tells that it has made something before: a UUID of a key (RFC 9562, version 8). */
export function syncIdOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}
