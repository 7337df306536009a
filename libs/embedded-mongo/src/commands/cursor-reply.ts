import type { RawDoc } from '../values/index.js';
import { encode, MAX_GIVEN, tooLarge, type Doc } from '../values/index.js';
import type { Cursor, Stream } from '../sessions/cursors.js';
import type { Context } from './context.js';
import { RawReply } from './context.js';

const DEFAULT_BATCH = 101;
/** A reply may hold 16 MiB of documents beside what is around them. */
const MOST_BYTES = 16 * 1024 * 1024;

const indexNames = Array.from({ length: 1000 }, (_, i) => Buffer.from(`\x03${i}\0`));

/** The reply of a cursor: its documents are put in as they are, without being decoded. */
export function cursorReply(
  batchName: 'firstBatch' | 'nextBatch',
  docs: readonly (Uint8Array | Doc | RawDoc)[],
  id: bigint,
  namespace: string,
): RawReply {
  const bytes = docs.map((doc) => (doc instanceof Uint8Array ? doc : encode(doc)));
  for (const { length } of bytes) if (length > MAX_GIVEN) throw tooLarge(length);
  const ns = Buffer.from(`${namespace}\0`);
  let array = 5;
  for (let i = 0; i < bytes.length; i++) array += bytes[i]!.length + (indexNames[i]?.length ?? 2 + String(i).length);
  const cursor = 4 + (1 + batchName.length + 1 + array) + (1 + 3 + 8) + (1 + 3 + 4 + ns.length) + 1;
  const total = 4 + (1 + 7 + cursor) + (1 + 3 + 8) + 1;
  const out = Buffer.allocUnsafe(total);
  let at = out.writeInt32LE(total, 0);
  at += out.write('\x03cursor\0', at, 'latin1');
  at = out.writeInt32LE(cursor, at);
  at += out.write(`\x04${batchName}\0`, at, 'latin1');
  at = out.writeInt32LE(array, at);
  for (let i = 0; i < bytes.length; i++) {
    const name = indexNames[i] ?? Buffer.from(`\x03${i}\0`);
    at += name.copy(out, at);
    out.set(bytes[i]!, at);
    at += bytes[i]!.length;
  }
  out[at++] = 0;
  at += out.write('\x12id\0', at, 'latin1');
  at = out.writeBigInt64LE(id, at);
  at += out.write('\x02ns\0', at, 'latin1');
  at = out.writeInt32LE(ns.length, at);
  at += ns.copy(out, at);
  out[at++] = 0;
  at += out.write('\x01ok\0', at, 'latin1');
  at = out.writeDoubleLE(1, at);
  out[at] = 0;
  return new RawReply([out]);
}

export interface FirstBatch {
  readonly batchSize: number | undefined;
  readonly isSingle?: boolean;
  readonly isAwaiting?: boolean;
}

/** Answers with the first documents of a stream and opens a cursor for the others. */
export async function firstBatch(
  context: Context,
  stream: Stream,
  namespace: string,
  options: FirstBatch,
): Promise<RawReply> {
  const { docs, id } = await openCursor(context, stream, namespace, options);
  return cursorReply('firstBatch', docs, id, namespace);
}

/** The first documents of a stream, and the cursor that has the others: 0 where there are none. */
export async function openCursor<T extends RawDoc | Doc | Uint8Array>(
  context: Context,
  stream: Stream<T>,
  namespace: string,
  options: FirstBatch,
): Promise<{ docs: T[]; id: bigint }> {
  const size = options.batchSize ?? DEFAULT_BATCH;
  const { docs, isEnd } = size === 0 ? { docs: [], isEnd: false } : await stream.take(size, MOST_BYTES);
  if (isEnd || options.isSingle === true) {
    stream.close?.();
    return { docs, id: 0n };
  }
  context.timeLimit?.pause();
  const cursor = context.engine.cursors.open({
    stream,
    namespace,
    sessionId: context.session?.id,
    transaction: context.transaction,
    timeLimit: context.timeLimit,
    isAwaiting: options.isAwaiting ?? false,
    isLasting: context.command.flag('noCursorTimeout'),
  });
  return { docs, id: cursor.id };
}

/** Answers with the next documents of an open cursor and closes it at its end. */
export async function nextBatch(context: Context, cursor: Cursor, batchSize: number): Promise<RawReply> {
  cursor.timeLimit?.resume();
  const { docs, isEnd } = await cursor.stream.take(batchSize, MOST_BYTES);
  cursor.timeLimit?.pause();
  cursor.lastUse = Date.now();
  if (isEnd) context.engine.cursors.close(cursor.id);
  return cursorReply('nextBatch', docs, isEnd ? 0n : cursor.id, cursor.namespace);
}
