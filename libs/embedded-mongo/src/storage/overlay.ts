import { keyText, treeOf } from './keys.js';

/** A write that the tree below does not have yet; `value` is null where the key was removed. */
export interface Written {
  readonly key: Buffer;
  /** The key as `keyText` gives it, made once. */
  readonly text: string;
  readonly value: Uint8Array | null;
  /** The position in the order of all writes. */
  readonly sequence: number;
}

class TreeOverlay {
  readonly entries = new Map<string, Written>();
  private sorted: string[] | undefined;

  set(text: string, written: Written): void {
    if (this.sorted !== undefined && !this.entries.has(text)) this.sorted = undefined;
    this.entries.set(text, written);
  }

  delete(text: string): void {
    if (this.entries.delete(text)) this.sorted = undefined;
  }

  /** Texts of the keys in [start, end), ascending. */
  between(start: string, end: string): string[] {
    if (this.entries.size <= 16 && this.sorted === undefined) {
      const found: string[] = [];
      for (const text of this.entries.keys()) if (text >= start && text < end) found.push(text);
      return found.length > 1 ? found.sort(byText) : found;
    }
    this.sorted ??= [...this.entries.keys()].sort(byText);
    const { sorted } = this;
    return sorted.slice(lowerBound(sorted, start), lowerBound(sorted, end));
  }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

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

/** Writes in memory that lie over what LMDB holds: those on the way to the disk, or those of one open transaction. */
export class Overlay {
  private readonly trees = new Map<number, TreeOverlay>();
  size = 0;

  get(key: Uint8Array): Written | undefined {
    if (this.size === 0) return undefined;
    return this.trees.get(treeOf(key))?.entries.get(keyText(key));
  }

  set(written: Written): void {
    const id = treeOf(written.key);
    let tree = this.trees.get(id);
    if (tree === undefined) this.trees.set(id, (tree = new TreeOverlay()));
    if (!tree.entries.has(written.text)) this.size++;
    tree.set(written.text, written);
  }

  /** Forgets an entry unless a later write has replaced it. */
  settle(written: Written): void {
    const id = treeOf(written.key);
    const tree = this.trees.get(id);
    if (tree === undefined) return;
    if (tree.entries.get(written.text) !== written) return;
    tree.delete(written.text);
    this.size--;
    if (tree.entries.size === 0) this.trees.delete(id);
  }

  /** Takes over all that another holds, as it is now. */
  copyFrom(other: Overlay): void {
    for (const [id, tree] of other.trees) {
      const copy = new TreeOverlay();
      for (const [text, written] of tree.entries) copy.entries.set(text, written);
      this.trees.set(id, copy);
    }
    this.size = other.size;
  }

  clear(): void {
    this.trees.clear();
    this.size = 0;
  }

  /** Entries with start <= key < end, ascending; `undefined` where there is none. */
  between(start: Uint8Array, end: Uint8Array): Written[] | undefined {
    if (this.size === 0) return undefined;
    const tree = this.trees.get(treeOf(start));
    if (tree === undefined) return undefined;
    const texts = tree.between(keyText(start), keyText(end));
    return texts.length === 0 ? undefined : texts.map((text) => tree.entries.get(text)!);
  }

  *all(): IterableIterator<Written> {
    for (const tree of this.trees.values()) yield* tree.entries.values();
  }
}
