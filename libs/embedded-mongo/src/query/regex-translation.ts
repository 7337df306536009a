const SPACES = '\\t-\\r ';

const posix: Record<string, string> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: SPACES,
  punct: '!-\\/:-@\\[-`{-~',
  word: '\\w',
  xdigit: '0-9a-fA-F',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  print: ' -~',
  graph: '!-~',
};

/** What reads a pattern: JavaScript's own engine, which tries every way, or RE2, whose time grows with the text alone. */
export type Dialect = 'trial' | 'linear';

/** Escapes that the engines read otherwise, outside and inside of a class. PCRE's classes are of ASCII. */
const common: Record<string, string> = {
  h: '[ \\t]',
  s: `[${SPACES}]`,
  S: `[^${SPACES}]`,
  a: '\\x07',
  e: '\\x1b',
  R: '(?:\\r\\n|\\n|\\r)',
  N: '[^\\n]',
};
const LAST_LINE = '(?=\\n?(?![^]))';
const escapes: Record<Dialect, Record<string, string>> = {
  trial: { ...common, A: '(?<![^])', z: '(?![^])', Z: LAST_LINE },
  linear: { ...common, Z: '\\z' },
};
const classEscapes: Record<string, string> = { h: ' \\t', s: SPACES, a: '\\x07', e: '\\x1b' };

/** A pattern as an engine takes it. */
export interface Translated {
  readonly source: string;
  /** It has an end that may stand before a last line feed, which the linear engine does not know: `\\z` is in its place. */
  readonly hasLastLine: boolean;
  /** Nothing follows such an end. */
  readonly isLastLineLast: boolean;
}

/** Rewrites a PCRE pattern in an engine's terms; free-spacing mode drops blanks and comments outside classes. */
export class Translation {
  private readonly pattern: string;
  private readonly options: string;
  private readonly dialect: Dialect;
  private result = '';
  private at = 0;
  private depth = 0;
  private inClass = false;
  private afterQuantifier = false;
  private hasLastLine = false;
  private isLastLineLast = true;

  constructor(pattern: string, options: string, dialect: Dialect) {
    this.pattern = pattern;
    this.options = options;
    this.dialect = dialect;
  }

  run(): Translated {
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
    return { source: this.result, hasLastLine: this.hasLastLine, isLastLineLast: this.isLastLineLast };
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
    if (code) return this.emit(this.dialect === 'linear' ? code[0] : character(code[1]!), code[0].length);
    if (next === 'Z' && !this.inClass) this.lastLine(2);
    const known = (this.inClass ? classEscapes : escapes[this.dialect])[next];
    // JavaScript's Unicode mode knows no escape for a character that needs none.
    const needsNone = /[^\w\s^$\\.*+?()[\]{}|/-]/.test(next) || (next === '-' && !this.inClass);
    this.emit(known ?? (needsNone ? next : `\\${next}`), 2);
  }

  private lastLine(length: number): void {
    const rest = this.pattern.slice(this.at + length);
    this.hasLastLine = true;
    this.isLastLineLast &&= /^\)*$/.test(rest) || (this.depth === 0 && rest.startsWith('|'));
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
    if (next === '(') this.depth++;
    if (next === ')') this.depth--;
    if (pattern.startsWith('(?P<', at)) return this.emit('(?<', 4);
    const reference = next === '(' ? /^\(\?P=(\w+)\)/.exec(pattern.slice(at)) : null;
    if (reference) return this.emit(`\\k<${reference[1]}>`, reference[0].length);
    if (next === '$') return this.end();
    // Only a line feed ends a line.
    if (next === '.' && this.dialect === 'trial' && !options.includes('s')) return this.emit('[^\\n]', 1);
    this.emit(next, 1);
  }

  /** `$`: the end of a line, or of the text, where a last line feed may follow. */
  private end(): void {
    const isTrial = this.dialect === 'trial';
    if (this.options.includes('m')) return this.emit(isTrial ? '(?=\\n|(?![^]))' : '$', 1);
    this.lastLine(1);
    this.emit(isTrial ? LAST_LINE : '\\z', 1);
  }

  private openClass(): void {
    this.inClass = true;
    const opening = /^\[\^?\]?/.exec(this.pattern.slice(this.at, this.at + 3))![0];
    this.emit(opening.replace(']', '\\]'), opening.length);
  }
}

const character = (hex: string): string => `\\u{${hex}}`;

function nextLine(pattern: string, at: number): number {
  const end = pattern.indexOf('\n', at);
  return end < 0 ? pattern.length : end;
}
