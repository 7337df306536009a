import { BSONRegExp } from 'bson';
import { prefixOf, type Predicate } from '../query/index.js';
import type { Index } from '../storage/catalog.js';
import { afterPrefix, treeStart } from '../storage/keys.js';
import type { Range } from '../storage/view.js';
import { typeOrder, type Collation, type Value } from '../values/index.js';
import { descending, intersect, intervalsOf, isWithin, type Comparison, type Interval } from './intervals.js';

/** A comparison that must hold, with what it stands in: those of one `$elemMatch` speak of the same element. */
export interface Leaf {
  readonly comparison: Comparison;
  readonly group: number;
}

/** A conjunction taken apart. */
export interface Conjunction {
  readonly leaves: readonly Leaf[];
  readonly alternatives: readonly Predicate[][];
  /** Nothing is left beside the leaves. */
  readonly isWhole: boolean;
  readonly isNever: boolean;
}

/** The part of an index that can hold what a conjunction asks. */
export interface Bounds {
  readonly ranges: readonly Range[];
  /** Length of the key that each range shares, up to where its order goes on. */
  readonly prefixes: readonly number[];
  /** How many of the first fields have bounds, and how many of those hold one value only. */
  readonly boundFields: number;
  readonly fixedFields: number;
  /** Every document in the ranges satisfies the whole conjunction. */
  readonly isExact: boolean;
  /** For explain: the intervals of each field. */
  readonly fields: readonly (readonly Interval[] | undefined)[];
}

const MOST_RANGES = 1000;

export function takeApart(predicate: Predicate): Conjunction {
  const leaves: Leaf[] = [];
  const alternatives: Predicate[][] = [];
  const state = { isWhole: true, isNever: false, groups: 0 };
  collect(predicate, '', 0);
  return { leaves, alternatives, isWhole: state.isWhole, isNever: state.isNever };

  function collect(node: Predicate, path: string, group: number): void {
    switch (node.kind) {
      case 'and':
        for (const child of node.children) collect(child, path, group);
        return;
      case 'compare':
        leaves.push({ comparison: path === '' ? node : { ...node, path: joined(path, node.path) }, group });
        return;
      case 'elemMatch':
        state.isWhole = false;
        collect(node.child, joined(path, node.path), ++state.groups);
        return;
      case 'or':
        state.isWhole = false;
        if (path === '') alternatives.push(node.children);
        return;
      case 'always':
        return;
      case 'never':
        state.isNever ||= group === 0;
        state.isWhole = false;
        return;
      default:
        state.isWhole = false;
    }
  }
}

const joined = (path: string, name: string): string => (path === '' ? name : name === '' ? path : `${path}.${name}`);

/** The bounds of a conjunction on an index; `undefined` where the index may miss a document that satisfies it. */
export function boundsOf(index: Index, conjunction: Conjunction, collation: Collation | undefined): Bounds | undefined {
  const usable = conjunction.leaves.filter((leaf) => isComparable(leaf.comparison, index, collation));
  if (!holdsAll(index, usable)) return undefined;
  const used = new Set<Leaf>();
  const fields = fieldIntervals(index, usable, used);
  let isExact = conjunction.isWhole && used.size === conjunction.leaves.length;
  const built = buildRanges(index, fields);
  if (built.boundFields < fields.filter((field) => field !== undefined).length) isExact = false;
  return { ...built, isExact: isExact && built.isExact && [...used].every((leaf) => exactly(leaf, index)), fields };
}

const exactly = (leaf: Leaf, index: Index): boolean => intervalsOf(leaf.comparison, index.collation)?.isExact === true;

/** Texts compare by the collation, so an index of another collation cannot find them. */
function isComparable(comparison: Comparison, index: Index, collation: Collation | undefined): boolean {
  if (sameCollation(index.collation, collation)) return true;
  if (comparison.op === 'regexPrefix' || comparison.op === 'type') return false;
  if (comparison.op === 'exists') return true;
  const values: Value[] = comparison.op === 'in' ? comparison.value : [comparison.value];
  return values.every((value) => ![15, 20, 25, 50].includes(typeOrder(value)));
}

export function sameCollation(a: Collation | undefined, b: Collation | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && JSON.stringify(a.spec) === JSON.stringify(b.spec));
}

/** Sparse and partial indexes lack some documents: they serve only where the conjunction asks for none of those. */
function holdsAll(index: Index, leaves: readonly Leaf[]): boolean {
  if (index.isSparse) {
    const excludesMissing = leaves.some(
      ({ comparison }) => index.keyPattern.has(comparison.path) && isPresent(comparison, index.collation),
    );
    if (!excludesMissing) return false;
  }
  return index.partial === undefined || implies(leaves, index.partial.predicate, index.collation);
}

function isPresent(comparison: Comparison, collation: Collation | undefined): boolean {
  if (comparison.op === 'exists') return comparison.value;
  const intervals = intervalsOf(comparison, collation);
  return intervals !== undefined && intervals.list.every((interval) => interval.lo[0]! > 5);
}

function implies(leaves: readonly Leaf[], predicate: Predicate, collation: Collation | undefined): boolean {
  switch (predicate.kind) {
    case 'always':
      return true;
    case 'and':
      return predicate.children.every((child) => implies(leaves, child, collation));
    case 'or':
      return predicate.children.some((child) => implies(leaves, child, collation));
    case 'compare':
      return leaves.some((leaf) => leaf.group === 0 && impliesComparison(leaf.comparison, predicate, collation));
    default:
      return false;
  }
}

function impliesComparison(known: Comparison, wanted: Comparison, collation: Collation | undefined): boolean {
  if (known.path !== wanted.path) return false;
  if (wanted.op === 'exists' && wanted.value) return isPresent(known, collation);
  if (wanted.op === 'type') {
    return known.op === 'type'
      ? known.value.every((type) => wanted.value.includes(type))
      : isOfType(known, wanted.value);
  }
  const inner = intervalsOf(known, collation);
  const outer = intervalsOf(wanted, collation);
  return inner !== undefined && outer !== undefined && outer.isExact && isWithin(inner.list, outer.list);
}

/** Which places in the order of types a BSON type number fills alone. */
const wholeTypes: Record<number, number> = { 2: 15, 3: 20, 5: 30, 7: 35, 8: 40, 9: 45, 17: 47 };

function isOfType(known: Comparison, types: readonly number[]): boolean {
  const intervals = intervalsOf(known, undefined);
  const places = types.map((type) => wholeTypes[type]).filter((place) => place !== undefined);
  return intervals !== undefined && intervals.list.every((interval) => places.includes(interval.lo[0]!));
}

/** Intervals for each field in turn, up to the first that has none; ascending. */
function fieldIntervals(index: Index, leaves: readonly Leaf[], used: Set<Leaf>): (readonly Interval[] | undefined)[] {
  const names = [...index.keyPattern.keys()];
  const arrayRoots = new Set<string>();
  return names.map((name, i) => {
    const here = leaves.filter((leaf) => leaf.comparison.path === name);
    if (here.length === 0) return undefined;
    if (index.multikey[i] !== true) return intersection(here, index, used);
    // Two comparisons may be met by different elements of the array, unless one $elemMatch holds them together.
    const root = name.split('.')[0]!;
    if (arrayRoots.has(root)) return undefined;
    arrayRoots.add(root);
    return best(here, index, used);
  });
}

function intersection(leaves: readonly Leaf[], index: Index, used: Set<Leaf>): readonly Interval[] | undefined {
  let common: readonly Interval[] | undefined;
  for (const leaf of leaves) {
    const intervals = intervalsOf(leaf.comparison, index.collation);
    if (intervals === undefined) continue;
    used.add(leaf);
    common = common === undefined ? intervals.list : intersect(common, intervals.list);
  }
  return common;
}

function best(leaves: readonly Leaf[], index: Index, used: Set<Leaf>): readonly Interval[] | undefined {
  const groups = new Map<number, Leaf[]>();
  let single: Leaf | undefined;
  for (const leaf of leaves) {
    if (leaf.group > 0) groups.set(leaf.group, [...(groups.get(leaf.group) ?? []), leaf]);
    else if (
      intervalsOf(leaf.comparison, index.collation) !== undefined &&
      (single === undefined || rank(leaf) < rank(single))
    )
      single = leaf;
  }
  const together = [...groups.values()][0];
  if (together !== undefined && (single === undefined || rank(single) > 1)) return intersection(together, index, used);
  return single === undefined ? undefined : intersection([single], index, used);
}

/** Which comparison of several narrows most; longer prefixes more. */
function rank({ comparison }: Leaf): number {
  if (comparison.op === 'eq') return 0;
  if (comparison.op === 'regexPrefix') return 2 - comparison.value.length / 1000;
  if (comparison.op !== 'in') return 3;
  const beginnings = comparison.value.flatMap((value) => (value instanceof BSONRegExp ? prefixOf(value).length : []));
  return beginnings.length ? 2 - Math.min(...beginnings) / 1000 : 1;
}

function buildRanges(index: Index, fields: readonly (readonly Interval[] | undefined)[]): Omit<Bounds, 'fields'> {
  let prefixes: Buffer[] = [treeStart(index.tree)];
  let fixedFields = 0;
  let isExact = true;
  for (let i = 0; i < fields.length; i++) {
    const intervals = fields[i];
    if (intervals === undefined) return wholePrefixes(prefixes, i, fixedFields, isExact);
    const list = index.directions[i] === -1 ? descending(intervals) : intervals;
    const tooMany = list.length * prefixes.length > MOST_RANGES || (prefixes[0]?.length ?? 0) > 1000;
    if (tooMany) return wholePrefixes(prefixes, i, fixedFields, false);
    if (!list.every((interval) => interval.isPoint)) return rangesOf(prefixes, list, i + 1, fixedFields, isExact);
    if (fixedFields === i && list.length === 1 && index.multikey[i] !== true) fixedFields++;
    prefixes = prefixes.flatMap((prefix) => list.map((point) => Buffer.concat([prefix, point.lo])));
    isExact &&= true;
  }
  return wholePrefixes(prefixes, fields.length, fixedFields, isExact, index.isUnique);
}

function wholePrefixes(
  prefixes: readonly Buffer[],
  boundFields: number,
  fixedFields: number,
  isExact: boolean,
  isKey = false,
): Omit<Bounds, 'fields'> {
  return {
    ranges: prefixes.map((prefix) => ({ start: prefix, end: afterPrefix(prefix), reverse: false, isKey })),
    prefixes: prefixes.map((prefix) => prefix.length),
    boundFields,
    fixedFields,
    isExact,
  };
}

function rangesOf(
  prefixes: readonly Buffer[],
  list: readonly Interval[],
  boundFields: number,
  fixedFields: number,
  isExact: boolean,
): Omit<Bounds, 'fields'> {
  const ranges = prefixes.flatMap((prefix) =>
    list.map(({ lo, hi }) => ({
      start: Buffer.concat([prefix, lo]),
      end: Buffer.concat([prefix, hi]),
      reverse: false,
    })),
  );
  return {
    ranges,
    prefixes: ranges.map((_, i) => prefixes[Math.floor(i / list.length)]!.length),
    boundFields,
    fixedFields,
    isExact,
  };
}
