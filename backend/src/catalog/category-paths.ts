import { CategoryTree, idOf, STEP } from './category-tree.js';
import { MAX_CATEGORY_NAME, MOST_LEVELS } from './category.js';

/** Categories by their paths in words, whatever the case of their letters. */
export class CategoryPaths {
  private readonly ids: ReadonlyMap<string, string>;

  constructor(private readonly tree: CategoryTree) {
    const spelt = tree.inOrder().map((category) => [plain(tree.spelt(idOf(category))), idOf(category)] as const);
    // Of two that are called the same, the first.
    this.ids = new Map(spelt.toReversed());
  }

  find(path: string): string | undefined {
    return this.ids.get(plain(path));
  }

  /** Whether a category is called so, also where another is too. */
  isAt(path: string, id: unknown): boolean {
    return !!id && plain(this.tree.spelt(String(id))) === plain(path);
  }
}

/** The names of a path, the outermost first. */
export function namesOf(path: string): string[] {
  return path
    .split(/(?:^|\s+)\/(?:\s+|$)/)
    .map((name) => name.trim())
    .filter(Boolean);
}

/** Whether categories can be made along a path. */
export function isPossible(path: string): boolean {
  const names = namesOf(path);
  const fits = names.every(({ length }) => length <= MAX_CATEGORY_NAME);
  return fits && names.length > 0 && names.length <= MOST_LEVELS;
}

function plain(path: string): string {
  return namesOf(path).join(STEP).toLowerCase();
}
