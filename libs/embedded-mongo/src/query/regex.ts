import type { BSONRegExp } from 'bson';
import { mongoError } from '../errors.js';

const posix: Record<string, string> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  punct: '!-\\/:-@\\[-`{-~',
  word: '\\w',
  xdigit: '0-9a-fA-F',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  print: ' -~',
  graph: '!-~',
};

const SPACES = '\\t-\\r ';

/** Escapes that JavaScript reads otherwise, outside and inside of a class. PCRE's classes are of ASCII. */
const escapes: Record<string, string> = {
  A: '(?<![^])',
  z: '(?![^])',
  Z: '(?=\\n?(?![^]))',
  h: '[ \\t]',
  s: `[${SPACES}]`,
  S: `[^${SPACES}]`,
  a: '\\x07',
  e: '\\x1b',
  R: '(?:\\r\\n|\\n|\\r)',
  N: '[^\\n]',
};
const classEscapes: Record<string, string> = { h: ' \\t', s: SPACES, a: '\\x07', e: '\\x1b' };

/** Rewrites a PCRE pattern in JavaScript's terms; free-spacing mode drops blanks and comments outside classes. */
class Translation {
  private readonly pattern: string;
  private readonly options: string;
  private result = '';
  private at = 0;
  private inClass = false;
  private afterQuantifier = false;

  constructor(pattern: string, options: string) {
    this.pattern = pattern;
    this.options = options;
  }

  run(): string {
    while (this.at < this.pattern.length) {
      const quantifier = this.inClass
        ? null
        : /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(this.pattern.slice(this.at, this.at + 16));
      if (quantifier) this.quantify(quantifier[0]);
      else {
        this.afterQuantifier = false;
        if (this.pattern[this.at] === '\\') this.escape();
        else if (this.inClass) this.classMember();
        else this.plain();
      }
    }
    return this.result;
  }

  private emit(text: string, length: number): void {
    this.result += text;
    this.at += length;
  }

  /** A `+` behind a quantifier makes it possessive, which decides only how fast a pattern fails. */
  private quantify(text: string): void {
    const isSuffix = this.afterQuantifier && (text === '+' || text === '?');
    this.emit(isSuffix && text === '+' ? '' : text, text.length);
    this.afterQuantifier = !isSuffix;
  }

  private escape(): void {
    const next = this.pattern[this.at + 1] ?? '';
    if (next === 'Q') return this.literal();
    const code = /^\\x\{([0-9a-fA-F]+)\}/.exec(this.pattern.slice(this.at, this.at + 12));
    if (code) return this.emit(character(Number.parseInt(code[1]!, 16)), code[0].length);
    const known = (this.inClass ? classEscapes : escapes)[next];
    // JavaScript's Unicode mode knows no escape for a character that needs none.
    const needsNone = /[^\w\s^$\\.*+?()[\]{}|/-]/.test(next) || (next === '-' && !this.inClass);
    this.emit(known ?? (needsNone ? next : `\\${next}`), 2);
  }

  private literal(): void {
    const stop = this.pattern.indexOf('\\E', this.at + 2);
    const end = stop < 0 ? this.pattern.length : stop;
    const text = this.pattern.slice(this.at + 2, end);
    this.emit(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), end + 2 - this.at);
  }

  private classMember(): void {
    const named = /^\[:(\w+):\]/.exec(this.pattern.slice(this.at, this.at + 12));
    const members = named && posix[named[1]!];
    if (named && members !== undefined && members !== null) return this.emit(members, named[0].length);
    const next = this.pattern[this.at]!;
    if (next === ']') this.inClass = false;
    this.emit(next === '[' ? '\\[' : next, 1);
  }

  private plain(): void {
    const { pattern, at, options } = this;
    const next = pattern[at]!;
    if (next === '[') return this.openClass();
    if (options.includes('x') && /\s/.test(next)) return this.emit('', 1);
    if (options.includes('x') && next === '#') return this.emit('', nextLine(pattern, at) + 1 - at);
    if (pattern.startsWith('(?#', at)) return this.emit('', pattern.indexOf(')', at) + 1 - at);
    if (pattern.startsWith('(?P<', at)) return this.emit('(?<', 4);
    const reference = next === '(' ? /^\(\?P=(\w+)\)/.exec(pattern.slice(at)) : null;
    if (reference) return this.emit(`\\k<${reference[1]}>`, reference[0].length);
    // Only a line feed ends a line, and the end may stand before a last one.
    if (next === '.' && !options.includes('s')) return this.emit('[^\\n]', 1);
    if (next === '$') return this.emit(options.includes('m') ? '(?=\\n|(?![^]))' : '(?=\\n?(?![^]))', 1);
    this.emit(next, 1);
  }

  private openClass(): void {
    this.inClass = true;
    const opening = /^\[\^?\]?/.exec(this.pattern.slice(this.at, this.at + 3))![0];
    this.emit(opening.replace(']', '\\]'), opening.length);
  }
}

const character = (code: number): string => `\\u{${code.toString(16)}}`;

function nextLine(pattern: string, at: number): number {
  const end = pattern.indexOf('\n', at);
  return end < 0 ? pattern.length : end;
}

const compiled = new Map<string, RegExp>();

/**
 * Compiles a PCRE pattern with MongoDB's options (i, m, s, x, u).
 * Refuses bad patterns with 51091 and bad options with 51108.
 */
export function compileRegex(pattern: string, options: string, flags = ''): RegExp {
  const key = `${options}/${flags}/${pattern}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  let letters = options;
  let body = pattern;
  const inline = /^\(\?([imsx]+)\)/.exec(pattern);
  if (inline) {
    letters += inline[1]!;
    body = pattern.slice(inline[0].length);
  }
  const unknown = /[^imsxu]/.exec(letters);
  if (unknown) throw mongoError(51108, `invalid flag in regex options: ${unknown[0]}`);
  if (pattern.includes('\0')) throw mongoError('BadValue', 'Regular expression cannot contain an embedded null byte');
  const native = [...new Set(letters.replace(/[xu]/g, ''))].join('') + flags;
  const source = new Translation(body, letters).run();
  const regex = tryCompile(source, `${native}u`) ?? tryCompile(source, native);
  if (regex === undefined) throw mongoError(51091, `Regular expression is invalid: ${pattern}`);
  if (compiled.size > 1000) compiled.clear();
  compiled.set(key, regex);
  return regex;
}

function tryCompile(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined; // the other mode is tried, and the caller refuses the pattern
  }
}

export function compileBsonRegex(regex: BSONRegExp): RegExp {
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
