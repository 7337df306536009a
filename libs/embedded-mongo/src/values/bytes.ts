const scratch = new ArrayBuffer(8);
const eight = new Uint8Array(scratch);
const float = new Float64Array(scratch);
const long = new BigInt64Array(scratch);

/** Little-endian int32 at an offset. */
export function readInt32(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

function load(bytes: Uint8Array, at: number): void {
  for (let i = 0; i < 8; i++) eight[i] = bytes[at + i]!;
}

export function readDouble(bytes: Uint8Array, at: number): number {
  load(bytes, at);
  return float[0]!;
}

export function readInt64(bytes: Uint8Array, at: number): bigint {
  load(bytes, at);
  return long[0]!;
}

export function writeDouble(bytes: Uint8Array, at: number, value: number): void {
  float[0] = value;
  for (let i = 0; i < 8; i++) bytes[at + i] = eight[i]!;
}

export function writeInt64(bytes: Uint8Array, at: number, value: bigint): void {
  long[0] = value;
  for (let i = 0; i < 8; i++) bytes[at + i] = eight[i]!;
}

export function writeInt32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >> 8;
  bytes[at + 2] = value >> 16;
  bytes[at + 3] = value >> 24;
}

/** A Buffer over the same memory. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A text of UTF-8 bytes; short ASCII without leaving JavaScript. */
export function readText(buffer: Buffer, from: number, to: number): string {
  if (to - from > 24) return buffer.toString('utf8', from, to);
  let text = '';
  for (let i = from; i < to; i++) {
    const byte = buffer[i]!;
    if (byte > 127) return buffer.toString('utf8', from, to);
    text += String.fromCharCode(byte);
  }
  return text;
}

const SLOTS = 4096;
const interned: (string | undefined)[] = new Array<string | undefined>(SLOTS);

/** A field's name: the same names come again in each document, so each is made once. */
export function readName(buffer: Buffer, from: number, to: number): string {
  let hash = to - from;
  for (let i = from; i < to; i++) hash = (hash * 31 + buffer[i]!) | 0;
  const slot = hash & (SLOTS - 1);
  const known = interned[slot];
  if (known !== undefined && known.length === to - from) {
    let i = 0;
    while (i < known.length && known.charCodeAt(i) === buffer[from + i]) i++;
    if (i === known.length) return known;
  }
  const name = buffer.toString('utf8', from, to);
  if (name.length === to - from && name.length < 64) interned[slot] = name;
  return name;
}

/** Compares as memcmp does, the shorter first where one begins the other. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = a[i]! - b[i]!;
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return a.length === b.length ? 0 : a.length < b.length ? -1 : 1;
}
