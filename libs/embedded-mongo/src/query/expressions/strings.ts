import { BSONRegExp, Timestamp } from 'bson';
import { mongoError } from '../../errors.js';
import { compareText, isNullish, isNumeric, typeName, type Doc, type Value } from '../../values/index.js';
import { toNumber, toWhole } from '../numbers.js';
import { compileRegex, type Pattern } from '../regex.js';
import { numberText } from './convert.js';
import {
  binary,
  compile,
  constantValue,
  fold,
  namedValues,
  unary,
  variadic,
  type Expr,
  type Operator,
} from './core.js';

/** A value as the text functions take it: null and missing are empty, numbers and dates as text. */
function coerce(value: Value | undefined, name: string): string {
  if (isNullish(value)) return '';
  if (typeof value === 'string') return value;
  if (isNumeric(value)) return numberText(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Timestamp) return value.toString();
  if (typeof value === 'object' && value !== null && '_bsontype' in value && value._bsontype === 'BSONSymbol')
    return value.value;
  throw mongoError(16007, `can't convert from BSON type ${typeName(value)} to String in ${name}`);
}

function requireText(value: Value | undefined, code: number, message: string): string {
  if (typeof value !== 'string') throw mongoError(code, `${message}${typeName(value)}`);
  return value;
}

/** The longest text that is put together. */
const MOST_TEXT = 64 * 1024 * 1024;

const concat: Operator = variadic(0, Infinity, (values, name) => {
  let result = '';
  let isNull = false;
  for (const value of values) {
    if (isNullish(value)) isNull = true;
    else result += requireText(value, 16702, `${name} only supports strings, not `);
    if (result.length > MOST_TEXT)
      throw mongoError(13548, `BufBuilder attempted to grow() to ${result.length} bytes, past the 64MB limit.`);
  }
  return isNull ? null : result;
});

/** Upper and lower case of ASCII only, as MongoDB does it. */
const upper = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

function wholeArgument(value: Value | undefined, code: number, message: string): number {
  if (!isNumeric(value)) throw mongoError(code, `${message} (is BSON type ${typeName(value)})`);
  return Math.trunc(toNumber(value));
}

const substrBytes: Operator = variadic(3, 3, ([text, start, length], name) => {
  const bytes = Buffer.from(coerce(text, name));
  const from = wholeArgument(start, 16034, `${name}:  starting index must be a numeric type`);
  const count = wholeArgument(length, 16035, `${name}:  length must be a numeric type`);
  if (from < 0) throw mongoError(50752, `${name}:  starting index must be non-negative (got: ${from})`);
  const to = count < 0 ? bytes.length : Math.min(bytes.length, from + count);
  const continues = (at: number): boolean => at < bytes.length && (bytes[at]! & 0xc0) === 0x80;
  if (continues(from)) throw mongoError(28656, `${name}:  Invalid range, starting index is a UTF-8 continuation byte.`);
  if (from < bytes.length && continues(to))
    throw mongoError(28657, `${name}:  Invalid range, ending index is in the middle of a UTF-8 character.`);
  return bytes.toString('utf8', from, to);
});

const substrPoints: Operator = variadic(3, 3, ([text, start, length], name) => {
  const points = [...coerce(text, name)];
  if (!isNumeric(start))
    throw mongoError(34450, `${name}: starting index must be a numeric type (is BSON type ${typeName(start)})`);
  if (!isNumeric(length))
    throw mongoError(34452, `${name}: length must be a numeric type (is BSON type ${typeName(length)})`);
  const from = toWhole(start);
  const count = toWhole(length);
  if (from === undefined)
    throw mongoError(34451, `${name}: starting index cannot be represented as a 32-bit integral value`);
  if (count === undefined) throw mongoError(34453, `${name}: length cannot be represented as a 32-bit integral value`);
  if (from < 0) throw mongoError(34455, `${name}: the starting index must be nonnegative integer.`);
  if (count < 0) throw mongoError(34454, `${name}: length must be a nonnegative integer.`);
  return points.slice(from, from + count).join('');
});

/** The parts between the matches; an empty match splits nothing at either end of the text. */
function splitBy(text: string, pattern: Pattern): string[] {
  const result: string[] = [];
  let from = 0;
  for (const match of pattern.matches(text)) {
    const at = match.index!;
    if (match[0] === '' && (at === from || at === text.length)) continue;
    result.push(text.slice(from, at), ...match.slice(1));
    from = at + match[0].length;
  }
  return [...result, text.slice(from)];
}

function replaceBy(text: string, pattern: Pattern, put: string, all: boolean): string {
  let result = '';
  let from = 0;
  for (const match of pattern.matches(text)) {
    result += text.slice(from, match.index) + put;
    from = match.index! + match[0].length;
    if (!all) break;
  }
  return result + text.slice(from);
}

const split: Operator = binary((text, separator) => {
  if (isNullish(text) || isNullish(separator)) return null;
  const input = requireText(
    text,
    40085,
    '$split requires an expression that evaluates to a string as a first argument, found: ',
  );
  if (separator instanceof BSONRegExp) return splitBy(input, compileRegex(separator.pattern, separator.options));
  const by = requireText(
    separator,
    40086,
    '$split requires an expression that evaluates to a string as a second argument, found: ',
  );
  if (by === '') throw mongoError(40087, '$split requires a non-empty separator');
  return input.split(by);
});

function bound(value: Value | undefined, name: string, which: string): number | undefined {
  if (value === undefined) return undefined;
  const whole = toWhole(value);
  if (whole === undefined)
    throw mongoError(40096, `${name} requires an integral ${which} index, found a value of type: ${typeName(value)}`);
  if (whole < 0) throw mongoError(40097, `${name} requires a nonnegative ${which} index, found: ${whole}`);
  return whole;
}

function indexOf(codes: [number, number], inBytes: boolean): Operator {
  return variadic(2, 4, ([text, token, start, end], name) => {
    if (isNullish(text)) return null;
    const input = requireText(text, codes[0], `${name} requires a string as the first argument, found: `);
    const wanted = requireText(token, codes[1], `${name} requires a string as the second argument, found: `);
    const from = bound(start, name, 'starting') ?? 0;
    const to = bound(end, name, 'ending');
    if (inBytes) {
      const bytes = Buffer.from(input);
      const at = from > bytes.length ? -1 : bytes.subarray(0, to).indexOf(wanted, from);
      return at;
    }
    const points = [...input];
    const needle = [...wanted];
    const stop = Math.min(to ?? points.length, points.length) - needle.length;
    for (let i = from; i <= stop; i++) if (needle.every((point, j) => points[i + j] === point)) return i;
    return -1;
  });
}

const WHITESPACE = '\0\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

function trim(atStart: boolean, atEnd: boolean): Operator {
  return (argument, scope, name) => {
    const fields = namedValues(argument, name, { required: ['input'], optional: ['chars'], code: 50696 });
    const input = compile(fields.get('input')!, scope);
    const chars = fields.has('chars') ? compile(fields.get('chars')!, scope) : undefined;
    const run: Expr = (env) => {
      const text = input(env);
      const set = chars ? chars(env) : WHITESPACE;
      if (isNullish(text) || isNullish(set)) return null;
      const points = [...requireText(text, 50699, `${name} requires its input to be a string, got `)];
      const cut = new Set(requireText(set, 50700, `${name} requires 'chars' to be a string, got `));
      let from = 0;
      let to = points.length;
      while (atStart && from < to && cut.has(points[from]!)) from++;
      while (atEnd && to > from && cut.has(points[to - 1]!)) to--;
      return points.slice(from, to).join('');
    };
    return fold(run, chars ? [input, chars] : [input]);
  };
}

function replace(all: boolean): Operator {
  return (argument, scope, name) => {
    const fields = namedValues(argument, name, { required: ['input', 'find', 'replacement'], code: 51750 });
    const [input, find, replacement] = ['input', 'find', 'replacement'].map((key) =>
      compile(fields.get(key)!, scope),
    ) as [Expr, Expr, Expr];
    const run: Expr = (env) => {
      const values = [input(env), find(env), replacement(env)];
      const codes = [51746, 51745, 51744];
      const keys = ['input', 'find', 'replacement'];
      values.forEach((value, i) => {
        if (!isNullish(value) && typeof value !== 'string' && !(i === 1 && value instanceof BSONRegExp)) {
          throw mongoError(codes[i]!, `${name} requires that '${keys[i]}' be a string, found: ${typeName(value)}`);
        }
      });
      if (values.some(isNullish)) return null;
      const [text, wanted, put] = values as [string, string | BSONRegExp, string];
      if (wanted instanceof BSONRegExp) return replaceBy(text, compileRegex(wanted.pattern, wanted.options), put, all);
      return all ? text.replaceAll(wanted, () => put) : text.replace(wanted, () => put);
    };
    return fold(run, [input, find, replacement]);
  };
}

interface RegexArguments {
  text: string;
  regex: Pattern;
}

/** Reads input, regex and options of the `$regex…` expressions; `undefined` where either is null. */
function regexArguments(values: readonly (Value | undefined)[], name: string): RegexArguments | undefined {
  const [input, pattern, options] = values;
  if (!isNullish(input) && typeof input !== 'string')
    throw mongoError(51104, `${name} needs 'input' to be of type string`);
  if (!isNullish(pattern) && typeof pattern !== 'string' && !(pattern instanceof BSONRegExp))
    throw mongoError(51105, `${name} needs 'regex' to be of type string or regex`);
  if (!isNullish(options) && typeof options !== 'string')
    throw mongoError(51106, `${name} needs 'options' to be of type string`);
  if (isNullish(input) || isNullish(pattern)) return undefined;
  const isRegex = pattern instanceof BSONRegExp;
  if (isRegex && pattern.options !== '' && !isNullish(options) && options !== '') {
    throw mongoError(51107, `${name} found regex option(s) specified in both 'regex' and 'option' fields`);
  }
  const letters = isRegex && pattern.options !== '' ? pattern.options : ((options as string | null | undefined) ?? '');
  return { text: input as string, regex: compileRegex(isRegex ? pattern.pattern : (pattern as string), letters) };
}

function regexOperator(none: Value, run: (found: RegexArguments) => Value): Operator {
  return (argument, scope, name) => {
    const fields = namedValues(argument, name, { required: ['input', 'regex'], optional: ['options'], code: 51103 });
    const exprs = ['input', 'regex', 'options'].map((key) => compile(fields.get(key) ?? null, scope));
    if (exprs[1]!.constant && exprs[2]!.constant)
      regexArguments(['', constantValue(exprs[1]!), constantValue(exprs[2]!)], name);
    return fold((env) => {
      const found = regexArguments(
        exprs.map((expr) => expr(env)),
        name,
      );
      return found ? run(found) : none;
    }, exprs);
  };
}

function matchDoc(match: RegExpMatchArray): Doc {
  const points = [...match.input!.slice(0, match.index)].length;
  return new Map<string, Value>([
    ['match', match[0]],
    ['idx', points],
    ['captures', match.slice(1).map((group) => group ?? null)],
  ]);
}

function caseCompare(a: Value | undefined, b: Value | undefined, name: string): Value {
  return compareText(upper(coerce(a, name)), upper(coerce(b, name)));
}

export const stringOperators: Record<string, Operator> = {
  $concat: concat,
  $toUpper: unary((value, name) => upper(coerce(value, name))),
  $toLower: unary((value, name) => lower(coerce(value, name))),
  $strcasecmp: binary(caseCompare),
  $substr: substrBytes,
  $substrBytes: substrBytes,
  $substrCP: substrPoints,
  $split: split,
  $strLenBytes: unary((value) =>
    Buffer.byteLength(requireText(value, 34473, '$strLenBytes requires a string argument, found: ')),
  ),
  $strLenCP: unary((value) => [...requireText(value, 34471, '$strLenCP requires a string argument, found: ')].length),
  $indexOfBytes: indexOf([40091, 40092], true),
  $indexOfCP: indexOf([40093, 40094], false),
  $trim: trim(true, true),
  $ltrim: trim(true, false),
  $rtrim: trim(false, true),
  $replaceOne: replace(false),
  $replaceAll: replace(true),
  $regexMatch: regexOperator(false, ({ text, regex }) => regex.test(text)),
  $regexFind: regexOperator(null, ({ text, regex }) => {
    const [match] = regex.matches(text);
    return match ? matchDoc(match) : null;
  }),
  $regexFindAll: regexOperator([], ({ text, regex }) => [...regex.matches(text)].map((match) => matchDoc(match))),
};
