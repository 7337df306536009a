import type { BSONRegExp } from 'bson';
import { RE2JS } from 're2js';
import { mongoError } from '../errors.js';
import { Translation } from './regex-translation.js';
import { tooLong, Trial } from './regex-trial.js';

/** The most characters of a pattern, as in MongoDB. */
const LONGEST = 32_764;
/** A pattern without repetition and choice is tried directly where it can take no more steps than this. */
const FEW_STEPS = 10_000_000;
/** The linear engine takes, at worst, as many steps as the text has characters for each instruction of its program. */
const MOST_STEPS = 2_000_000_000;
/** A pattern whose every part is matched once: each place of the text is tried and given up within the pattern's length. */
const PLAIN = /^(?:[^\\*+?{(|]|\\[^A-Za-z0-9]|\\[dwsbDWSBAz])*$/;

/**
 * A compiled regular expression. Its time grows with the text alone wherever the linear engine can express it; what only
 * trial can match (looking around, references back) is stopped where it takes too long: 51156.
 */
export class Pattern {
  private readonly length: number;
  private readonly isPlain: boolean;
  private readonly linear: RE2JS | undefined;
  private readonly trial: Trial | undefined;
  private readonly hasLastLine: boolean;
  private readonly isLastLineLast: boolean;

  constructor(body: string, letters: string) {
    const linear = new Translation(body, letters, 'linear').run();
    this.length = body.length;
    this.isPlain = PLAIN.test(body) && !letters.includes('x');
    this.linear = tryLinear(linear.source, letters);
    this.trial = Trial.compile(new Translation(body, letters, 'trial').run().source, letters);
    this.hasLastLine = linear.hasLastLine;
    this.isLastLineLast = linear.isLastLineLast;
  }

  get isValid(): boolean {
    return this.linear !== undefined || this.trial !== undefined;
  }

  test(text: string): boolean {
    const { linear, trial } = this;
    if (trial !== undefined && this.isPlain && this.length * text.length < FEW_STEPS) return trial.testDirectly(text);
    const isCut = this.hasLastLine && text.endsWith('\n');
    if (linear === undefined || (isCut && !this.isLastLineLast && trial !== undefined)) return trial!.test(text);
    this.checkSteps(linear, text);
    return linear.test(text) || (isCut && linear.test(text.slice(0, -1)));
  }

  /** The matches from left to right, none overlapping another, with their groups and places. */
  matches(text: string): Iterable<RegExpMatchArray> {
    const { linear, trial } = this;
    if (linear === undefined || (trial !== undefined && this.hasLastLine && text.endsWith('\n')))
      return trial!.matches(text);
    this.checkSteps(linear, text);
    return linear.matchAll(text);
  }

  private checkSteps(linear: RE2JS, text: string): void {
    if (text.length > 1_000_000 && linear.programSize() * text.length > MOST_STEPS) throw tooLong();
  }
}

function tryLinear(source: string, letters: string): RE2JS | undefined {
  const flag = (letter: string, value: number): number => (letters.includes(letter) ? value : 0);
  try {
    const flags = flag('i', RE2JS.CASE_INSENSITIVE) | flag('m', RE2JS.MULTILINE) | flag('s', RE2JS.DOTALL);
    return RE2JS.compile(source, flags);
  } catch {
    return undefined; // trial may know what this engine does not, and the caller refuses the pattern where it does not
  }
}

const compiled = new Map<string, Pattern>();

/**
 * Compiles a PCRE pattern with MongoDB's options (i, m, s, x, u).
 * Refuses bad patterns with 51091 and bad options with 51108.
 */
export function compileRegex(pattern: string, options: string): Pattern {
  const key = `${options}/${pattern}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const inline = /^\(\?([imsx]+)\)/.exec(pattern);
  const letters = options + (inline?.[1] ?? '');
  const unknown = /[^imsxu]/.exec(letters);
  if (unknown) throw mongoError(51108, `invalid flag in regex options: ${unknown[0]}`);
  if (pattern.includes('\0')) throw mongoError('BadValue', 'Regular expression cannot contain an embedded null byte');
  if (pattern.length > LONGEST)
    throw mongoError(51091, 'Regular expression is invalid: regular expression is too long');
  const made = new Pattern(pattern.slice(inline?.[0].length ?? 0), letters);
  if (!made.isValid) throw mongoError(51091, `Regular expression is invalid: ${pattern}`);
  if (compiled.size > 1000) compiled.clear();
  compiled.set(key, made);
  return made;
}

export function compileBsonRegex(regex: BSONRegExp): Pattern {
  return compileRegex(regex.pattern, regex.options);
}

/** Whether an expression asks for nothing but how a text begins. */
export const isPrefixAlone = ({ pattern, options }: BSONRegExp): boolean =>
  /^\^[^\\.*+?()[\]{}^$|]+$/.test(pattern) && !/[imx]/.test(options);

/** The text that every match of an expression begins with; empty where there is none. */
export const prefixOf = ({ pattern, options }: BSONRegExp): string => anchoredPrefix(pattern, options);

/** The text that every match begins with, for patterns that are anchored and case-sensitive; empty where there is none. */
export function anchoredPrefix(pattern: string, options: string): string {
  if (/[imx]/.test(options) || !/^(\^|\\A)/.test(pattern) || pattern.includes('|')) return '';
  let prefix = '';
  const body = pattern.replace(/^(\^|\\A)/, '');
  for (let i = 0; i < body.length; i++) {
    let character = body[i]!;
    if (character === '\\') {
      character = body[++i] ?? '';
      if (/[\w]/.test(character) || character === '') break;
    } else if (/[.*+?()[\]{}^$|]/.test(character)) break;
    const next = body[i + 1] ?? '';
    if (/[*?{]/.test(next)) break;
    prefix += character;
    if (next === '+') break;
  }
  return prefix;
}
