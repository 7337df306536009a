import { keyText, treeOf } from './keys.js';

/** A write that the tree below does not have yet; `value` is null where the key was removed. */
export interface Written {
  readonly key: Buffer;
  /** The key as `keyText` gives it, made once. */
  readonly text: string;
  readonly value: Uint8Array | null;
  /** The position in the order of all writes. */
  readonly sequence: number;
  /** What the key held before, as long as somebody may go back to it. */
  older: Written | undefined;
}

/** An overlay as one reader sees it: without what was written after `upTo`. */
export interface Layer {
  readonly overlay: Overlay;
  readonly upTo: number;
}

/** Writes in the order of a range; `isCut` where there are more. */
export interface Slice {
  readonly written: readonly Written[];
  readonly isCut: boolean;
}

export const NO_WRITES: Slice = { written: [], isCut: false };

/** Fewer entries than this are looked through rather than kept sorted. */
const FEW = 16;

interface TextRange {
  readonly of: readonly string[];
  readonly from: number;
  readonly to: number;
}

class TreeOverlay {
  readonly entries = new Map<string, Written>();
  /** Texts in order, but for those that have come since, in `added`; made at the first reading of a range. */
  private sorted: string[] | undefined;
  private added: string[] = [];

  set(text: string, written: Written): void {
    if (this.sorted !== undefined && !this.entries.has(text)) this.added.push(text);
    this.entries.set(text, written);
  }

  delete(text: string): void {
    if (this.entries.delete(text)) this.sorted = undefined;
  }

  /** Where the keys of [start, end) are in an ascending list of texts. */
  between(start: string, end: string): TextRange {
    return this.sorted === undefined && this.entries.size <= FEW ? this.few(start, end) : this.slice(start, end);
  }

  private few(start: string, end: string): TextRange {
    const found: string[] = [];
    for (const text of this.entries.keys()) if (text >= start && text < end) found.push(text);
    if (found.length > 1) found.sort(byText);
    return { of: found, from: 0, to: found.length };
  }

  private slice(start: string, end: string): TextRange {
    const of = this.inOrder();
    return { of, from: lowerBound(of, start), to: lowerBound(of, end) };
  }

  private inOrder(): string[] {
    if (this.sorted === undefined) this.sorted = [...this.entries.keys()].sort(byText);
    else if (this.added.length > 0) this.sorted = mergeTexts(this.sorted, this.added.sort(byText));
    this.added = [];
    return this.sorted;
  }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function mergeTexts(some: readonly string[], others: readonly string[]): string[] {
  const merged: string[] = [];
  let i = 0;
  for (const text of others) {
    while (i < some.length && some[i]! < text) merged.push(some[i++]!);
    merged.push(text);
  }
  while (i < some.length) merged.push(some[i++]!);
  return merged;
}

function lowerBound(sorted: readonly string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

function version(written: Written | undefined, upTo: number): Written | undefined {
  let found = written;
  while (found !== undefined && found.sequence > upTo) found = found.older;
  return found;
}

/** Writes in memory that lie over what LMDB holds: those that it does not have yet, or those of one open transaction. */
export class Overlay {
  private readonly trees = new Map<number, TreeOverlay>();
  /** How many keys it has. */
  size = 0;

  /** What was written to a key last, nothing after `upTo` counted. */
  get(key: Uint8Array, text: string, upTo: number): Written | undefined {
    return version(this.trees.get(treeOf(key))?.entries.get(text), upTo);
  }

  /** Nobody goes back behind `horizon`: older versions of the key than the one of then are let go. */
  set(written: Written, horizon: number): void {
    const id = treeOf(written.key);
    let tree = this.trees.get(id);
    if (tree === undefined) this.trees.set(id, (tree = new TreeOverlay()));
    const existing = tree.entries.get(written.text);
    if (existing === undefined) this.size++;
    else if (horizon < written.sequence) {
      written.older = existing;
      if (existing.sequence <= horizon) existing.older = undefined;
    }
    tree.set(written.text, written);
  }

  /** Takes back what was written to a key after `upTo`. */
  undo({ key, text }: Written, upTo: number): void {
    const tree = this.trees.get(treeOf(key));
    const newest = tree?.entries.get(text);
    if (tree === undefined || newest === undefined) return;
    const kept = version(newest, upTo);
    if (kept !== undefined) {
      tree.entries.set(text, kept);
      return;
    }
    tree.delete(text);
    this.size--;
  }

  clear(): void {
    this.trees.clear();
    this.size = 0;
  }

  /** Writes with start <= key < end, at most `limit`, from the end backwards where `reverse`; nothing after `upTo`. */
  between(start: Uint8Array, end: Uint8Array, upTo: number, limit: number, reverse: boolean): Slice {
    const tree = this.size === 0 ? undefined : this.trees.get(treeOf(start));
    if (tree === undefined) return NO_WRITES;
    const { of, from, to } = tree.between(keyText(start), keyText(end));
    const written: Written[] = [];
    for (let i = from; i < to; i++) {
      const found = version(tree.entries.get(of[reverse ? to - 1 - (i - from) : i]!), upTo);
      if (found === undefined) continue;
      if (written.length === limit) return { written, isCut: true };
      written.push(found);
    }
    return { written, isCut: false };
  }

  *all(upTo = Infinity): IterableIterator<Written> {
    for (const tree of this.trees.values()) {
      for (const newest of tree.entries.values()) {
        const found = version(newest, upTo);
        if (found !== undefined) yield found;
      }
    }
  }
}

/** One slice of two of the same range; where both have a key, that of `newer` counts. */
export function mergeSlices(newer: Slice, older: Slice, reverse: boolean): Slice {
  if (newer.written.length === 0) return older;
  if (older.written.length === 0) return newer;
  const isBefore = (a: Written, b: Written): boolean => (reverse ? a.text > b.text : a.text < b.text);
  const written: Written[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const ours = newer.written[i];
    const theirs = older.written[j];
    // Beyond the end of a slice that was cut there may be keys that come before the other's.
    if ((ours === undefined && newer.isCut) || (theirs === undefined && older.isCut)) return { written, isCut: true };
    if (ours === undefined && theirs === undefined) return { written, isCut: false };
    if (theirs === undefined || (ours !== undefined && !isBefore(theirs, ours))) {
      written.push(ours!);
      i++;
      if (theirs?.text === ours!.text) j++;
    } else {
      written.push(theirs);
      j++;
    }
  }
}
