import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeKey } from '../values/index.js';
import { anyValue } from '../../test/arbitrary.js';
import { parseSort } from '../query/index.js';
import { SortBuffer } from './sort-buffer.js';

describe('records sorted by their keys', () => {
  it('stand as bytes compare, equal ones as they came', async () => {
    const key = fc.oneof(
      fc.uint8Array({ maxLength: 9 }),
      fc.constantFrom(Buffer.alloc(0), Buffer.alloc(3), Buffer.alloc(8)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(key, { maxLength: 60 }), async (keys) => {
        const buffer = new SortBuffer();
        keys.forEach((bytes, record) => buffer.add(bytes, record));
        const expected = keys.map((_, i) => i).sort((a, b) => Buffer.compare(keys[a]!, keys[b]!) || a - b);
        expect([...(await buffer.sorted())]).toEqual(expected);
      }),
    );
  });

  it('stand as values of every type compare', async () => {
    const sort = parseSort(new Map([['a', -1]]));
    await fc.assert(
      fc.asyncProperty(fc.array(anyValue, { maxLength: 30 }), async (values) => {
        const buffer = new SortBuffer();
        values.forEach((value, record) => buffer.add(encodeKey([value], [-1]), record));
        const expected = values.map((_, i) => i).sort((a, b) => sort.compareKeys([values[a]!], [values[b]!]) || a - b);
        expect([...(await buffer.sorted())]).toEqual(expected);
      }),
    );
  });

  it('are merged however many they are, beside keys larger than a chunk', async () => {
    const buffer = new SortBuffer();
    const numbers = Array.from({ length: 30_000 }, (_, i) => (i * 7919) % 30_011);
    numbers.forEach((number, record) => buffer.add(encodeKey([number], [1]), record));
    buffer.add(encodeKey(['x'.repeat(3_000_000)], [1]), 30_000);
    const sorted = [...(await buffer.sorted())];
    expect(sorted.at(-1)).toBe(30_000);
    const values = sorted.slice(0, -1).map((record) => numbers[record]!);
    expect(values).toEqual([...numbers].sort((a, b) => a - b));
  });
});
