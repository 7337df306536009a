import { mongoError } from '../errors.js';
import type { TimeLimit } from '../time-limit.js';
import type { RawDoc, Doc } from '../values/index.js';
import type { Transaction } from './sessions.js';

const IDLE_MINUTES = 10;

/** Documents on their way to a client, in their final form. */
export interface Stream<T extends RawDoc | Doc | Uint8Array = RawDoc | Doc | Uint8Array> {
  /** Up to `count` documents and about `bytes` bytes; `isEnd` where there are no more. */
  take(count: number, bytes: number): Promise<{ docs: T[]; isEnd: boolean }>;
  close?(): void;
}

/** What a cursor is opened with. */
interface CursorSource {
  readonly namespace: string;
  readonly stream: Stream;
  readonly sessionId: string | undefined;
  readonly transaction: Transaction | undefined;
  readonly timeLimit: TimeLimit | undefined;
  readonly isAwaiting: boolean;
  /** It may be left unused for as long as its session lives. */
  readonly isLasting: boolean;
}

export interface Cursor extends CursorSource {
  readonly id: bigint;
  isInUse: boolean;
  isKilled: boolean;
  lastUse: number;
}

/** Open cursors of a server. */
export class Cursors {
  private readonly byId = new Map<bigint, Cursor>();
  private next = BigInt(Math.floor(Math.random() * 2 ** 40)) + 2n ** 41n;

  get size(): number {
    return this.byId.size;
  }

  open(source: CursorSource): Cursor {
    this.next += BigInt(1 + Math.floor(Math.random() * 1000));
    const cursor: Cursor = { ...source, id: this.next, isInUse: false, isKilled: false, lastUse: Date.now() };
    this.byId.set(cursor.id, cursor);
    return cursor;
  }

  find(id: bigint): Cursor {
    const cursor = this.byId.get(id);
    if (cursor === undefined) throw mongoError('CursorNotFound', `cursor id ${id} not found`);
    return cursor;
  }

  has(id: bigint): boolean {
    return this.byId.has(id);
  }

  close(id: bigint): boolean {
    const cursor = this.byId.get(id);
    if (cursor === undefined) return false;
    cursor.isKilled = true;
    cursor.stream.close?.();
    return this.byId.delete(id);
  }

  /** Closes those that a predicate names, as when their collection or session has gone. */
  closeWhere(isMeant: (cursor: Cursor) => boolean): void {
    for (const cursor of [...this.byId.values()]) if (isMeant(cursor)) this.close(cursor.id);
  }

  /** Closes those that nobody has used for ten minutes, and those whose session has ended. */
  expire(isAlive: (sessionId: string) => boolean): void {
    const limit = Date.now() - IDLE_MINUTES * 60_000;
    this.closeWhere(({ isInUse, isLasting, lastUse, sessionId }) => {
      if (isInUse) return false;
      if (sessionId !== undefined && !isAlive(sessionId)) return true;
      return lastUse < limit && !(isLasting && sessionId !== undefined);
    });
  }
}
