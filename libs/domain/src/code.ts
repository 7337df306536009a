/**
 * Digits and letters of codes, of which no two look alike in a workshop's light: as Crockford's Base32, and without B,
 * Q, S and Z beside 8, 0, 5 and 2.
 */
const LETTERS = '0123456789ACDEFGHJKMNPRTVWXY';

/** Letters of a code: of 378 billion codes, a million parts take up every 378,000th. */
export const CODE_LENGTH = 8;

/** Codes are shown in two halves, and found by either. */
const HALF = CODE_LENGTH / 2;

/** What people type in the place of a letter: what looks like it, in Latin or Cyrillic. */
const MEANT: Readonly<Record<string, string>> = {
  ...{ O: '0', Q: '0', I: '1', L: '1', Z: '2', S: '5', B: '8', U: 'V' },
  ...{ О: '0', З: '3', Ч: '4', Б: '6', В: '8', І: '1', Ѕ: '5' },
  ...{ А: 'A', Е: 'E', К: 'K', М: 'M', Н: 'H', Р: 'P', С: 'C', Т: 'T', Х: 'X', У: 'Y' },
};

const CODE = new RegExp(`^[${LETTERS}]{${CODE_LENGTH}}$`);
const PART_OF_CODE = new RegExp(`^[${LETTERS}]{${HALF},${CODE_LENGTH}}$`);

/** A code of letters drawn by their places; `drawn` gives a whole number below the one it is given, each as likely. */
export function makeCode(drawn: (below: number) => number): string {
  return Array.from({ length: CODE_LENGTH }, () => LETTERS.charAt(drawn(LETTERS.length))).join('');
}

/**
 * The code that somebody typed: in either case, with hyphens or spaces, with look-alike letters of either alphabet;
 * `undefined` where it is none.
 */
export function readCode(text: string): string | undefined {
  const letters = lettersOf(text);
  return CODE.test(letters) ? letters : undefined;
}

/** The code in what was scanned or typed: in the address that a label carries, or alone; `undefined` where there is none. */
export function codeIn(scanned: string): string | undefined {
  return readCode(/\/p\/([^/?#]+)\/?([?#].*)?$/.exec(scanned.trim())?.[1] ?? scanned);
}

/** A code as people read it: `K7M4-92XA`. */
export function spellCode(code: string): string {
  return `${code.slice(0, HALF)}-${code.slice(HALF)}`;
}

/** A code and its second half, by the beginnings of which it is searched. */
export function codeParts(code: string): string[] {
  return [code, code.slice(HALF)].map((part) => part.toLowerCase());
}

/** A word as the beginning of a code or of its second half; `undefined` where it is too short, or none. */
export function codeBeginning(word: string): string | undefined {
  const letters = lettersOf(word);
  return PART_OF_CODE.test(letters) ? letters.toLowerCase() : undefined;
}

function lettersOf(text: string): string {
  const plain = text.toUpperCase().replace(/[\s\p{Pd}]/gu, '');
  return [...plain].map((letter) => MEANT[letter] ?? letter).join('');
}
