import { Pace } from '../breathe.js';

const CHUNK = 1 << 20;
const RUN = 4096;
/** So many bytes of a key are kept as a number, which decides most comparisons. */
const PREFIX = 6;

/**
 * Record numbers with the keys they are sorted by. Keys are kept as bytes outside of the heap: a million take some 50 MB,
 * and there is nothing for the collector to walk. Equal keys keep the order in which they came.
 */
export class SortBuffer {
  size = 0;
  private readonly chunks: Buffer[] = [];
  private room = 0;
  private prefixes = new Float64Array(RUN);
  private records = new Float64Array(RUN);
  /** Chunk and offset of each key, whose length stands before it. */
  private places = new Float64Array(RUN);

  /** Adds a record by its key, whose bytes compare as `encodeKey` makes them. */
  add(key: Uint8Array, record: number): void {
    const needed = 4 + key.length;
    if (this.room < needed) {
      this.room = Math.max(CHUNK, needed);
      this.chunks.push(Buffer.allocUnsafeSlow(this.room));
    }
    const chunk = this.chunks.at(-1)!;
    const at = chunk.length - this.room;
    chunk.writeUInt32LE(key.length, at);
    chunk.set(key, at + 4);
    this.room -= needed;
    if (this.size === this.records.length) this.grow();
    this.prefixes[this.size] = prefixOf(key);
    this.records[this.size] = record;
    this.places[this.size] = (this.chunks.length - 1) * CHUNK * 4096 + at;
    this.size++;
  }

  /** The record numbers in the order of their keys, without the first `skip`; gives the thread back between runs. */
  async sorted(skip = 0): Promise<number[]> {
    const pace = new Pace();
    const order = (a: number, b: number): number => this.compare(a, b);
    let from = new Uint32Array(this.size);
    let to = new Uint32Array(this.size);
    for (let start = 0; start < this.size; start += RUN) {
      const run = from.subarray(start, start + RUN);
      for (let i = 0; i < run.length; i++) run[i] = start + i;
      run.sort(order);
      await pace.pause();
    }
    for (let width = RUN; width < this.size; width *= 2) {
      for (let start = 0; start < this.size; start += 2 * width) await this.merge(from, to, start, width, pace);
      [from, to] = [to, from];
    }
    const records: number[] = [];
    for (let i = skip; i < this.size; i++) {
      records.push(this.records[from[i]!]!);
      if (i % RUN === 0) await pace.pause();
    }
    return records;
  }

  private async merge(from: Uint32Array, to: Uint32Array, start: number, width: number, pace: Pace): Promise<void> {
    const middle = Math.min(start + width, this.size);
    const end = Math.min(start + 2 * width, this.size);
    let left = start;
    let right = middle;
    for (let at = start; at < end; at++) {
      const takesLeft = right >= end || (left < middle && this.compare(from[left]!, from[right]!) <= 0);
      to[at] = takesLeft ? from[left++]! : from[right++]!;
      if (at % RUN === 0) await pace.pause();
    }
  }

  private compare(a: number, b: number): number {
    const difference = this.prefixes[a]! - this.prefixes[b]!;
    if (difference !== 0) return difference;
    return Buffer.compare(this.keyAt(this.places[a]!), this.keyAt(this.places[b]!)) || a - b;
  }

  private keyAt(place: number): Buffer {
    const chunk = this.chunks[Math.floor(place / (CHUNK * 4096))]!;
    const at = place % (CHUNK * 4096);
    return chunk.subarray(at + 4, at + 4 + chunk.readUInt32LE(at));
  }

  private grow(): void {
    const larger = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const result = new Float64Array(old.length * 2);
      result.set(old);
      return result;
    };
    this.prefixes = larger(this.prefixes);
    this.records = larger(this.records);
    this.places = larger(this.places);
  }
}

/** The first bytes of a key as a number of the same order; a shorter key counts as filled up with zeros. */
function prefixOf(key: Uint8Array): number {
  let prefix = 0;
  for (let i = 0; i < PREFIX; i++) prefix = prefix * 256 + (key[i] ?? 0);
  return prefix;
}
