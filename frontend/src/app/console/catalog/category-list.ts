import { CdkDrag, type CdkDragDrop, CdkDragHandle, CdkDropList } from '@angular/cdk/drag-drop';
import { Component, computed, inject } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { CatalogService, type CategoryChange } from '@verstak/api';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { Toasts } from '../../core/toasts/toasts';
import { type PlacedCategory, liveCategories } from '../../entities/products/category-tree';
import { Dialogs } from '../../ui/dialogs/dialogs';
import { MoveActs } from '../../ui/forms/move-acts';
import { Keycap } from '../../ui/keycap/keycap';
import { PageHeader } from '../../ui/page-header/page-header';
import { EmptyState } from '../../ui/states/empty-state';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import type { CategoryPlan } from './category-dialog';

/** The categories of the catalog as a tree: added, renamed, moved among the others and into another one, deleted. */
@Component({
  selector: 'app-category-list',
  imports: [
    CdkDrag,
    CdkDragHandle,
    CdkDropList,
    EmptyState,
    Keycap,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    MoveActs,
    PageHeader,
    ProblemState,
    RouterLink,
    Skeleton,
    TranslocoPipe,
  ],
  templateUrl: './category-list.html',
  styleUrl: './category-list.scss',
})
export class CategoryList {
  private readonly api = inject(CatalogService);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);

  protected readonly categories = liveCategories();
  protected readonly all = computed(() => this.categories.value() ?? []);

  constructor() {
    useShortcuts([{ keys: 'KeyN', label: 'catalog.category.new', run: () => void this.edit({}) }]);
  }

  /** Adds a category, in another one where that is told, or changes one. */
  protected async edit(plan: Omit<CategoryPlan, 'categories'>): Promise<void> {
    const { CategoryDialog } = await import('./category-dialog');
    const data: CategoryPlan = { ...plan, categories: this.all() };
    const done = await this.dialogs.open<boolean>(CategoryDialog, { data, width: '560px' });
    if (done) this.categories.reload();
  }

  protected isFirst({ position }: PlacedCategory): boolean {
    return position === 0;
  }

  protected isLast({ parentId, position }: PlacedCategory): boolean {
    return !this.all().some((other) => other.parentId === parentId && other.position > position);
  }

  protected async shift({ id, position }: PlacedCategory, by: 1 | -1): Promise<void> {
    await this.change(id, { position: position + by });
  }

  /** A category dropped between others goes to its place among those that lie in the same one. */
  protected async drop({ previousIndex, currentIndex }: CdkDragDrop<unknown>): Promise<void> {
    const all = this.all();
    const [moved, at] = [all[previousIndex], all[currentIndex]];
    if (!moved || !at || moved === at || at.parentId !== moved.parentId) return;
    await this.change(moved.id, { position: at.position });
  }

  protected async delete({ id, name, parentId, position, description }: PlacedCategory): Promise<void> {
    const body = { name, position, ...(parentId && { parentId }), ...(description && { description }) };
    try {
      await this.api.deleteCategory({ id });
      this.categories.reload();
      this.toasts.offerUndo('catalog.category.deleted', { name }, async () => {
        await this.api.createCategory({ body });
        this.categories.reload();
      });
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  private async change(id: string, body: CategoryChange): Promise<void> {
    try {
      await this.api.changeCategory({ id, body });
      this.categories.reload();
    } catch (error) {
      this.toasts.fail(error);
    }
  }
}
