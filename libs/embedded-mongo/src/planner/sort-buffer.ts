import { Pace } from '../breathe.js';

const CHUNK = 1 << 20;
const RUN = 1024;
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
  private readonly prefixes = new Numbers();
  private readonly records = new Numbers();
  /** Chunk and offset of each key, whose length stands before it. */
  private readonly places = new Numbers();

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
    this.prefixes.set(this.size, prefixOf(key));
    this.records.set(this.size, record);
    this.places.set(this.size, (this.chunks.length - 1) * CHUNK * 4096 + at);
    this.size++;
  }

  /** The record numbers in the order of their keys, without the first `skip`; gives the thread back between runs. */
  async sorted(skip = 0): Promise<Float64Array> {
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
    const records = new Float64Array(Math.max(0, this.size - skip));
    for (let i = skip; i < this.size; i++) {
      records[i - skip] = this.records.at(from[i]!);
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
    const difference = this.prefixes.at(a) - this.prefixes.at(b);
    if (difference !== 0) return difference;
    return Buffer.compare(this.keyAt(this.places.at(a)), this.keyAt(this.places.at(b))) || a - b;
  }

  private keyAt(place: number): Buffer {
    const chunk = this.chunks[Math.floor(place / (CHUNK * 4096))]!;
    const at = place % (CHUNK * 4096);
    return chunk.subarray(at + 4, at + 4 + chunk.readUInt32LE(at));
  }
}

const BLOCK_BITS = 14;
const BLOCK = 1 << BLOCK_BITS;

/** A list of numbers that grows without copying what it holds: copying a million takes longer than others may wait. */
class Numbers {
  private readonly blocks: Float64Array[] = [];

  at(index: number): number {
    return this.blocks[index >>> BLOCK_BITS]![index & (BLOCK - 1)]!;
  }

  /** Sets a number up to one beyond the last. */
  set(index: number, value: number): void {
    const block = (this.blocks[index >>> BLOCK_BITS] ??= new Float64Array(BLOCK));
    block[index & (BLOCK - 1)] = value;
  }
}

/** The first bytes of a key as a number of the same order; a shorter key counts as filled up with zeros. */
function prefixOf(key: Uint8Array): number {
  let prefix = 0;
  for (let i = 0; i < PREFIX; i++) prefix = prefix * 256 + (key[i] ?? 0);
  return prefix;
}
