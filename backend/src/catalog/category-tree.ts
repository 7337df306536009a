import type { Stored } from '../platform/database/entity.js';
import { MAX_CATEGORY_NAME, MOST_LEVELS, type Category } from './category.js';

type Node = Stored<Category>;

/** What stands between the names of a path. */
export const STEP = ' / ';

/** Most letters of a path. */
export const MAX_PATH = MOST_LEVELS * (MAX_CATEGORY_NAME + STEP.length);

/** All categories of a catalog, as a tree. */
export class CategoryTree {
  private readonly byId: ReadonlyMap<string, Node>;
  private readonly byParent: ReadonlyMap<string, readonly Node[]>;

  constructor(categories: readonly Node[]) {
    this.byId = new Map(categories.map((category) => [idOf(category), category]));
    const sorted = categories.toSorted((one, other) => one.position - other.position || compareNames(one, other));
    this.byParent = Map.groupBy(sorted, ({ parentId }) => (parentId ? String(parentId) : ''));
  }

  get(id: string): Node | undefined {
    return this.byId.get(id);
  }

  /** What is in a category itself, in order; without one, at the top. */
  childrenOf(id?: string): readonly Node[] {
    return this.byParent.get(id ?? '') ?? [];
  }

  /** All categories, each before what is in it. */
  inOrder(): Node[] {
    return this.below();
  }

  /** A category and all in it at any depth, by their ids. */
  withAllIn(id: string): string[] {
    return [id, ...this.below(id).map(idOf)];
  }

  /** A category and those around it, the outermost first. */
  pathTo(id: string): Node[] {
    const path: Node[] = [];
    for (let at = this.byId.get(id); at && !path.includes(at); at = this.byId.get(String(at.parentId)))
      path.unshift(at);
    return path;
  }

  /** The path to a category in words, as `Посуда / Кружки`. */
  spelt(id: string): string {
    return this.pathTo(id)
      .map(({ name }) => name)
      .join(STEP);
  }

  /** How many levels there are below a category, itself counted. */
  depthOf(id: string): number {
    return 1 + Math.max(0, ...this.childrenOf(id).map((child) => this.depthOf(idOf(child))));
  }

  private below(id?: string): Node[] {
    return this.childrenOf(id).flatMap((child) => [child, ...this.below(idOf(child))]);
  }
}

export function idOf({ _id }: Node): string {
  return _id.toHexString();
}

function compareNames(one: Node, other: Node): number {
  return one.name.localeCompare(other.name, 'ru');
}
