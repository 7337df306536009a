import { mongoError } from '../errors.js';
import { keyText, successor } from './keys.js';
import { mergeSlices, NO_WRITES, type Layer, type Slice } from './overlay.js';

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
const LARGEST_STEP = 1024;

/** What is read of LMDB; the part of lmdb's interface that views need. */
export interface Base {
  getBinary(key: Buffer, options?: object): Buffer | undefined;
  getRange(options: object): { iterate(): Iterator<unknown> };
  getKeysCount(options: object): number;
}

/** What an operation meets whose transaction was ended meanwhile, as by another one of it that failed. */
export const transactionEnded = (): Error =>
  mongoError('NoSuchTransaction', 'The transaction of this operation has ended.', {
    errorLabels: ['TransientTransactionError'],
  });

/** The data as one reader sees it: a state of LMDB with writes in memory over it. */
export class View {
  private readonly lmdb: Base;
  private isEnded = false;
  private readonly layers: readonly Layer[];
  private readonly options: { transaction?: object };

  /** The newest layer comes first. `transaction` pins a state of LMDB; without it each read sees the newest. */
  constructor(base: Base, layers: readonly Layer[], transaction?: object) {
    this.lmdb = base;
    this.layers = layers;
    this.options = transaction === undefined ? {} : { transaction };
  }

  /** Whoever reads from now on is refused: the state is not kept any more. */
  end(): void {
    this.isEnded = true;
  }

  get(key: Buffer): Uint8Array | undefined {
    const { base } = this;
    let text: string | undefined;
    for (const { overlay, upTo } of this.layers) {
      if (overlay.size === 0) continue;
      const written = overlay.get(key, (text ??= keyText(key)), upTo);
      if (written !== undefined) return written.value ?? undefined;
    }
    return base.getBinary(key, this.options);
  }

  /** Up to `limit` entries from the beginning of the range, none only where it has none. `keysOnly` leaves out values. */
  chunk(range: Range, limit: number, keysOnly = false): Chunk {
    let rest = range;
    // Where all that was read has been removed by writes over it, more is read, in growing steps.
    for (let step = limit; ; step = Math.min(step * 2, LARGEST_STEP)) {
      const slice = this.written(rest, step);
      const chunk =
        slice.written.length === 0
          ? this.baseChunk(rest, limit, keysOnly)
          : this.merged(rest, limit, keysOnly, slice, this.baseChunk(rest, step, keysOnly));
      if (chunk.keys.length > 0 || chunk.next === undefined) return chunk;
      rest = chunk.next;
    }
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
    const { written } = this.written({ start: range.start, end: end ?? range.end, reverse: false }, Infinity);
    for (const { key, value } of written) {
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

  private get base(): Base {
    if (this.isEnded) throw transactionEnded();
    return this.lmdb;
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

  /** What lies over LMDB's keys of a range. */
  private written(range: Range, limit: number): Slice {
    let slice = NO_WRITES;
    for (const { overlay, upTo } of this.layers) {
      if (overlay.size === 0) continue;
      slice = mergeSlices(slice, overlay.between(range.start, range.end, upTo, limit, range.reverse), range.reverse);
    }
    return slice;
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

  private merged(range: Range, limit: number, keysOnly: boolean, { written, isCut }: Slice, below: Chunk): Chunk {
    const keys: Buffer[] = [];
    const values: Buffer[] = [];
    const sign = range.reverse ? -1 : 1;
    let i = 0;
    let j = 0;
    while (keys.length < limit && (i < below.keys.length || j < written.length)) {
      const mine = written[j];
      const theirs = below.keys[i];
      // Beyond what was read of either nothing may be given yet: it could have keys in between.
      if ((theirs === undefined && below.next !== undefined) || (mine === undefined && isCut)) break;
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
    const isWhole = i >= below.keys.length && below.next === undefined && j >= written.length && !isCut;
    return { keys, values, next: isWhole || last === undefined ? undefined : rest(range, last) };
  }
}

function rest(range: Range, last: Buffer): Range {
  return range.reverse
    ? { start: range.start, end: last, reverse: true }
    : { start: successor(last), end: range.end, reverse: false };
}
