import type { TextEncoding } from '@verstak/domain';
import { isUtf8 } from 'node:buffer';
import { Unreadable } from './table.js';

/** So many bytes of the beginning tell how the rest is encoded. */
const HEAD = 64 * 1024;
/** What no table has in its text: control characters but tab, line ends and form feed. */
const CONTROL = /[^\P{Cc}\t-\r\u007f-\u009f]/u;

/** A text, and how it was encoded. */
export interface Decoded {
  text: string;
  encoding: TextEncoding;
}

/** The text of a file in an encoding, or in the one that it seems to have. Throws where it is no text. */
export function decodeText(bytes: Uint8Array, told?: TextEncoding): Decoded {
  const encoding = told ?? encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  if (CONTROL.test(text)) throw new Unreadable('no_text');
  return { text, encoding };
}

/**
 * By the mark at the beginning; else by zero bytes, which UTF-16 has for every separator; else UTF-8 where it is valid,
 * and Windows-1251, in which Excel saves a CSV in Russia, where it is not.
 */
function encodingOf(bytes: Uint8Array): TextEncoding {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  const [even, odd] = zeros(bytes.subarray(0, HEAD));
  if (odd > 0 && !even) return 'utf-16le';
  if (even > 0 && !odd) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1251';
}

/** How many bytes at even and at odd places are zero. */
function zeros(bytes: Uint8Array): [even: number, odd: number] {
  const counts: [number, number] = [0, 0];
  bytes.forEach((byte, index) => {
    if (!byte) counts[index % 2 ? 1 : 0] += 1;
  });
  return counts;
}
