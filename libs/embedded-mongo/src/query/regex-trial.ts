import { createContext, Script } from 'node:vm';
import { PerTurn } from '../breathe.js';
import { mongoError } from '../errors.js';

/** Milliseconds that matches under a watch may take together; short ones do not count. */
const time = new PerTurn(250);
const SHORT = 1;
/** What can take no more steps than this is not watched: watching costs more. */
const FEW_STEPS = 10_000_000;

/** As MongoDB says it where a match takes more than it allows. */
export const tooLong = (): Error =>
  mongoError(51156, 'Error occurred while executing the regular expression: match limit exceeded');

/** Matching that tries every way, by JavaScript's own engine: stopped where it may take for ever, and does. */
export class Trial {
  private readonly regex: RegExp;
  private readonly all: RegExp;
  private readonly size: number;
  private readonly degree: number;

  private constructor(regex: RegExp) {
    this.regex = regex;
    this.all = new RegExp(regex.source, `${regex.flags}g`);
    this.size = regex.source.length;
    this.degree = degreeOf(regex.source);
  }

  /** A pattern in JavaScript's terms with MongoDB's options; `undefined` where it is none. */
  static compile(source: string, options: string): Trial | undefined {
    const flags = [...new Set(options.replace(/[xu]/g, ''))].join('');
    const regex = tryCompile(source, `${flags}u`) ?? tryCompile(source, flags);
    return regex && new Trial(regex);
  }

  testDirectly(text: string): boolean {
    return this.regex.test(text);
  }

  test(text: string): boolean {
    return this.isShort(text) ? this.regex.test(text) : (watched(testing, this.regex, text) as boolean);
  }

  matches(text: string): Iterable<RegExpMatchArray> {
    if (this.isShort(text)) return text.matchAll(this.all);
    return watched(finding, this.all, text) as RegExpMatchArray[];
  }

  private isShort(text: string): boolean {
    return this.size * text.length ** this.degree < FEW_STEPS;
  }
}

function tryCompile(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined; // the other mode is tried, and the caller refuses the pattern
  }
}

/**
 * The power of the text's length that bounds the steps of a pattern: one for each place to begin at, each repetition and
 * each reference back. `Infinity` where something that repeats or chooses is itself repeated.
 */
function degreeOf(source: string): number {
  const flat = source
    .replace(/\\(?:k<\w*>|[1-9])/g, '*')
    .replace(/\\./g, 'a')
    .replace(/\[[^\]]*\]/g, 'a');
  let degree = 1;
  const open: number[] = [];
  for (let i = 0; i < flat.length; i++) {
    const isRepetition = '*+?{'.includes(flat[i]!) && flat[i - 1] !== '(';
    if (flat[i] === '(') open.push(degree);
    else if (flat[i] === ')' && degree > open.pop()! && '*+?{'.includes(flat[i + 1] ?? ' ')) return Infinity;
    else if (isRepetition || flat[i] === '|') degree++;
  }
  return degree;
}

const context = createContext({ regex: / /, text: '' });
const testing = new Script('regex.test(text)');
const finding = new Script('[...text.matchAll(regex)]');

/** Runs a script on an expression and a text for no longer than is left of this turn's time. */
function watched(script: Script, regex: RegExp, text: string): unknown {
  if (time.rest < 1) throw tooLong();
  Object.assign(context, { regex, text });
  const start = performance.now();
  try {
    return script.runInContext(context, { timeout: Math.ceil(time.rest) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw tooLong();
    throw error;
  } finally {
    const taken = performance.now() - start;
    if (taken > SHORT) time.spend(taken);
    Object.assign(context, { text: '' });
  }
}
