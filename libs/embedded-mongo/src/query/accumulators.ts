import { mongoError } from '../errors.js';
import {
  compare,
  double,
  encodeKey,
  isDoc,
  isNullish,
  isNumeric,
  typeName,
  type Collation,
  type Doc,
  type Value,
} from '../values/index.js';
import { exactDecimal } from '../values/decimal.js';
import { add, divide } from './arithmetic.js';
import { bytesOf, checkAccumulated } from './memory.js';
import { kindOf, MAX_LONG, MIN_LONG, toDecimal, toNumber, type Numeric } from './numbers.js';

/** Gathers one result from many values. */
export interface Accumulator {
  /** About what it keeps, where that grows with what it is fed. */
  readonly bytes?: number | undefined;
  add(value: Value | undefined): void;
  result(): Value | undefined;
}

/** Feeds one value, as far as the accumulator may keep what it is fed; says by how much that has grown. */
export function feedTo(accumulator: Accumulator, operator: string, value: Value | undefined): number {
  const before = accumulator.bytes;
  accumulator.add(value);
  if (before === undefined) return 0;
  checkAccumulated(operator, accumulator.bytes!);
  return accumulator.bytes! - before;
}

/** Sums exactly where MongoDB does: integers as integers, doubles with their rounding errors kept apart. */
export class Sum implements Accumulator {
  private whole = 0;
  private large = 0n;
  private kind: 'int' | 'long' | 'double' | 'decimal' = 'int';
  private real = 0;
  private correction = 0;
  private decimal: Value | undefined;

  add(value: Value | undefined): void {
    if (typeof value === 'number') {
      if ((value | 0) === value && (value !== 0 || 1 / value > 0)) {
        this.whole += value;
        if (this.whole > 4e15 || this.whole < -4e15) this.spill();
        return;
      }
      this.addReal(value);
    } else if (typeof value === 'bigint') {
      this.large += value;
      if (this.kind === 'int') this.kind = 'long';
    } else if (isNumeric(value)) {
      if (kindOf(value) === 'double') this.addReal(toNumber(value));
      else {
        this.decimal = this.decimal === undefined ? value : add(this.decimal as Numeric, value);
        this.kind = 'decimal';
      }
    }
  }

  private spill(): void {
    this.large += BigInt(this.whole);
    this.whole = 0;
  }

  private addReal(value: number): void {
    if (this.kind !== 'decimal') this.kind = 'double';
    const sum = this.real + value;
    if (Number.isFinite(sum)) {
      this.correction += Math.abs(this.real) >= Math.abs(value) ? this.real - sum + value : value - sum + this.real;
    }
    this.real = sum;
  }

  result(): Value {
    if (this.kind === 'int' && this.large === 0n && (this.whole | 0) === this.whole) return this.whole;
    const whole = this.large + BigInt(this.whole);
    if (this.kind === 'decimal') {
      const reals = add(exactDecimal(this.real), exactDecimal(this.correction)) as Numeric;
      return add(this.decimal as Numeric, add(toDecimal(whole), reals) as Numeric);
    }
    if (this.kind === 'double') {
      const total = this.real + Number(whole);
      return double(Number.isFinite(total) ? total + this.correction : total);
    }
    return whole >= MIN_LONG && whole <= MAX_LONG ? whole : double(Number(whole));
  }
}

class Average implements Accumulator {
  private readonly sum = new Sum();
  private count = 0;

  add(value: Value | undefined): void {
    if (!isNumeric(value)) return;
    this.sum.add(value);
    this.count++;
  }

  result(): Value {
    return this.count === 0 ? null : divide(this.sum.result() as Numeric, this.count);
  }
}

class Extreme implements Accumulator {
  private best: Value | undefined;
  private readonly sign: 1 | -1;
  private readonly collation: Collation | undefined;

  constructor(sign: 1 | -1, collation?: Collation) {
    this.sign = sign;
    this.collation = collation;
  }

  add(value: Value | undefined): void {
    if (isNullish(value)) return;
    if (this.best === undefined || compare(value, this.best, this.collation) * this.sign > 0) this.best = value;
  }

  result(): Value {
    return this.best ?? null;
  }
}

class First implements Accumulator {
  private value: Value | undefined;
  private isSet = false;

  add(value: Value | undefined): void {
    if (!this.isSet) this.value = value;
    this.isSet = true;
  }

  result(): Value {
    return this.value ?? null;
  }
}

class Last implements Accumulator {
  private value: Value | undefined;

  add(value: Value | undefined): void {
    this.value = value;
  }

  result(): Value {
    return this.value ?? null;
  }
}

class Push implements Accumulator {
  private readonly values: Value[] = [];
  bytes = 0;

  add(value: Value | undefined): void {
    if (value === undefined) return;
    this.bytes += bytesOf(value);
    this.values.push(value);
  }

  result(): Value {
    return this.values;
  }
}

class AddToSet implements Accumulator {
  private readonly values = new Map<string, Value>();
  bytes = 0;
  private readonly collation: Collation | undefined;

  constructor(collation?: Collation) {
    this.collation = collation;
  }

  add(value: Value | undefined): void {
    if (value === undefined) return;
    const key = Buffer.from(encodeKey([value], [], this.collation)).toString('latin1');
    if (this.values.has(key)) return;
    this.bytes += key.length + bytesOf(value);
    this.values.set(key, value);
  }

  result(): Value {
    return [...this.values.values()];
  }
}

class MergeObjects implements Accumulator {
  private readonly merged: Doc = new Map();

  add(value: Value | undefined): void {
    if (isNullish(value)) return;
    if (!isDoc(value))
      throw mongoError(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`);
    for (const [name, field] of value) this.merged.set(name, field);
  }

  result(): Value {
    return this.merged;
  }
}

/** Arrays joined (`$concatArrays`) or united without repetition (`$setUnion`). */
class Joined implements Accumulator {
  private readonly inner: Accumulator;
  private readonly name: string;

  constructor(inner: Accumulator, name: string) {
    this.inner = inner;
    this.name = name;
  }

  add(value: Value | undefined): void {
    if (value === undefined) return;
    if (!Array.isArray(value))
      throw mongoError('TypeMismatch', `${this.name} requires array inputs, but input is of type ${typeName(value)}`);
    for (const item of value) this.inner.add(item);
  }

  get bytes(): number | undefined {
    return this.inner.bytes;
  }

  result(): Value | undefined {
    return this.inner.result();
  }
}

/** Welford's running variance. */
class Deviation implements Accumulator {
  private count = 0;
  private mean = 0;
  private squares = 0;
  private readonly sample: boolean;

  constructor(sample: boolean) {
    this.sample = sample;
  }

  add(value: Value | undefined): void {
    if (!isNumeric(value)) return;
    const number = toNumber(value);
    this.count++;
    const delta = number - this.mean;
    this.mean += delta / this.count;
    this.squares += delta * (number - this.mean);
  }

  result(): Value {
    const divisor = this.sample ? this.count - 1 : this.count;
    if (divisor <= 0) return null;
    return double(Math.sqrt(this.squares / divisor));
  }
}

class Count implements Accumulator {
  private count = 0;

  add(): void {
    this.count++;
  }

  result(): Value {
    return this.count;
  }
}

export type Quantiles = readonly number[];

/** Percentiles by nearest rank, which is exact. */
class Percentile implements Accumulator {
  private readonly numbers: number[] = [];
  private readonly quantiles: Quantiles;
  private readonly single: boolean;

  constructor(quantiles: Quantiles, single: boolean) {
    this.quantiles = quantiles;
    this.single = single;
  }

  get bytes(): number {
    return this.numbers.length * 8;
  }

  add(value: Value | undefined): void {
    if (isNumeric(value) && !Number.isNaN(toNumber(value))) this.numbers.push(toNumber(value));
  }

  result(): Value {
    if (this.numbers.length === 0) return this.single ? null : this.quantiles.map(() => null);
    const sorted = Float64Array.from(this.numbers).sort();
    const at = (p: number): Value => double(sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)]!);
    return this.single ? at(this.quantiles[0]!) : this.quantiles.map(at);
  }
}

/** Makes an accumulator that takes plain values; `undefined` where the name is none of these. */
export function simpleAccumulator(name: string, collation?: Collation): (() => Accumulator) | undefined {
  switch (name) {
    case '$sum':
      return () => new Sum();
    case '$avg':
      return () => new Average();
    case '$min':
      return () => new Extreme(-1, collation);
    case '$max':
      return () => new Extreme(1, collation);
    case '$first':
      return () => new First();
    case '$last':
      return () => new Last();
    case '$push':
      return () => new Push();
    case '$addToSet':
      return () => new AddToSet(collation);
    case '$mergeObjects':
      return () => new MergeObjects();
    case '$stdDevPop':
      return () => new Deviation(false);
    case '$stdDevSamp':
      return () => new Deviation(true);
    case '$concatArrays':
      return () => new Joined(new Push(), name);
    case '$setUnion':
      return () => new Joined(new AddToSet(collation), name);
    default:
      return undefined;
  }
}

export const countAccumulator = (): Accumulator => new Count();
export const percentile = (quantiles: Quantiles, single: boolean): Accumulator => new Percentile(quantiles, single);

/** The quantiles of `$percentile`'s `p`; each between 0 and 1. */
export function parseQuantiles(value: Value | undefined): number[] {
  if (!Array.isArray(value) || value.length === 0)
    throw mongoError(7750300, "The $percentile 'p' field must be an array of numbers from [0.0, 1.0]");
  return value.map((item) => {
    const p = isNumeric(item) ? toNumber(item) : NaN;
    if (!(p >= 0 && p <= 1))
      throw mongoError(
        7750303,
        `The $percentile 'p' field must be an array of numbers from [0.0, 1.0], but found: ${String(p)}`,
      );
    return p;
  });
}

export function checkMethod(value: Value | undefined): void {
  if (!['approximate', 'discrete', 'continuous'].includes(value as string))
    throw mongoError('BadValue', "Currently only 'approximate' can be used as percentile 'method'.");
}
