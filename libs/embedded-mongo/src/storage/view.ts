import type { Overlay } from './overlay.js';
import { type Written } from './overlay.js';
import { successor } from './keys.js';

/** Keys with start <= key < end, from the end backwards where `reverse`. A range lies within one tree. */
export interface Range {
  readonly start: Buffer;
  readonly end: Buffer;
  readonly reverse: boolean;
  /** `start` is a whole key, the only one that the range can hold: it is looked up rather than walked to. */
  readonly isKey?: boolean;
}

/** A run of entries in the order of the range; `next` is what is left of the range, `undefined` at its end. */
export interface Chunk {
  readonly keys: Buffer[];
  readonly values: Buffer[];
  readonly next: Range | undefined;
}

const COUNT_STEP = 100_000;

/** What is read of LMDB; the part of lmdb's interface that views need. */
export interface Base {
  getBinary(key: Buffer, options?: object): Buffer | undefined;
  getRange(options: object): { iterate(): Iterator<unknown> };
  getKeysCount(options: object): number;
}

/** The data as one reader sees it: a state of LMDB with writes in memory over it. */
export class View {
  private readonly base: Base;
  private readonly overlay: Overlay;
  private readonly options: { transaction?: object };

  /** `transaction` pins a state of LMDB; without it each read sees the newest. */
  constructor(base: Base, overlay: Overlay, transaction?: object) {
    this.base = base;
    this.overlay = overlay;
    this.options = transaction === undefined ? {} : { transaction };
  }

  get(key: Buffer): Uint8Array | undefined {
    const written = this.overlay.get(key);
    if (written !== undefined) return written.value ?? undefined;
    return this.base.getBinary(key, this.options);
  }

  /** Up to `limit` entries from the beginning of the range. Values are left out where `keysOnly`. */
  chunk(range: Range, limit: number, keysOnly = false): Chunk {
    const written = this.overlay.between(range.start, range.end);
    if (written === undefined) return this.baseChunk(range, limit, keysOnly);
    return this.merged(range, limit, keysOnly, range.reverse ? written.reverse() : written);
  }

  /**
   * How many keys the range has; where they are very many, how many up to `next`, with which the caller goes on (so
   * that a count of millions does not stop everything else). One known to be `isSmall` is counted in one go.
   */
  count(range: Range, most = COUNT_STEP, isSmall = false): { count: number; next: Range | undefined } {
    const { count: below, end } = isSmall
      ? { count: this.base.getKeysCount({ ...this.options, start: range.start, end: range.end }), end: undefined }
      : this.countBelow(range, most);
    let count = below;
    for (const { key, value } of this.overlay.between(range.start, end ?? range.end) ?? []) {
      const exists = this.base.getBinary(key, this.options) !== undefined;
      if (value === null) count -= exists ? 1 : 0;
      else count += exists ? 0 : 1;
    }
    return { count, next: end && { start: end, end: range.end, reverse: false } };
  }

  /** How many keys the range has, `most` where they are at least so many. */
  countUpTo(range: Range, most: number): number {
    return Math.min(most, this.count(range, most).count);
  }

  /**
   * Counts in growing steps: LMDB walks a step without giving the keys, but does not see the end of the range in it, so
   * the first steps are small. Up to `end` where that comes before the range's own.
   */
  private countBelow(range: Range, most: number): { count: number; end: Buffer | undefined } {
    let count = 0;
    let { start } = range;
    for (let step = 64; count < most; step = Math.min(step * 4, COUNT_STEP)) {
      const iterator = this.base
        .getRange({ ...this.options, start, end: range.end, offset: step, limit: 1, values: false })
        .iterate();
      const { done, value } = iterator.next();
      iterator.return?.();
      if (done === true)
        return { count: count + this.base.getKeysCount({ ...this.options, start, end: range.end }), end: undefined };
      count += step;
      start = value as Buffer;
    }
    return { count, end: start };
  }

  private iterate(range: Range, limit: number, keysOnly: boolean): Iterator<unknown> {
    const { reverse } = range;
    return this.base
      .getRange({
        ...this.options,
        start: reverse ? range.end : range.start,
        end: reverse ? range.start : range.end,
        exclusiveStart: reverse,
        inclusiveEnd: reverse,
        reverse,
        limit,
        values: !keysOnly,
      })
      .iterate();
  }

  private baseChunk(range: Range, limit: number, keysOnly: boolean): Chunk {
    const keys: Buffer[] = [];
    const values: Buffer[] = [];
    const iterator = this.iterate(range, limit, keysOnly);
    for (;;) {
      const { done, value } = iterator.next();
      if (done) break;
      if (keysOnly) keys.push(value as Buffer);
      else {
        const entry = value as { key: Buffer; value: Buffer };
        keys.push(entry.key);
        values.push(entry.value);
      }
    }
    return { keys, values, next: keys.length < limit ? undefined : rest(range, keys[keys.length - 1]!) };
  }

  private merged(range: Range, limit: number, keysOnly: boolean, written: readonly Written[]): Chunk {
    const below = this.baseChunk(range, limit, keysOnly);
    const keys: Buffer[] = [];
    const values: Buffer[] = [];
    const sign = range.reverse ? -1 : 1;
    let i = 0;
    let j = 0;
    while (keys.length < limit && (i < below.keys.length || j < written.length)) {
      const mine = written[j];
      const theirs = below.keys[i];
      // Beyond what was read of the tree below nothing may be given yet: it could have keys in between.
      if (theirs === undefined && below.next !== undefined) break;
      const order = mine === undefined ? 1 : theirs === undefined ? -1 : sign * Buffer.compare(mine.key, theirs);
      if (order <= 0) {
        j++;
        if (order === 0) i++;
        if (mine!.value === null) continue;
        keys.push(mine!.key);
        if (!keysOnly) values.push(mine!.value as Buffer);
      } else {
        keys.push(theirs!);
        if (!keysOnly) values.push(below.values[i]!);
        i++;
      }
    }
    const lastBelow = below.keys[i - 1];
    const lastMine = written[j - 1]?.key;
    const isBelowLater =
      lastMine === undefined || (lastBelow !== undefined && sign * Buffer.compare(lastBelow, lastMine) > 0);
    const last = isBelowLater ? lastBelow : lastMine;
    const isWhole = i >= below.keys.length && below.next === undefined && j >= written.length;
    return { keys, values, next: isWhole || last === undefined ? undefined : rest(range, last) };
  }
}

function rest(range: Range, last: Buffer): Range {
  return range.reverse
    ? { start: range.start, end: last, reverse: true }
    : { start: successor(last), end: range.end, reverse: false };
}
