import { badValue, mongoError } from '../errors.js';
import { isDoc, typeName, type Doc, type Value } from '../values/index.js';
import { describe } from './describe.js';
import { isIndex, type Test } from './path.js';

/** What an update knows while it runs on one document. */
export interface UpdateContext {
  root: Doc;
  insert: boolean;
  /** The index for the positional `$`; asked only where a path has one. */
  position(): number;
}

/** One operator at the end of its path. */
export interface UpdateLeaf {
  kind: 'leaf';
  operator: string;
  /** Whether it makes the field where it is missing. */
  creates(context: UpdateContext): boolean;
  /** The new value; the same reference for no change, `undefined` to remove. */
  apply(current: Value | undefined, context: UpdateContext, path: string): Value | undefined;
}

/** A step of paths: names to what is done below them. */
export class UpdateBranch {
  readonly kind = 'branch';
  readonly children = new Map<string, UpdateBranch | UpdateLeaf>();

  add(path: readonly string[], leaf: UpdateLeaf, at = 0): void {
    const name = path[at]!;
    const known = this.children.get(name);
    const last = at === path.length - 1;
    if (known && (last || known.kind === 'leaf')) {
      throw mongoError(
        'ConflictingUpdateOperators',
        `Updating the path '${path.join('.')}' would create a conflict at '${path.slice(0, at + 1).join('.')}'`,
      );
    }
    if (last) {
      this.children.set(name, leaf);
      return;
    }
    const branch = known?.kind === 'branch' ? known : new UpdateBranch();
    this.children.set(name, branch);
    branch.add(path, leaf, at + 1);
  }

  /** Orders names as MongoDB applies them: numbers by value, others by their text. */
  sort(): void {
    const entries = [...this.children].sort(([a], [b]) => {
      if (isIndex(a) && isIndex(b)) return Number(a) - Number(b);
      return a < b ? -1 : 1;
    });
    this.children.clear();
    for (const [name, child] of entries) {
      if (child.kind === 'branch') child.sort();
      this.children.set(name, child);
    }
  }
}

/** The array filters of an update by their identifiers. */
export type ArrayFilters = ReadonlyMap<string, Test>;

const MAX_PADDING = 1_500_000;

function creates(node: UpdateBranch | UpdateLeaf, context: UpdateContext): boolean {
  if (node.kind === 'leaf') return node.creates(context);
  return [...node.children.values()].some((child) => creates(child, context));
}

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** Runs a tree of operators over documents without touching the originals. */
export class UpdateRunner {
  private readonly filters: ArrayFilters;

  constructor(filters: ArrayFilters) {
    this.filters = filters;
  }

  run(
    node: UpdateBranch | UpdateLeaf,
    current: Value | undefined,
    context: UpdateContext,
    path: string,
  ): Value | undefined {
    if (node.kind === 'leaf') return node.apply(current, context, path);
    const [first] = node.children.keys();
    const isArrayUpdate = first!.startsWith('$') && [...node.children.keys()].some((name) => /^\$\[.*\]$/.test(name));
    if (isArrayUpdate) return this.everyElement(node, current, context, path);
    if (Array.isArray(current)) return this.inArray(node, current, context, path);
    if (isDoc(current)) return this.inDoc(node, current, context, path);
    if (node.children.has('$')) context.position();
    if (!creates(node, context)) return current;
    if (current !== undefined) throw notViable(node, current, path);
    const made = this.inDoc(node, new Map() as Doc, context, path) as Doc;
    return made;
  }

  private inDoc(node: UpdateBranch, current: Doc, context: UpdateContext, path: string): Value {
    let result = current;
    for (const [written, child] of node.children) {
      const name = written === '$' ? String(context.position()) : written;
      const before = result.get(name);
      const after = this.run(child, before, context, join(path, name));
      if (Object.is(after, before)) continue;
      if (result === current) result = new Map(current);
      if (after === undefined) result.delete(name);
      else result.set(name, after);
    }
    return result;
  }

  private inArray(node: UpdateBranch, current: Value[], context: UpdateContext, path: string): Value {
    let result = current;
    for (const [written, child] of node.children) {
      const name = written === '$' ? String(context.position()) : written;
      if (!isIndex(name)) {
        if (creates(child, context)) throw notViable(node, current, path, name);
        continue;
      }
      const index = Number(name);
      const before = result[index];
      const after = this.run(child, before, context, join(path, name));
      if (Object.is(after, before)) continue;
      if (result === current) result = [...current];
      if (index - result.length > MAX_PADDING) {
        throw mongoError('CannotBackfillArray', `can't backfill more than ${MAX_PADDING} elements`);
      }
      while (result.length < index) result.push(null);
      result[index] = after ?? null;
    }
    return result;
  }

  private everyElement(node: UpdateBranch, current: Value | undefined, context: UpdateContext, path: string): Value {
    if (current === undefined)
      throw badValue(`The path '${path}' must exist in the document in order to apply array updates.`);
    if (!Array.isArray(current))
      throw badValue(`Cannot apply array updates to non-array element ${lastName(path)}: ${describe(current)}`);
    let changed = false;
    const result = current.map((element, i) => {
      let value: Value | undefined = element;
      for (const [name, child] of node.children) {
        if (this.touches(name, element, i)) value = this.run(child, value, context, join(path, String(i)));
      }
      if (!Object.is(value, element)) changed = true;
      return value ?? null;
    });
    return changed ? result : current;
  }

  private touches(name: string, element: Value, index: number): boolean {
    if (name === '$[]') return true;
    if (!name.startsWith('$[')) return name === String(index);
    return this.filters.get(name.slice(2, -1))!(element);
  }
}

function notViable(node: UpdateBranch, current: Value, path: string, name = [...node.children.keys()][0]!): Error {
  return mongoError(
    'PathNotViable',
    `Cannot create field '${name}' in element {${lastName(path)}: ${describe(current)}}`,
  );
}

/** How an error names the type of a value. */
export function typeInWords(value: Value | undefined): string {
  return typeName(value);
}
