import { mongoError } from '../errors.js';
import { compare, isNullish, typeName, type Collation, type Value } from '../values/index.js';
import type { Accumulator } from './accumulators.js';
import { bytesOf } from './memory.js';
import { toWhole } from './numbers.js';
import { Top } from './top.js';

/** The first, last, least or greatest n; `null` stands for missing in the first two. */
class Few implements Accumulator {
  bytes = 0;
  private readonly values: Value[] = [];
  private readonly count: number;
  private readonly fromEnd: boolean;

  constructor(count: number, fromEnd: boolean) {
    this.count = count;
    this.fromEnd = fromEnd;
  }

  add(value: Value | undefined): void {
    if (!this.fromEnd && this.values.length >= this.count) return;
    this.values.push(value ?? null);
    this.bytes += bytesOf(value);
    if (this.values.length <= this.count * 2 + 100) return;
    for (const dropped of this.values.splice(0, this.values.length - this.count)) this.bytes -= bytesOf(dropped);
  }

  result(): Value {
    return this.fromEnd ? this.values.slice(-this.count) : this.values;
  }
}

class Extremes implements Accumulator {
  private readonly top: Top<Value>;

  constructor(count: number, sign: 1 | -1, collation?: Collation) {
    this.top = new Top<Value>(count, (a, b) => compare(a, b, collation) * sign, bytesOf);
  }

  get bytes(): number {
    return this.top.bytes;
  }

  add(value: Value | undefined): void {
    if (!isNullish(value)) this.top.add(value!);
  }

  result(): Value {
    return this.top.take();
  }
}

/** The outputs of the first n in an order; each value given is `[sort key, output]`. */
class TopN implements Accumulator {
  private readonly top: Top<{ key: readonly Value[]; output: Value }>;
  private readonly single: boolean;

  constructor(count: number, order: (a: readonly Value[], b: readonly Value[]) => number, single: boolean) {
    this.top = new Top(
      count,
      (a, b) => order(a.key, b.key),
      ({ key, output }) => bytesOf([...key]) + bytesOf(output),
    );
    this.single = single;
  }

  get bytes(): number {
    return this.top.bytes;
  }

  add(value: Value | undefined): void {
    const [key, output] = value as [Value[], Value];
    this.top.add({ key, output });
  }

  result(): Value {
    const outputs = this.top.take().map(({ output }) => output);
    return this.single ? (outputs[0] ?? null) : outputs;
  }
}

export const fewAccumulator = (count: number, fromEnd: boolean): Accumulator => new Few(count, fromEnd);
export const extremesAccumulator = (count: number, sign: 1 | -1, collation?: Collation): Accumulator =>
  new Extremes(count, sign, collation);

export function topAccumulator(
  count: number,
  order: (a: readonly Value[], b: readonly Value[]) => number,
  single: boolean,
): Accumulator {
  return new TopN(count, order, single);
}

/** The `n` of an accumulator of several. */
export function countOf(value: Value | undefined): number {
  const count = toWhole(value);
  if (count === undefined)
    throw mongoError(5787902, `Value for 'n' must be of integral type, but found ${typeName(value)}`);
  if (count <= 0) throw mongoError(5787908, `'n' must be greater than 0, found ${count}`);
  return count;
}
