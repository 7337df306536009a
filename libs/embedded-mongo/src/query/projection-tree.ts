import { mongoError } from '../errors.js';
import { isDoc, RawDoc, toDoc, type Doc, type Fields, type Value } from '../values/index.js';
import type { Env, Expr } from './expressions/core.js';

/** Makes a field's value anew from the stored one (`$slice`, `$elemMatch`, positional `$` of a find). */
export type Transform = (value: Value, root: Fields) => Value | undefined;

export type Leaf =
  { kind: 'keep' } | { kind: 'drop' } | { kind: 'compute'; expr: Expr } | { kind: 'transform'; run: Transform };

/** What is done with a document's fields; computed ones stand in the order they were written. */
export class Branch {
  readonly kind = 'branch';
  readonly children = new Map<string, Branch | Leaf>();
  computes = false;

  /** Adds a leaf at a path; a path that begins another is refused. */
  add(path: readonly string[], leaf: Leaf, whole = path.join('.')): void {
    if (leaf.kind === 'compute') this.computes = true;
    const [name, ...rest] = path;
    const known = this.children.get(name!);
    if (rest.length === 0) {
      if (known?.kind === 'branch') throw mongoError(31250, `Path collision at ${whole}`);
      if (known) throw mongoError(31250, `Path collision at ${whole}`);
      this.children.set(name!, leaf);
      return;
    }
    if (known && known.kind !== 'branch')
      throw mongoError(31249, `Path collision at ${whole} remaining portion ${rest.join('.')}`);
    const branch = known ?? new Branch();
    this.children.set(name!, branch);
    branch.add(rest, leaf, whole);
  }
}

export type Mode = 'include' | 'exclude';

function projectValue(branch: Branch, value: Value, mode: Mode, root: Fields): Value | undefined {
  if (isDoc(value)) return projectDoc(branch, value, mode, root);
  if (!Array.isArray(value)) return mode === 'exclude' ? value : undefined;
  const result: Value[] = [];
  for (const element of value) {
    const projected = projectValue(branch, element, mode, root);
    if (projected !== undefined) result.push(projected);
  }
  return result;
}

function projectField(child: Branch | Leaf, value: Value, mode: Mode, root: Fields): Value | undefined {
  switch (child.kind) {
    case 'branch':
      return projectValue(child, value, mode, root);
    case 'keep':
      return value;
    case 'transform':
      return child.run(value, root);
    default:
      return undefined;
  }
}

/** Keeps or drops the fields that the document has. */
export function projectDoc(branch: Branch, doc: Fields, mode: Mode, root: Fields): Doc {
  const result: Doc = new Map();
  if (mode === 'include') {
    const source = doc instanceof RawDoc ? doc.select(branch.children) : (doc as Doc);
    for (const [name, value] of source) {
      const child = branch.children.get(name);
      const kept = child && projectField(child, value, mode, root);
      if (kept !== undefined) result.set(name, kept);
    }
    return result;
  }
  for (const [name, value] of toDoc(doc)) {
    const child = branch.children.get(name);
    const kept = child === undefined ? value : projectField(child, value, mode, root);
    if (kept !== undefined) result.set(name, kept);
  }
  return result;
}

function computeIn(branch: Branch, value: Value | undefined, env: Env): Value {
  if (Array.isArray(value)) return value.map((element) => computeIn(branch, element, env));
  return computeFields(branch, isDoc(value) ? new Map(value) : new Map(), env);
}

/** Sets the computed fields in a document that is the caller's own; a computed missing value removes the field. */
export function computeFields(branch: Branch, doc: Doc, env: Env): Doc {
  if (!branch.computes) return doc;
  for (const [name, child] of branch.children) {
    if (child.kind === 'compute') {
      const value = child.expr(env);
      if (value === undefined) doc.delete(name);
      else doc.set(name, value);
    } else if (child.kind === 'branch' && child.computes) {
      doc.set(name, computeIn(child, doc.get(name), env));
    }
  }
  return doc;
}
