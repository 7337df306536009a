import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keyText, treeKey } from './keys.js';
import { Overlay } from './overlay.js';
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

describe('View', () => {
  it('gives the same keys in chunks of any size as a plain merge of the tree and the writes over it', () => {
    fc.assert(
      fc.property(
        numbers,
        numbers,
        numbers,
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 30 }),
        (base, added, removed, limit, reverse, from) => {
          const overlay = new Overlay();
          const model = new Set(base);
          for (const n of added) {
            overlay.set({ key: key(n), text: keyText(key(n)), value: Buffer.from('new'), sequence: 1 });
            model.add(n);
          }
          for (const n of removed) {
            overlay.set({ key: key(n), text: keyText(key(n)), value: null, sequence: 2 });
            model.delete(n);
          }
          const view = new View(new ArrayBase(base), overlay);
          const range: Range = { start: key(from), end: key(50), reverse };
          const expected = [...model].filter((n) => n >= from && n < 50).sort((a, b) => (reverse ? b - a : a - b));
          const seen: number[] = [];
          for (let rest: Range | undefined = range; rest !== undefined;) {
            const chunk = view.chunk(rest, limit);
            seen.push(...chunk.keys.map(numberOf));
            rest = chunk.next;
          }
          expect(seen).toEqual(expected);
          expect(view.count({ ...range, reverse: false }).count).toBe(expected.length);
          for (const n of model) expect(view.get(key(n))).toBeDefined();
          for (const n of removed) expect(view.get(key(n))).toBeUndefined();
        },
      ),
      { numRuns: 500 },
    );
  });
});
