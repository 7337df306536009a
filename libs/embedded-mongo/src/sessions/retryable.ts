import { decode, doc, encode, type Doc } from '../values/index.js';
import { afterPrefix, treeKey, Trees } from '../storage/keys.js';
import type { Store } from '../storage/store.js';
import type { Writer } from '../storage/writer.js';

/**
 * What the statements of a session's latest retryable write gave, stored in the batch that stores the write itself: a
 * repeated statement is answered by it and not applied again.
 */
export class RetryableWrites {
  private readonly store: Store;
  private readonly prefix: Buffer;
  private number: bigint | undefined;
  private results: Map<number, Doc> | undefined;

  constructor(store: Store, sessionId: string) {
    this.store = store;
    this.prefix = treeKey(Trees.retryable, Buffer.from(sessionId, 'latin1'));
  }

  /** The result of a statement that was applied before, `undefined` where it was not. */
  find(number: bigint, statement: number): Doc | undefined {
    this.load(number);
    return this.results!.get(statement);
  }

  /** Remembers the result; `count` statements from this one on that gave the same. */
  remember(writer: Writer, number: bigint, statement: number, result: Doc, count = 1): void {
    this.load(number);
    for (let i = 0; i < count; i++) this.results!.set(statement + i, result);
    const key = Buffer.allocUnsafe(this.prefix.length + 4);
    this.prefix.copy(key);
    key.writeUInt32BE(statement, this.prefix.length);
    writer.put(key, encode(doc({ t: number, d: new Date(), c: count, r: result })));
  }

  /** Reads again what is stored, because writes were taken back. */
  forget(): void {
    this.number = undefined;
  }

  private load(number: bigint): void {
    if (this.number === number) return;
    const isKnown = this.number !== undefined;
    this.number = number;
    this.results = new Map();
    // A newer number than this process has written cannot be on the disk.
    if (!isKnown) this.read(number, this.results);
  }

  private read(number: bigint, results: Map<number, Doc>): void {
    const range = { start: this.prefix, end: afterPrefix(this.prefix), reverse: false };
    for (let rest: typeof range | undefined = range; rest !== undefined;) {
      const { keys, values, next } = this.store.latest.chunk(rest, 500);
      values.forEach((value, i) => {
        const record = decode(value);
        if (BigInt(record.get('t') as bigint) !== number) return;
        const statement = keys[i]!.readUInt32BE(this.prefix.length);
        for (let j = 0; j < Number(record.get('c')); j++) results.set(statement + j, record.get('r') as Doc);
      });
      rest = next as typeof range | undefined;
    }
  }
}

/** Removes results older than a session may live; a few at a time. */
export function forgetOldResults(store: Store, olderThan: Date): void {
  const start = treeKey(Trees.retryable, Buffer.alloc(0));
  for (
    let rest = { start, end: afterPrefix(start), reverse: false } as
      { start: Buffer; end: Buffer; reverse: boolean } | undefined;
    rest !== undefined;
  ) {
    const { keys, values, next } = store.latest.chunk(rest, 500);
    values.forEach((value, i) => {
      if ((decode(value).get('d') as Date) < olderThan) store.remove(keys[i]!);
    });
    rest = next;
  }
}
