import { badValue, mongoError } from '../errors.js';
import type { Filter, Predicate } from '../query/index.js';
import type { Collection, Index } from '../storage/catalog.js';
import { afterPrefix, treeStart } from '../storage/keys.js';
import type { Range, View } from '../storage/view.js';
import { equal, isDoc, type Collation, type Doc, type Value } from '../values/index.js';
import { boundsOf, sameCollation, takeApart, type Bounds, type Conjunction } from './bounds.js';
import { CollectionScan, EmptyScan, IndexScan, MergedScan, UnionScan, type Scan } from './scan.js';

export interface SortField {
  readonly path: string;
  readonly direction: 1 | -1;
}

export interface Question {
  readonly filter: Filter;
  readonly sort?: readonly SortField[] | undefined;
  readonly collation: Collation | undefined;
  readonly hint?: Value | undefined;
  /** How many documents are wanted, as far as known. */
  readonly limit?: number | undefined;
}

export interface IndexPlan {
  readonly kind: 'index';
  readonly index: Index;
  readonly bounds: Bounds;
  readonly reverse: boolean;
  readonly sorts: boolean;
  /** The ranges are walked together, in the order of what follows their prefixes. */
  readonly isMerged: boolean;
}

export type Plan =
  | IndexPlan
  | { readonly kind: 'collection'; readonly reverse: boolean; readonly sorts: boolean }
  | { readonly kind: 'union'; readonly branches: readonly IndexPlan[]; readonly sorts: false }
  | { readonly kind: 'empty'; readonly sorts: true };

const MOST_MERGED = 64;
const ESTIMATE = 2000;

/** Chooses how to find the documents of a question: by the least number of keys to read, as far as that is counted. */
export function choosePlan(view: View, collection: Collection, question: Question): Plan {
  const { hint, sort } = question;
  const hinted = hint === undefined ? undefined : findHint(collection, hint);
  if (hinted === 'natural' || hinted === 'reverse')
    return { kind: 'collection', reverse: hinted === 'reverse', sorts: naturally(sort) };
  const conjunction = takeApart(question.filter.predicate);
  if (conjunction.isNever && hinted === undefined) return { kind: 'empty', sorts: true };
  if (hinted !== undefined) return hintedPlan(hinted, conjunction, question);
  if (naturally(sort) && sort!.length > 0) return { kind: 'collection', reverse: sort![0]!.direction < 0, sorts: true };
  const plans: Plan[] = [];
  for (const index of collection.indexes) {
    if (index.isHidden || index.isBuilding) continue;
    const plan = indexPlan(index, conjunction, question);
    if (plan === undefined) continue;
    if (isPoint(plan)) return plan;
    plans.push(plan);
  }
  const union = unionPlan(collection, conjunction, question);
  if (union !== undefined && !plans.some((plan) => plan.kind === 'index' && plan.bounds.boundFields > 0))
    plans.push(union);
  return cheapest(view, collection, plans, question);
}

/** A lookup of one key of a unique index: nothing can be better. */
function isPoint(plan: IndexPlan): boolean {
  return plan.index.isUnique && plan.bounds.fixedFields === plan.index.paths.length;
}

const naturally = (sort: readonly SortField[] | undefined): boolean =>
  sort?.length === 1 && sort[0]!.path === '$natural';

function indexPlan(index: Index, conjunction: Conjunction, question: Question): IndexPlan | undefined {
  const bounds = boundsOf(index, conjunction, question.collation);
  if (bounds === undefined) return undefined;
  const order = sortOrder(index, bounds, question);
  if (bounds.boundFields === 0 && order === undefined) return undefined;
  return planOf(index, bounds, order);
}

function planOf(index: Index, bounds: Bounds, order: SortOrder | undefined): IndexPlan {
  return {
    kind: 'index',
    index,
    bounds,
    reverse: order?.reverse ?? false,
    sorts: order !== undefined,
    isMerged: order?.isMerged ?? false,
  };
}

interface SortOrder {
  readonly reverse: boolean;
  readonly isMerged: boolean;
}

/** How the index gives the order that is asked, `undefined` where it does not. */
function sortOrder(index: Index, bounds: Bounds, question: Question): SortOrder | undefined {
  const { sort } = question;
  if (sort === undefined || sort.length === 0) return undefined;
  if (!sameCollation(index.collation, question.collation)) return undefined;
  const names = [...index.keyPattern.keys()];
  let reverse: boolean | undefined;
  let isMerged = false;
  let sortedFrom = names.length;
  let next = 0;
  for (let i = 0; i < names.length && next < sort.length; i++) {
    const isFixed = i < bounds.fixedFields || (!isMerged && isOneElement(index, bounds, i));
    const wanted = sort[next]!;
    if (names[i] !== wanted.path) {
      if (isFixed) continue;
      // Fields that hold one of several values: their ranges can be merged.
      const isIn =
        next === 0 && bounds.fields[i]?.every((interval) => interval.isPoint) === true && i < bounds.boundFields;
      if (!isIn || bounds.ranges.length > MOST_MERGED) return undefined;
      isMerged = true;
      continue;
    }
    if (index.multikey[i] === true && (bounds.fields[i] !== undefined || index.multikey.filter(Boolean).length > 1))
      return undefined;
    const isReverse = wanted.direction !== index.directions[i];
    if (!isFixed) {
      if (reverse !== undefined && reverse !== isReverse) return undefined;
      reverse = isReverse;
      sortedFrom = Math.min(sortedFrom, i);
    }
    next++;
  }
  if (next < sort.length && !sort.slice(next).every((field) => fixedPaths(names, bounds).has(field.path)))
    return undefined;
  if (isMerged && pointFields(bounds) > sortedFrom) return undefined;
  return { reverse: reverse ?? false, isMerged };
}

/** The keys of the range hold one and the same element of an array: what follows it gives their order. */
function isOneElement(index: Index, bounds: Bounds, i: number): boolean {
  const intervals = bounds.fields[i];
  return index.multikey[i] === true && i < bounds.boundFields && intervals?.length === 1 && intervals[0]!.isPoint;
}

/** How many of the first fields are part of what each range begins with. */
function pointFields(bounds: Bounds): number {
  const end = bounds.fields.findIndex((field) => field === undefined || !field.every((interval) => interval.isPoint));
  return Math.min(bounds.boundFields, end < 0 ? bounds.fields.length : end);
}

const fixedPaths = (names: readonly string[], bounds: Bounds): Set<string> =>
  new Set(names.slice(0, bounds.fixedFields));

function unionPlan(collection: Collection, conjunction: Conjunction, question: Question): Plan | undefined {
  for (const alternatives of conjunction.alternatives) {
    const branches = alternatives.map((branch) => branchPlan(collection, branch, question));
    if (branches.length > 0 && branches.every((branch) => branch !== undefined))
      return { kind: 'union', branches, sorts: false };
  }
  return undefined;
}

function branchPlan(collection: Collection, branch: Predicate, question: Question): IndexPlan | undefined {
  const conjunction = takeApart(branch);
  let best: IndexPlan | undefined;
  for (const index of collection.indexes) {
    if (index.isHidden || index.isBuilding) continue;
    const bounds = boundsOf(index, conjunction, question.collation);
    if (bounds === undefined || bounds.boundFields === 0) continue;
    const plan = planOf(index, bounds, undefined);
    if (
      best === undefined ||
      bounds.fixedFields > best.bounds.fixedFields ||
      bounds.boundFields > best.bounds.boundFields
    )
      best = plan;
  }
  return best;
}

function cheapest(view: View, collection: Collection, plans: readonly Plan[], question: Question): Plan {
  const wantsSort = question.sort !== undefined && question.sort.length > 0;
  const scan: Plan = { kind: 'collection', reverse: false, sorts: false };
  if (plans.length === 0) return scan;
  if (plans.length === 1 && plans[0]!.kind === 'index' && plans[0]!.bounds.boundFields > 0) return plans[0]!;
  const counted = plans.map((plan) => ({ plan, keys: estimate(view, collection, plan) }));
  counted.sort((a, b) => a.keys - b.keys || preference(b.plan) - preference(a.plan));
  const least = counted[0]!;
  if (!wantsSort || least.plan.sorts) return least.plan;
  const sorted = counted.find(({ plan }) => plan.sorts);
  if (sorted === undefined) return least.plan;
  // The least one must be read whole and sorted; the sorted one only until enough of its documents match.
  const matches = Math.max(1, least.keys);
  const wanted = question.limit === undefined || question.limit === 0 ? matches : Math.min(question.limit, matches);
  const read = Math.min(sorted.keys, (wanted * sorted.keys) / matches);
  return read < matches * 1.5 ? sorted.plan : least.plan;
}

function preference(plan: Plan): number {
  if (plan.kind !== 'index') return -1;
  return (
    plan.bounds.fixedFields * 100 + plan.bounds.boundFields * 10 + (plan.sorts ? 5 : 0) - plan.index.paths.length / 10
  );
}

function estimate(view: View, collection: Collection, plan: Plan): number {
  if (plan.kind === 'collection') return collection.count;
  if (plan.kind === 'empty') return 0;
  if (plan.kind === 'union') return plan.branches.reduce((sum, branch) => sum + estimate(view, collection, branch), 0);
  if (plan.bounds.boundFields === 0) return Math.max(collection.count, ESTIMATE);
  let keys = 0;
  for (const range of plan.bounds.ranges) {
    keys += view.countUpTo(range, ESTIMATE);
    if (keys >= ESTIMATE) return Math.max(ESTIMATE, Math.min(collection.count / 2, collection.count));
  }
  return keys;
}

function findHint(collection: Collection, hint: Value): Index | 'natural' | 'reverse' {
  if (isDoc(hint) && hint.has('$natural')) return Number(hint.get('$natural')) < 0 ? 'reverse' : 'natural';
  const found =
    typeof hint === 'string'
      ? collection.indexes.filter((index) => index.name === hint)
      : isDoc(hint)
        ? collection.indexes.filter((index) => sameKey(index.keyPattern, hint))
        : [];
  if (!isDoc(hint) && typeof hint !== 'string') throw mongoError('FailedToParse', 'Hint must be a string or an object');
  const index = found.find((candidate) => !candidate.isHidden && !candidate.isBuilding);
  if (index === undefined) {
    throw badValue(
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    );
  }
  return index;
}

const sameKey = (a: Doc, b: Doc): boolean =>
  a.size === b.size &&
  [...a.keys()].join('\0') === [...b.keys()].join('\0') &&
  [...a].every(([name, value]) => equal(value, b.get(name)));

function hintedPlan(index: Index, conjunction: Conjunction, question: Question): IndexPlan {
  const bounds = boundsOf(index, conjunction, question.collation) ?? wholeIndex(index);
  return planOf(index, bounds, sortOrder(index, bounds, question));
}

function wholeIndex(index: Index): Bounds {
  const start = treeStart(index.tree);
  const range: Range = { start, end: afterPrefix(start), reverse: false };
  return { ranges: [range], prefixes: [4], boundFields: 0, fixedFields: 0, isExact: false, fields: [] };
}

/** Starts the walk that a plan describes. */
export function startScan(view: View, collection: Collection, plan: Plan): Scan {
  switch (plan.kind) {
    case 'collection':
      return new CollectionScan(view, collection, plan.reverse);
    case 'union':
      return new UnionScan(plan.branches.map((branch) => startScan(view, collection, branch)));
    case 'empty':
      return new EmptyScan();
    case 'index': {
      const { index, bounds, reverse } = plan;
      index.uses++;
      return plan.isMerged && bounds.ranges.length > 1
        ? new MergedScan(view, collection, index, bounds.ranges, bounds.prefixes, reverse)
        : new IndexScan(view, collection, index, bounds.ranges, reverse);
    }
  }
}
