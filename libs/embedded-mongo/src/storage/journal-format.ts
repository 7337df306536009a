import { crc32 } from 'node:zlib';

/** A key and what is stored under it, or null where it is removed. */
export interface JournalWrite {
  readonly key: Buffer;
  readonly value: Uint8Array | null;
}

/** The writes of one batch, stored all or none. */
export interface Batch {
  /** The position in the order of all writes that the batch comes after, and the one that it ends with. */
  readonly after: number;
  readonly last: number;
  readonly writes: readonly JournalWrite[];
}

/** What a batch says of itself before its writes. */
export interface Head {
  readonly salt: number;
  readonly after: number;
  readonly last: number;
  /** How many writes it has, and the bytes of the batch with them. */
  readonly count: number;
  readonly length: number;
}

/** The files of a journal, which take turns. */
export const FILES = ['journal.0', 'journal.1'] as const;

const MAGIC = Buffer.from('EMJ1');
/**
 * What follows the last batch until the next takes its place. Where neither stands, the next was begun: what is left of
 * a file's former use would look like it otherwise. Journals of before have no such mark.
 */
const END = Buffer.from('EMJ.');
export const END_BYTES = END.length;
/** Magic, checksum of all that follows, length of the writes, their number, `after`, `last`, salt. */
export const HEADER = 36;
const CHECKSUM_AT = 4;
const LENGTH_AT = 8;
const COUNT_AT = 12;
const AFTER_AT = 16;
const LAST_AT = 24;
const SALT_AT = 32;
const CHECKED_FROM = LENGTH_AT;
/** Of a write: length of the key, length of the value or `REMOVED`; then both. */
const WRITE_HEADER = 6;
const REMOVED = 0xffffffff;

/** Bytes of a batch with these writes. */
export function lengthOf(writes: readonly JournalWrite[]): number {
  let length = HEADER;
  for (const { key, value } of writes) length += WRITE_HEADER + key.length + (value?.length ?? 0);
  return length;
}

/** Writes a batch and the mark of the end to the beginning of a buffer that has room for them, and gives that part. */
export function encode(buffer: Buffer, { after, last, writes }: Batch, salt: number): Buffer {
  let at = HEADER;
  for (const { key, value } of writes) {
    buffer.writeUInt16BE(key.length, at);
    buffer.writeUInt32BE(value === null ? REMOVED : value.length, at + 2);
    buffer.set(key, at + WRITE_HEADER);
    at += WRITE_HEADER + key.length;
    if (value === null) continue;
    buffer.set(value, at);
    at += value.length;
  }
  buffer.set(MAGIC);
  buffer.writeUInt32BE(at - HEADER, LENGTH_AT);
  buffer.writeUInt32BE(writes.length, COUNT_AT);
  buffer.writeDoubleBE(after, AFTER_AT);
  buffer.writeDoubleBE(last, LAST_AT);
  buffer.writeUInt32BE(salt, SALT_AT);
  buffer.writeUInt32BE(crc32(buffer.subarray(CHECKED_FROM, at)), CHECKSUM_AT);
  buffer.set(END, at);
  return buffer.subarray(0, at + END_BYTES);
}

/** What a batch says that begins here, whole or not; undefined where none does. */
export function headAt(bytes: Buffer, at: number): Head | undefined {
  if (at + HEADER > bytes.length || MAGIC.compare(bytes, at, at + MAGIC.length) !== 0) return undefined;
  return {
    salt: bytes.readUInt32BE(at + SALT_AT),
    after: bytes.readDoubleBE(at + AFTER_AT),
    last: bytes.readDoubleBE(at + LAST_AT),
    count: bytes.readUInt32BE(at + COUNT_AT),
    length: HEADER + bytes.readUInt32BE(at + LENGTH_AT),
  };
}

/** Whether nothing was begun after what ends here. */
export function isEnd(bytes: Buffer, at: number): boolean {
  return at === bytes.length || END.equals(bytes.subarray(at, at + END_BYTES));
}

/** Whether the batch that begins here is there to its end as it was written. */
export function isWhole(bytes: Buffer, at: number, { length }: Head): boolean {
  const end = at + length;
  if (end > bytes.length) return false;
  return crc32(bytes.subarray(at + CHECKED_FROM, end)) === bytes.readUInt32BE(at + CHECKSUM_AT);
}

/** Where the next batch may begin, from a place on; the end of the bytes where none does. */
export function nextMagic(bytes: Buffer, from: number): number {
  const at = bytes.indexOf(MAGIC, from);
  return at < 0 ? bytes.length : at;
}

/** The writes of a whole batch that begins here. */
export function writesAt(bytes: Buffer, start: number, { count }: Pick<Head, 'count'>): JournalWrite[] {
  const writes: JournalWrite[] = [];
  let at = start + HEADER;
  for (let i = 0; i < count; i++) {
    const keyEnd = at + WRITE_HEADER + bytes.readUInt16BE(at);
    const length = bytes.readUInt32BE(at + 2);
    const end = keyEnd + (length === REMOVED ? 0 : length);
    const value = length === REMOVED ? null : bytes.subarray(keyEnd, end);
    writes.push({ key: bytes.subarray(at + WRITE_HEADER, keyEnd), value });
    at = end;
  }
  return writes;
}
