import { fold } from './fold.js';

/** Longest token kept, in characters; longer words are cut. */
const MAX_TOKEN = 40;

/** Most tokens kept of one document: enough for an order of hundreds of lines. */
const MAX_TOKENS = 2_000;

/** Most words of one chunk that also give their joined forms. */
const MAX_JOINED = 8;

/** Digits of a number without the country's code: how people remember and dictate it. */
const NATIONAL_DIGITS = 10;

const PHONE = /^\+?[\d\s().-]+/;

/**
 * Words of a text as they are searched: lower case, ё as е, accents dropped, hyphens and punctuation as gaps.
 * A hyphenated or dotted word also gives its joined forms, from each of its words on; a phone number its digits,
 * with and without the country's code.
 */
export function searchTokens(...texts: readonly (string | number | undefined | null)[]): string[] {
  const tokens = new Set<string>();
  for (const text of texts) {
    if (text === undefined || text === null) continue;
    for (const chunk of fold(String(text)).split(/\s+/)) {
      const words = wordsOf(chunk);
      for (const word of words) tokens.add(cut(word));
      for (let from = 0; from < Math.min(words.length - 1, MAX_JOINED); from += 1)
        tokens.add(cut(words.slice(from).join('')));
    }
    for (const digits of phoneDigits(String(text))) tokens.add(digits);
    if (tokens.size > MAX_TOKENS) break;
  }
  return [...tokens].slice(0, MAX_TOKENS);
}

/** Words of a query: every one must begin a token of a document that matches. */
export function queryWords(query: string): string[] {
  const folded = fold(query).trim();
  const [digits] = PHONE.exec(folded)?.[0] === folded ? phoneDigits(folded) : [];
  // Within Russia the same number begins with 8, abroad with +7.
  if (digits) return [/^[78]\d{10}$/.test(digits) ? digits.slice(-NATIONAL_DIGITS) : digits];
  const words = folded.split(/\s+/).map((chunk) => wordsOf(chunk).join(''));
  return [...new Set(words.filter(Boolean).map(cut))].slice(0, 10);
}

/** The digits of a text that begins as a phone number does, then the same without the country's code. */
function phoneDigits(text: string): string[] {
  const digits = (PHONE.exec(text)?.[0] ?? '').replace(/\D/g, '');
  if (digits.length < 5) return [];
  return digits.length > NATIONAL_DIGITS ? [digits.slice(0, MAX_TOKEN), digits.slice(-NATIONAL_DIGITS)] : [digits];
}

function wordsOf(chunk: string): string[] {
  return chunk.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** The first characters of a word, never half of one. */
function cut(word: string): string {
  return word.length <= MAX_TOKEN ? word : [...word].slice(0, MAX_TOKEN).join('');
}
