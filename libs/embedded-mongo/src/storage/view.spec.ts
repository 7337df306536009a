import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keyText, treeKey } from './keys.js';
import { Overlay, type Written } from './overlay.js';
import { View, type Base, type Range } from './view.js';

/** LMDB as a sorted array, with the meaning of ranges that lmdb's own has. */
class ArrayBase implements Base {
  private readonly entries: [Buffer, Buffer][];

  constructor(keys: readonly number[]) {
    this.entries = [...new Set(keys)].sort((a, b) => a - b).map((n) => [key(n), Buffer.from(`base ${n}`)]);
  }

  getBinary(wanted: Buffer): Buffer | undefined {
    return this.entries.find(([known]) => known.equals(wanted))?.[1];
  }

  getKeysCount(options: { start: Buffer; end: Buffer }): number {
    return this.entries.filter(([known]) => known.compare(options.start) >= 0 && known.compare(options.end) < 0).length;
  }

  getRange(options: {
    start: Buffer;
    end: Buffer;
    reverse?: boolean;
    limit?: number;
    offset?: number;
    values?: boolean;
  }): { iterate(): Iterator<unknown> } {
    const low = options.reverse ? options.end : options.start;
    const high = options.reverse ? options.start : options.end;
    const within = this.entries.filter(([known]) => known.compare(low) >= 0 && known.compare(high) < 0);
    if (options.reverse) within.reverse();
    const offset = options.offset ?? 0;
    const given = within
      .slice(offset, offset + (options.limit ?? Infinity))
      .map(([known, value]) => (options.values === false ? known : { key: known, value }));
    return { iterate: () => given[Symbol.iterator]() };
  }
}

const key = (n: number): Buffer => treeKey(7, Buffer.of(n));
const numberOf = (bytes: Buffer): number => bytes[4]!;
const numbers = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 40 });

/** A write of a key, or its removal, at a position in the order of all writes. */
interface Step {
  readonly n: number;
  readonly isRemoval: boolean;
  readonly sequence: number;
}

const writtenAt = ({ n, isRemoval, sequence }: Step): Written => {
  const value = isRemoval ? null : Buffer.from(`at ${sequence}`);
  return { key: key(n), text: keyText(key(n)), value, sequence, older: undefined };
};

/** Writes in their order: the first so many to the lower layer, the next to the upper one, some after what is seen. */
const steps = fc
  .array(fc.record({ n: fc.integer({ min: 0, max: 60 }), isRemoval: fc.boolean() }), { maxLength: 80 })
  .map((list) => list.map((step, i): Step => ({ ...step, sequence: i + 1 })));

describe('View', () => {
  it('gives the same keys in chunks of any size as a plain merge of the tree and the writes over it', () => {
    fc.assert(
      fc.property(
        numbers,
        steps,
        fc.nat(80),
        fc.nat(80),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 30 }),
        (base, written, split, upTo, limit, reverse, from) => {
          const [upper, lower] = [new Overlay(), new Overlay()];
          const model = new Map<number, string>(base.map((n) => [n, `base ${n}`]));
          for (const step of written) {
            (step.sequence <= split ? lower : upper).set(writtenAt(step), Math.min(upTo, step.sequence - 1));
            if (step.sequence > upTo) continue;
            if (step.isRemoval) model.delete(step.n);
            else model.set(step.n, `at ${step.sequence}`);
          }
          const view = new View(new ArrayBase(base), [
            { overlay: upper, upTo },
            { overlay: lower, upTo },
          ]);
          const range: Range = { start: key(from), end: key(50), reverse };
          const expected = [...model.keys()]
            .filter((n) => n >= from && n < 50)
            .sort((a, b) => (reverse ? b - a : a - b));
          const seen: [number, string][] = [];
          for (let rest: Range | undefined = range; rest !== undefined;) {
            const chunk = view.chunk(rest, limit);
            expect(chunk.keys.length > 0 || chunk.next === undefined).toBe(true);
            chunk.keys.forEach((bytes, i) => seen.push([numberOf(bytes), chunk.values[i]!.toString()]));
            rest = chunk.next;
          }
          expect(seen).toEqual(expected.map((n) => [n, model.get(n)]));
          expect(view.count({ ...range, reverse: false }).count).toBe(expected.length);
          for (let n = 0; n <= 60; n++)
            expect(view.get(key(n)) && Buffer.from(view.get(key(n))!).toString()).toBe(model.get(n));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('shows what was there before when writes are taken back', () => {
    const overlay = new Overlay();
    for (const step of [
      { n: 1, isRemoval: false, sequence: 1 },
      { n: 1, isRemoval: true, sequence: 2 },
      { n: 1, isRemoval: false, sequence: 3 },
      { n: 2, isRemoval: false, sequence: 4 },
    ])
      overlay.set(writtenAt(step), 1);
    const view = new View(new ArrayBase([]), [{ overlay, upTo: Infinity }]);
    for (const n of [1, 2]) overlay.undo(writtenAt({ n, isRemoval: false, sequence: 9 }), 1);
    expect(view.chunk({ start: key(0), end: key(9), reverse: false }, 9).values.map(String)).toEqual(['at 1']);
    expect(overlay.size).toBe(1);
  });
});
