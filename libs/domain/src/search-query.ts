import { codeBeginning } from './code.js';
import { cut, MARKS, searchable, searchTokens, wordsOf, type TokenKind } from './search.js';
import { formsOf } from './word-endings.js';

/** Most things that one query asks for. */
const MOST_ASKED = 10;
/** Digits of the shortest part of a phone number, and of the shortest sum without decimals. */
const PHONE_PART = 4;
const SUM_DIGITS = 3;
const LONGEST_NUMBER = 15;

/** How numbers are written where the query comes from. */
export interface Notation {
  /** The digits with which a phone number begins whose beginning is written so, those of the country first. */
  dialledDigits?: (text: string) => string;
  /** Decimal places of sums. */
  currencyDigits: number;
}

/** What a token of a kind begins with; a regular expression of letters, digits, `.{n,m}`, `\d` and `$` alone. */
export interface Beginning {
  kind: TokenKind;
  pattern: string;
}

/** One thing that is asked for: a document has it where one of its tokens has one of the beginnings. */
export type Asked = readonly Beginning[];

const PLAIN: Notation = { currencyDigits: 2 };
const word = (pattern: string): Beginning => ({ kind: 'word', pattern });

/**
 * What a query asks for, all of which a document must have. Each word is asked for in its other forms as well; what may
 * be a phone number, a sum or a day, also as such, whichever a document has.
 */
export function askedBy(query: string, notation: Notation = PLAIN): Asked[] {
  const asked: Asked[] = [];
  let rest = searchable(query);
  for (const { phrase, meanings } of PHRASES)
    rest = rest.replace(phrase, (text: string, ...groups: (string | undefined)[]) => {
      asked.push(...meanings(text, groups, notation));
      return ' ';
    });
  asked.push(...rest.split(/\s+/).flatMap((chunk) => askedInChunk(chunk)));
  const distinct = new Map(asked.map((one) => [JSON.stringify(one), one]));
  return [...distinct.values()].slice(0, MOST_ASKED);
}

/** Whether texts have all that a query asks for. */
export function isFoundBy(query: string, ...texts: readonly string[]): boolean {
  const tokens = texts.flatMap((text) => searchTokens(text));
  const asked = askedBy(query);
  const has = ({ kind, pattern }: Beginning): boolean => {
    const beginning = new RegExp(`^${MARKS[kind]}${pattern}`, 'u');
    return tokens.some((token) => beginning.test(token));
  };
  return asked.every((one) => one.some(has));
}

/** Words, each of which a document may have by itself, or all of them as what they mean together. */
function eachWord(text: string, together: readonly Beginning[]): Asked[] {
  const words = wordsOf(text).map(cut);
  return words.map((one) => [...beginningsOf(one).map(word), ...numbersOf(one), ...codesOf(one), ...together]);
}

/** A word and its other forms, without those that begin as another one does. */
function beginningsOf(one: string): string[] {
  const all = [one, ...formsOf(one)];
  return all.filter((other) => !all.some((shorter) => shorter !== other && other.startsWith(shorter)));
}

const numbersOf = (text: string): Beginning[] => (/^\d+$/.test(text) ? [{ kind: 'number', pattern: text }] : []);

function codesOf(text: string): Beginning[] {
  const pattern = codeBeginning(text);
  return pattern === undefined ? [] : [{ kind: 'code', pattern }];
}

/** A chunk without spaces: `кафе-бар` may be written as one word or as two. */
function askedInChunk(chunk: string): Asked[] {
  const words = wordsOf(chunk);
  const whole = words.join('');
  return eachWord(chunk, words.length > 1 ? [word(cut(whole)), ...codesOf(whole)] : []);
}

/** Something that is more than its words. */
interface Phrase {
  phrase: RegExp;
  meanings: (text: string, groups: readonly (string | undefined)[], notation: Notation) => Asked[];
}

/** How the names of months begin, in Russian and English, January first. */
const MONTHS = [
  ['янв', 'jan'],
  ['фев', 'feb'],
  ['мар', 'mar'],
  ['апр', 'apr'],
  ['ма[йя]', 'may'],
  ['июн', 'jun'],
  ['июл', 'jul'],
  ['авг', 'aug'],
  ['сен', 'sep'],
  ['окт', 'oct'],
  ['ноя', 'nov'],
  ['дек', 'dec'],
].map((beginnings) => beginnings.join('|'));
const MONTH = `(?:${MONTHS.join('|')})\\p{L}*`;
const YEAR = '(?:,?\\s+(\\d{4}))?';
const ALONE = '(?<![\\p{L}\\p{N}])';
const ENDED = '(?![\\p{L}\\p{N}])';

const PHRASES: readonly Phrase[] = [
  {
    // The number of a document: that one, and none which begins with it. Half of a code may look like one: `N002`.
    phrase: new RegExp(`(?:#|${ALONE}no?\\.?)\\s*(\\d{1,${LONGEST_NUMBER}})${ENDED}`, 'gu'),
    meanings: (text, [number = '']) => [[{ kind: 'number', pattern: `${number}$` }, ...codesOf(text)]],
  },
  {
    phrase: new RegExp(`${ALONE}(\\d{1,2})\\s+(${MONTH})\\.?${YEAR}${ENDED}`, 'gu'),
    meanings: (text, [day, month, year]) => eachWord(text, daysOf(day, monthOf(month), year)),
  },
  {
    phrase: new RegExp(`${ALONE}(${MONTH})\\.?\\s+(\\d{1,2})${YEAR}${ENDED}`, 'gu'),
    meanings: (text, [month, day, year]) => eachWord(text, daysOf(day, monthOf(month), year)),
  },
  {
    // Digits as phone numbers, sums and days have them, with the currency after a sum.
    phrase: new RegExp(
      `${ALONE}([+(]{0,2}\\d(?:[\\d\\s().,/-]*\\d)?)${ENDED}(?:\\s*(?:[₽$€£₸]|(?:руб|р)${ENDED}\\.?))?`,
      'gu',
    ),
    meanings: (_, [digits = ''], notation) =>
      eachWord(digits, [...phonesOf(digits, notation), ...sumsOf(digits, notation), ...writtenDays(digits)]),
  },
];

const monthOf = (name = ''): string => String(MONTHS.findIndex((month) => new RegExp(`^(?:${month})`).test(name)) + 1);

function daysOf(day = '', month = '', year = ''): Beginning[] {
  if (!isWithin(day, 31) || !isWithin(month, 12)) return [];
  const whole = year.length === 2 ? `20${year}` : year;
  return [{ kind: 'day', pattern: day.padStart(2, '0') + month.padStart(2, '0') + whole }];
}

const isWithin = (number: string, most: number): boolean => Number(number) >= 1 && Number(number) <= most;

/** `12.03.2027`, `12.03.27`, `12.03`, `12/03/2027` or `2027-03-12`. */
function writtenDays(text: string): Beginning[] {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  if (year) return daysOf(day, month, year);
  const [, first, second, last] = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?$/.exec(text) ?? [];
  return first ? daysOf(first, second, last) : [];
}

/** Digits as they stand anywhere in a number, and as one begins that is dialled so. */
function phonesOf(text: string, { dialledDigits }: Notation): Beginning[] {
  const digits = text.replace(/\D/g, '');
  if (digits.length < PHONE_PART || digits.length > LONGEST_NUMBER + 2) return [];
  const distinct = new Set([digits, dialledDigits?.(text) || digits]);
  return [...distinct].map((pattern) => ({ kind: 'phone', pattern }));
}

/** A sum with its decimals, or with any where none are told. */
function sumsOf(text: string, { currencyDigits }: Notation): Beginning[] {
  const [, whole = '', decimals] = /^(\d{1,3}(?:[\s.,]\d{3})+|\d+)(?:[.,](\d{1,4}))?$/.exec(text) ?? [];
  const units = whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  if (!units || units.length > LONGEST_NUMBER) return [];
  if (decimals === undefined) {
    if (units.length < SUM_DIGITS) return [];
    return [{ kind: 'sum', pattern: `${units}${currencyDigits ? `\\d{${currencyDigits}}` : ''}$` }];
  }
  if (decimals.length > currencyDigits) return [];
  return [{ kind: 'sum', pattern: `${(units + decimals.padEnd(currencyDigits, '0')).replace(/^0+(?=\d)/, '')}$` }];
}
