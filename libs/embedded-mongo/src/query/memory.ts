import { PerTurn } from '../breathe.js';
import { mongoError, type CodeName } from '../errors.js';
import { isDoc, RawDoc, type Fields, type Value } from '../values/index.js';

/** The most that a stage, an accumulator or an array of an expression may take, as in MongoDB. */
export const MOST_BYTES = 100 * 1024 * 1024;

/** Counts what is kept in memory by something that puts nothing on the disk, and refuses what goes beyond the limit. */
export class Memory {
  used = 0;
  private readonly code: number | CodeName;
  private readonly message: string;

  constructor(code: number | CodeName, message: string) {
    this.code = code;
    this.message = message;
  }

  /** Of a stage, which MongoDB would let write to the disk. */
  static ofStage(name: string): Memory {
    return new Memory(
      'QueryExceededMemoryLimitNoDiskUseAllowed',
      `Exceeded memory limit for ${name}: this server does not spill to disk`,
    );
  }

  add(bytes: number): void {
    this.used += bytes;
    if (this.used > MOST_BYTES) throw mongoError(this.code, `${this.message}. Memory limit: ${MOST_BYTES} bytes`);
  }
}

const HEAD = 16;

/** About the bytes that a value takes in memory. */
export function bytesOf(value: Value | undefined): number {
  if (typeof value === 'string') return HEAD + value.length;
  if (typeof value !== 'object' || value === null) return HEAD;
  let bytes = 2 * HEAD;
  if (Array.isArray(value)) for (const item of value) bytes += bytesOf(item);
  else if (isDoc(value)) for (const [name, field] of value) bytes += HEAD + name.length + bytesOf(field);
  else if ('buffer' in value) bytes += value.buffer.length;
  return bytes;
}

/** About the bytes that a document takes in memory. */
export const bytesOfDoc = (doc: Fields): number =>
  doc instanceof RawDoc ? doc.bytes.length : isDoc(doc) ? bytesOf(doc) : HEAD;

/** Refuses an accumulator that keeps so many bytes where they are too many. */
export function checkAccumulated(operator: string, bytes: number): void {
  if (bytes > MOST_BYTES)
    throw mongoError(
      'ExceededMemoryLimit',
      `${operator} used too much memory and cannot spill to disk. Memory limit: ${MOST_BYTES} bytes`,
    );
}

/** Arrays that expressions make hold one another: together they may take a few times as much. */
const made = new PerTurn(4 * MOST_BYTES);
const SMALL = 1024;

/** Refuses an array of so many elements, made by an expression, where it is too large, or all of this turn are. */
export function checkLength(name: string, length: number): void {
  if (length > SMALL) made.spend(length * HEAD);
  if (length * HEAD > MOST_BYTES || made.rest < 0)
    throw mongoError(
      'ExceededMemoryLimit',
      `${name} would use too much memory (${length * HEAD} bytes) and cannot spill to disk. Memory limit: ${MOST_BYTES} bytes`,
    );
}
