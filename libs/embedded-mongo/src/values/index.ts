export { compareBytes } from './bytes.js';
export { Collation, parseCollation, type CollationSpec } from './collation.js';
export { compare, compareNumbers, compareText, equal, typeOrder } from './compare.js';
export { decode } from './decode.js';
export { encode, encodeOver, MAX_DOCUMENT, MAX_GIVEN, sizeOf, tooLarge } from './encode.js';
export { encodeKey } from './key.js';
export { RawDoc, toDoc } from './raw.js';
export * from './types.js';
