import { badValue, failedToParse, mongoError } from '../errors.js';
import { compareBytes } from './bytes.js';
import type { Doc, Value } from './types.js';

interface Weights {
  primary: number;
  secondary: number;
  tertiary: number;
}

/** The collation as the server reports it, with every field filled in. */
export interface CollationSpec {
  locale: string;
  caseLevel: boolean;
  caseFirst: string;
  strength: number;
  numericOrdering: boolean;
  alternate: string;
  maxVariable: string;
  normalization: boolean;
  backwards: boolean;
}

/** Letters of the scripts before the ideographs, which keep the order of their code points. */
const ALPHABET_END = 0x3000;
const KEPT = 20_000;
const tables = new Map<string, Map<number, Weights>>();

/** Weights of each character, taken from the order in which Intl.Collator puts them. */
function weightsTable(locale: string, caseFirst: string, shifted: boolean): Map<number, Weights> {
  const name = `${locale}/${caseFirst}/${shifted}`;
  const known = tables.get(name);
  if (known !== undefined) return known;
  const options = { caseFirst: caseFirst as 'false', ignorePunctuation: shifted, usage: 'sort' as const };
  const byBase = new Intl.Collator(locale, { ...options, sensitivity: 'base' });
  const byAccent = new Intl.Collator(locale, { ...options, sensitivity: 'accent' });
  const byVariant = new Intl.Collator(locale, { ...options, sensitivity: 'variant' });
  const characters: string[] = [];
  for (let code = 1; code < ALPHABET_END; code++) {
    const character = String.fromCharCode(code);
    if (character.normalize('NFC') === character) characters.push(character);
  }
  characters.sort((a, b) => byVariant.compare(a, b) || a.charCodeAt(0) - b.charCodeAt(0));
  const table = new Map<number, Weights>();
  let primary = 0;
  let secondary = 0;
  let tertiary = 0;
  let previous = '';
  for (const character of characters) {
    if (byBase.compare(previous, character) !== 0) {
      primary++;
      secondary = 0;
      tertiary = 0;
    } else if (byAccent.compare(previous, character) !== 0) {
      secondary++;
      tertiary = 0;
    } else if (byVariant.compare(previous, character) !== 0) tertiary++;
    table.set(character.charCodeAt(0), { primary, secondary, tertiary });
    previous = character;
  }
  tables.set(name, table);
  return table;
}

/** How texts are compared. Its comparison is that of its sort keys, so that sorts, filters and indexes always agree. */
export class Collation {
  readonly spec: CollationSpec;
  private readonly table: Map<number, Weights>;
  /** Keys made lately, and those made before them; a merge of sorted runs finds what it needs in one or the other. */
  private recent = new Map<string, Uint8Array>();
  private older = new Map<string, Uint8Array>();

  constructor(spec: CollationSpec) {
    this.spec = spec;
    this.table = weightsTable(
      spec.locale.replaceAll('_', '-'),
      spec.caseFirst === 'off' ? 'false' : spec.caseFirst,
      spec.alternate === 'shifted',
    );
  }

  compare(a: string, b: string): number {
    return a === b ? 0 : compareBytes(this.key(a), this.key(b));
  }

  /** Bytes that order as the texts do; texts that the collation holds equal give the same bytes. */
  key(text: string): Uint8Array {
    let key = this.recent.get(text);
    if (key === undefined) {
      key = this.older.get(text) ?? this.makeKey(text);
      if (this.recent.size >= KEPT) {
        this.older = this.recent;
        this.recent = new Map();
      }
      this.recent.set(text, key);
    }
    return key;
  }

  private makeKey(text: string): Uint8Array {
    const { strength, caseLevel, numericOrdering, backwards } = this.spec;
    const levels: number[][] = [[], [], []];
    const characters = [...text.normalize('NFC')];
    for (let i = 0; i < characters.length; i++) {
      const code = characters[i]!.codePointAt(0)!;
      if (numericOrdering && isDigit(code)) {
        let stop = i;
        while (stop < characters.length && isDigit(characters[stop]!.codePointAt(0)!)) stop++;
        pushNumber(levels[0]!, this.table.get(48)!.primary, characters.slice(i, stop).join(''));
        levels[1]!.push(1);
        levels[2]!.push(1);
        i = stop - 1;
        continue;
      }
      const weights = this.table.get(code);
      if (weights === undefined) levels[0]!.push(0x8000 + (code >> 12), (code & 0xfff) + 1);
      else if (weights.primary > 0) levels[0]!.push(weights.primary);
      else if (weights.secondary === 0 && weights.tertiary === 0) continue;
      levels[1]!.push((weights?.secondary ?? 0) + 1);
      levels[2]!.push((weights?.tertiary ?? 0) + 1);
    }
    if (backwards) levels[1]!.reverse();
    const kept = [levels[0]!];
    if (strength >= 2) kept.push(levels[1]!);
    if (strength >= 3 || caseLevel) kept.push(levels[2]!);
    const bytes = joinLevels(kept);
    return strength === 5 ? Buffer.concat([bytes, Buffer.from([0, 0]), Buffer.from(text)]) : bytes;
  }

  toDoc(): Doc {
    const spec = this.spec;
    return new Map<string, Value>([
      ['locale', spec.locale],
      ['caseLevel', spec.caseLevel],
      ['caseFirst', spec.caseFirst],
      ['strength', spec.strength],
      ['numericOrdering', spec.numericOrdering],
      ['alternate', spec.alternate],
      ['maxVariable', spec.maxVariable],
      ['normalization', spec.normalization],
      ['backwards', spec.backwards],
      ['version', '57.1'],
    ]);
  }

  /** True where both order texts alike, so that an index of one serves a query with the other. */
  static same(a: Collation | undefined, b: Collation | undefined): boolean {
    if (a === b) return true;
    return a !== undefined && b !== undefined && JSON.stringify(a.spec) === JSON.stringify(b.spec);
  }
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** A run of digits as its value: the length of the significant digits, then they. */
function pushNumber(level: number[], zero: number, digits: string): void {
  const significant = digits.replace(/^0+/, '');
  level.push(zero, significant.length + 1);
  for (let i = 0; i < significant.length; i++) level.push(significant.charCodeAt(i));
}

function joinLevels(levels: readonly number[][]): Buffer {
  const size = levels.reduce((sum, level) => sum + level.length * 2 + 2, 0) - 2;
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  levels.forEach((level, i) => {
    if (i > 0) at = bytes.writeUInt16BE(0, at);
    for (const weight of level) at = bytes.writeUInt16BE(weight, at);
  });
  return bytes;
}

const specDefaults: CollationSpec = {
  locale: '',
  caseLevel: false,
  caseFirst: 'off',
  strength: 3,
  numericOrdering: false,
  alternate: 'non-ignorable',
  maxVariable: 'punct',
  normalization: false,
  backwards: false,
};

const choices: Partial<Record<keyof CollationSpec, readonly string[]>> = {
  caseFirst: ['off', 'upper', 'lower'],
  alternate: ['non-ignorable', 'shifted'],
  maxVariable: ['punct', 'space'],
};

function checkField(name: keyof CollationSpec, value: Value): unknown {
  const wanted = typeof specDefaults[name];
  const plain =
    typeof value === 'bigint'
      ? Number(value)
      : typeof value === 'object' && value !== null && 'value' in value
        ? value.value
        : value;
  if (typeof plain !== wanted) {
    throw mongoError('TypeMismatch', `BSON field 'collation.${name}' is the wrong type, expected type '${wanted}'`);
  }
  if (name === 'strength' && !(Number.isInteger(plain) && (plain as number) >= 1 && (plain as number) <= 5)) {
    throw badValue(`Enumeration value '${String(plain)}' for field 'collation.strength' is not a valid value.`);
  }
  if (choices[name] !== undefined && !choices[name].includes(plain as string)) {
    throw badValue(`Enumeration value '${String(plain)}' for field 'collation.${name}' is not a valid value.`);
  }
  return plain;
}

/** Reads a command's `collation`; `undefined` for the simple collation, which compares bytes. */
export function parseCollation(doc: Doc | undefined): Collation | undefined {
  if (doc === undefined || doc.size === 0) return undefined;
  const spec: Record<string, unknown> = { ...specDefaults };
  for (const [name, value] of doc) {
    if (name === 'version') continue;
    if (!(name in specDefaults)) throw mongoError(40415, `BSON field 'collation.${name}' is an unknown field.`);
    spec[name] = checkField(name as keyof CollationSpec, value);
  }
  const locale = spec.locale as string;
  if (!doc.has('locale')) throw mongoError(40414, "BSON field 'collation.locale' is missing but a required field");
  if (locale === 'simple') return undefined;
  let supported: string[] = [];
  try {
    supported = Intl.Collator.supportedLocalesOf(locale.replaceAll('_', '-').split('@')[0]!);
  } catch {
    throw badValue(`Field 'locale' is invalid in: { locale: "${locale}" }`);
  }
  if (supported.length === 0) throw badValue(`Field 'locale' is invalid in: { locale: "${locale}" }`);
  if (spec.backwards === true && spec.strength === 1)
    throw failedToParse("'backwards' is invalid with 'strength' of 1");
  return new Collation(spec as unknown as CollationSpec);
}
