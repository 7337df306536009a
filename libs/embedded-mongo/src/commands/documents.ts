import { ObjectId } from 'bson';
import { mongoError } from '../errors.js';
import { nameEnd, sizeAt } from '../values/decode.js';
import { withoutEmptyTimestamps } from '../query/index.js';
import { decode, encode, RawDoc, Type, typeName, typeOf, type Doc, type Value } from '../values/index.js';

const DEEPEST = 100;

/**
 * A document as it is stored: valid BSON, `_id` first (made where it is missing), empty timestamps filled in unless they
 * are to be kept.
 */
export function prepareDocument(bytes: Buffer, keepsEmptyTimestamps: boolean): { bytes: Uint8Array; id: Value } {
  const found = examine(bytes);
  const isReady = found.idAt === 0 && (keepsEmptyTimestamps || !found.hasEmptyTimestamp);
  if (isReady) return { bytes, id: checkId(new RawDoc(bytes).get('_id')!) };
  const source = decode(bytes);
  const id = checkId(source.get('_id') ?? new ObjectId());
  const result: Doc = new Map([['_id', id], ...source]).set('_id', id);
  return { bytes: encode(keepsEmptyTimestamps ? result : withoutEmptyTimestamps(result, new Date())), id };
}

export function checkId(id: Value): Value {
  const type = typeOf(id);
  if (type === Type.array || type === Type.regex || type === Type.undefined) {
    throw mongoError('InvalidIdField', `The '_id' value cannot be of type ${typeName(id)}`);
  }
  if (type === Type.object) {
    for (const name of (id as Doc).keys()) {
      if (name.startsWith('$') && !['$ref', '$id', '$db'].includes(name)) {
        throw mongoError(
          'DollarPrefixedFieldName',
          `_id fields may not contain '$'-prefixed fields: ${name} is not valid for storage.`,
        );
      }
    }
  }
  return id;
}

/** Walks the bytes once: throws where they are not BSON or too deep; says where `_id` stands among the fields. */
function examine(bytes: Buffer): { idAt: number; hasEmptyTimestamp: boolean } {
  let idAt = -1;
  let field = 0;
  let hasEmptyTimestamp = false;
  checkEnd(bytes, 0, bytes.length);
  const end = bytes.length - 1;
  for (let at = 4; at < end; field++) {
    const type = bytes[at++]!;
    const stop = nameEnd(bytes, at);
    if (idAt < 0 && stop - at === 3 && bytes[at] === 0x5f && bytes[at + 1] === 0x69 && bytes[at + 2] === 0x64)
      idAt = field;
    at = stop + 1;
    const size = sizeAt(bytes, type, at);
    if (type === Type.object || type === Type.array) examineNested(bytes, at, at + size, 2);
    else if (type === Type.timestamp) hasEmptyTimestamp ||= bytes.readBigUInt64LE(at) === 0n;
    at += size;
    if (at > end) throw mongoError('InvalidBSON', 'Invalid BSON: a field beyond the end of its document');
  }
  return { idAt, hasEmptyTimestamp };
}

function examineNested(bytes: Buffer, start: number, stop: number, depth: number): void {
  if (depth > DEEPEST) throw mongoError('Overflow', `Document exceeds maximum nesting depth of ${DEEPEST}`);
  checkEnd(bytes, start, stop);
  const end = stop - 1;
  for (let at = start + 4; at < end;) {
    const type = bytes[at++]!;
    at = nameEnd(bytes, at) + 1;
    const size = sizeAt(bytes, type, at);
    if (type === Type.object || type === Type.array) examineNested(bytes, at, at + size, depth + 1);
    at += size;
    if (at > end) throw mongoError('InvalidBSON', 'Invalid BSON: a field beyond the end of its document');
  }
}

function checkEnd(bytes: Buffer, start: number, stop: number): void {
  if (stop - start < 5 || bytes.readInt32LE(start) !== stop - start || bytes[stop - 1] !== 0) {
    throw mongoError('InvalidBSON', 'Invalid BSON: a document whose length does not fit');
  }
}
