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

/** What a PCRE pattern says, in JavaScript's terms; free-spacing mode drops blanks and comments outside classes. */
function translate(pattern: string, extended: boolean): string {
  let result = '';
  let inClass = false;
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i]!;
    const next = pattern[i + 1] ?? '';
    if (character === '\\') {
      const special: Record<string, string> = {
        A: '^',
        z: '$',
        Z: '(?=\\n?$)',
        h: inClass ? ' \\t' : '[ \\t]',
        a: '\\x07',
        e: '\\x1b',
        R: '(?:\\r\\n|\\n|\\r)',
      };
      if (next === 'Q') {
        const stop = pattern.indexOf('\\E', i + 2);
        const literal = pattern.slice(i + 2, stop < 0 ? undefined : stop);
        result += literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
        i = stop < 0 ? pattern.length : stop + 1;
        continue;
      }
      result += special[next] ?? character + next;
      i++;
    } else if (inClass) {
      const named = character === '[' && next === ':' ? /^\[:(\^?)(\w+):\]/.exec(pattern.slice(i)) : null;
      if (named && posix[named[2]!] !== undefined) {
        result += posix[named[2]!]!;
        i += named[0].length - 1;
      } else {
        result += character === '[' ? '\\[' : character;
        if (character === ']') inClass = false;
      }
    } else if (character === '[') {
      inClass = true;
      result += character;
      if (next === '^') result += pattern[++i]!;
      if (pattern[i + 1] === ']') {
        result += '\\]';
        i++;
      }
    } else if (extended && /\s/.test(character)) continue;
    else if (extended && character === '#') i = nextLine(pattern, i);
    else if (character === '(' && pattern.startsWith('(?#', i)) i = pattern.indexOf(')', i);
    else if (character === '(' && pattern.startsWith('(?P<', i)) {
      result += '(?<';
      i += 3;
    } else if (character === '+' && /[*+?}]$/.test(result) && !/\\.$/.test(result)) continue;
    else result += character;
  }
  return result;
}

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
  const source = translate(body, letters.includes('x'));
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
