import { fold } from './fold.js';

/** Longest key, in characters: what follows tells no two names apart that people look for. */
const LONGEST = 120;
/** Digits that a number is padded to, so that 9 comes before 10. */
const DIGITS = 12;

/**
 * The form in which texts are sorted, character by character, as people sort in Russian and English: case, accents,
 * quotation marks and punctuation do not count, ё is е, numbers go by their value.
 */
export function sortKey(text: string): string {
  const words = fold(text.replaceAll('№', ' '))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(DIGITS, '0'));
  return words.slice(0, LONGEST).toWellFormed();
}
