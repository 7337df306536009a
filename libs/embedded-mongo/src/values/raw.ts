import { asBuffer, readInt32, readName } from './bytes.js';
import { decode, nameEnd, sizeAt, valueAt } from './decode.js';
import { Type, type Doc, type Fields, type Value } from './types.js';

const encodedNames = new Map<string, Uint8Array>();

function encodedName(name: string): Uint8Array {
  let bytes = encodedNames.get(name);
  if (bytes === undefined) {
    if (encodedNames.size > 10_000) encodedNames.clear();
    encodedNames.set(name, (bytes = Buffer.from(`${name}\0`)));
  }
  return bytes;
}

/**
 * A document read from its bytes: only the fields that are asked for are decoded. Values that `get` gives are whole
 * (a nested document is a Map); `child` walks into nested documents without decoding them.
 */
export class RawDoc implements Fields {
  readonly bytes: Buffer;
  private readonly start: number;
  private readonly end: number;
  private type = 0;
  private at = 0;
  private decoded: Doc | undefined;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.bytes = asBuffer(bytes);
    this.start = start;
    this.end = end;
  }

  get(name: string): Value | undefined {
    if (this.decoded !== undefined) return this.decoded.get(name);
    return this.find(name) ? valueAt(this.bytes, this.type, this.at) : undefined;
  }

  /** As `get`, but a nested document is again a RawDoc. */
  child(name: string): Value | RawDoc | undefined {
    if (!this.find(name)) return undefined;
    const { bytes, type, at } = this;
    return type === Type.object ? new RawDoc(bytes, at, at + readInt32(bytes, at)) : valueAt(bytes, type, at);
  }

  /** True where the field is the same bytes in both documents, or in neither. */
  isSame(name: string, other: RawDoc): boolean {
    if (!this.find(name)) return !other.find(name);
    if (!other.find(name) || this.type !== other.type) return false;
    const size = sizeAt(this.bytes, this.type, this.at);
    if (size !== sizeAt(other.bytes, other.type, other.at)) return false;
    return this.bytes.compare(other.bytes, other.at, other.at + size, this.at, this.at + size) === 0;
  }

  has(name: string): boolean {
    return this.find(name);
  }

  /** The whole document, decoded once. */
  toDoc(): Doc {
    return (this.decoded ??= decode(this.toBytes()));
  }

  /** The BSON it is read from. */
  toBytes(): Buffer {
    const { bytes, start, end } = this;
    return start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end);
  }

  /** The fields whose names are wanted, in their order. */
  select(wanted: { has(name: string): boolean }): Doc {
    const { bytes } = this;
    const result: Doc = new Map();
    const end = this.end - 1;
    let i = this.start + 4;
    while (i < end) {
      const type = bytes[i]!;
      const stop = nameEnd(bytes, i + 1);
      const name = readName(bytes, i + 1, stop);
      i = stop + 1;
      if (wanted.has(name)) result.set(name, valueAt(bytes, type, i));
      i += sizeAt(bytes, type, i);
    }
    return result;
  }

  private find(name: string): boolean {
    const wanted = encodedName(name);
    const { bytes } = this;
    const end = this.end - 1;
    let i = this.start + 4;
    while (i < end) {
      const type = bytes[i++]!;
      let same = 0;
      while (same < wanted.length && bytes[i + same] === wanted[same]) same++;
      if (same === wanted.length) {
        this.type = type;
        this.at = i + same;
        return true;
      }
      i = nameEnd(bytes, i + same) + 1;
      i += sizeAt(bytes, type, i);
    }
    return false;
  }
}

/** The whole document of either kind; a Doc is given as it is. */
export function toDoc(fields: Fields): Doc {
  return fields instanceof RawDoc ? fields.toDoc() : (fields as Doc);
}
