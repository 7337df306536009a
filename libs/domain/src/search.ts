import { codeParts } from './code.js';
import { fold } from './fold.js';

/** Longest token kept, in characters; longer words are cut. */
const MAX_TOKEN = 40;

/** Most tokens kept of one document: every line of an order of hundreds. */
const MAX_TOKENS = 10_000;

/** Most words of one chunk that also give their joined forms. */
const MAX_JOINED = 8;

/** Digits by which a phone number is found: any as many that follow one another in it. */
const PHONE_PART = 4;

/** What stands before tokens that are no words, so that a number is not taken for another thing. */
export const MARKS = { word: '', number: '#', phone: '~', sum: '=', day: '@', code: '%' } as const;
export type TokenKind = keyof typeof MARKS;

/** One token for each of some texts in turn, until there are enough: none crowds the others out. */
export function tokensInTurn(lists: readonly (readonly string[])[]): string[] {
  const tokens = new Set<string>();
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  for (let at = 0; at < longest && tokens.size < MAX_TOKENS; at += 1)
    for (const list of lists) {
      const token = list[at];
      if (token !== undefined && tokens.size < MAX_TOKENS) tokens.add(token);
    }
  return [...tokens];
}

/**
 * Words of a text as they are searched: folded, hyphens and punctuation as gaps. A hyphenated or dotted word also gives
 * its joined forms, from each of its words on; what is written as a number of something (`№ 5`) that number.
 */
export function searchTokens(text: string): string[] {
  const tokens = new Set<string>();
  const plain = searchable(text);
  for (const [, number] of plain.matchAll(/#\s*(\d{1,15})/g)) tokens.add(MARKS.number + number);
  for (const chunk of plain.split(/\s+/)) {
    const words = wordsOf(chunk);
    for (const word of words) tokens.add(cut(word));
    for (let from = 0; from < Math.min(words.length - 1, MAX_JOINED); from += 1)
      tokens.add(cut(words.slice(from).join('')));
    if (tokens.size > MAX_TOKENS) break;
  }
  return [...tokens];
}

/** A phone number of these digits, whole and from each of its digits on: it is found by any part of it. */
export function phoneTokens(digits: string): string[] {
  const all = digits.slice(0, MAX_TOKEN);
  const starts = Math.max(all.length - PHONE_PART, 0) + 1;
  return Array.from({ length: all ? starts : 0 }, (_, from) => MARKS.phone + all.slice(from));
}

/** The number of a document. */
export function numberToken(number: number): string {
  return MARKS.number + number;
}

/** A sum in minor units. */
export function sumToken(minorUnits: number): string {
  return MARKS.sum + minorUnits;
}

/** A day of the calendar, `YYYY-MM-DD`; it is found without its year, too. */
export function dayToken(day: string): string {
  return MARKS.day + day.split('-').reverse().join('');
}

/** The code of a document, whole and from its second half on. */
export function codeTokens(code: string): string[] {
  return codeParts(code).map((part) => MARKS.code + part);
}

/** Letters that no decomposition leads to those people type in their place. */
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ł: 'l', ø: 'o', ı: 'i', đ: 'd', æ: 'ae', œ: 'oe' };

/** A text folded as it is searched: one hyphen, no invisible characters, no apostrophe inside a Cyrillic word. */
export function searchable(text: string): string {
  return fold(text.replaceAll('№', ' # '))
    .replace(/\p{Cf}/gu, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[ßłøıđæœ]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/(?<=[\u0400-\u04ff])['’ʼ`´′](?=[\u0400-\u04ff])/g, '')
    .replaceAll('ʼ', "'");
}

/** The words of a chunk without spaces. */
export function wordsOf(chunk: string): string[] {
  return chunk.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** The first characters of a word, never half of one. */
export function cut(word: string): string {
  return word.length <= MAX_TOKEN ? word : [...word].slice(0, MAX_TOKEN).join('');
}
