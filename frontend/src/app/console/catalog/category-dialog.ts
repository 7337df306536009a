import { Component, inject, signal } from '@angular/core';
import { FormField, maxLength, validate } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { CatalogService } from '@verstak/api';
import type { PlacedCategory } from '../../entities/products/category-tree';
import { SelectField } from '../../ui/fields/select-field';
import { TextField } from '../../ui/fields/text-field';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { formSession } from '../../ui/forms/form-session';

export interface CategoryPlan {
  /** The category that is changed; absent for a new one. */
  category?: PlacedCategory;
  /** Where a new one goes. */
  parentId?: string;
  /** All there are. */
  categories: readonly PlacedCategory[];
}

/** Names a category and says in which other one it lies; closes with `true` when it is stored. */
@Component({
  selector: 'app-category-dialog',
  imports: [FormDialog, FormField, SelectField, TextField, TranslocoPipe],
  template: `
    <ui-form-dialog
      [session]="session"
      [heading]="(plan.category ? 'catalog.category.editing' : 'catalog.category.new') | transloco"
      [action]="'ui.save' | transloco"
    >
      <ui-text-field [label]="'catalog.category.name' | transloco" [formField]="session.form.name" />
      <ui-select-field
        [label]="'catalog.category.parentId' | transloco"
        [emptyLabel]="'catalog.category.atTop' | transloco"
        [options]="parents"
        [formField]="session.form.parentId"
      />
      <ui-text-field
        [rows]="2"
        [label]="'catalog.category.description' | transloco"
        [formField]="session.form.description"
      />
    </ui-form-dialog>
  `,
})
export class CategoryDialog {
  private readonly api = inject(CatalogService);
  private readonly dialog = inject<MatDialogRef<CategoryDialog, boolean>>(MatDialogRef);
  protected readonly plan = inject<CategoryPlan>(MAT_DIALOG_DATA);
  protected readonly parents = this.plan.categories
    .filter(({ id }) => !this.liesWithin(id))
    .map(({ id, path }) => ({ value: id, label: path }));
  protected readonly session = formSession(
    signal({
      name: this.plan.category?.name ?? '',
      parentId: this.plan.category?.parentId ?? this.plan.parentId ?? '',
      description: this.plan.category?.description ?? '',
    }),
    {
      rules: (path) => {
        validate(path.name, ({ value }) => (value().trim() ? null : { kind: 'required' }));
        maxLength(path.name, 120);
        maxLength(path.description, 4_000);
      },
      save: async (typed) => {
        await this.store(typed);
        this.dialog.close(true);
      },
      first: (form) => form.name,
      isModal: true,
    },
  );

  private async store(typed: { name: string; parentId: string; description: string }): Promise<void> {
    const { category } = this.plan;
    const [name, description] = [typed.name.trim(), typed.description.trim()];
    if (!category) {
      const body = { name, ...(typed.parentId && { parentId: typed.parentId }), ...(description && { description }) };
      await this.api.createCategory({ body });
      return;
    }
    const { id, version } = category;
    const isMoved = typed.parentId !== (category.parentId ?? '');
    const body = {
      version,
      name,
      description: description || null,
      ...(isMoved && { parentId: typed.parentId || null }),
    };
    await this.api.changeCategory({ id, body });
  }

  /** Whether a category is the one that is changed, or lies in it at any depth. */
  private liesWithin(id: string): boolean {
    const byId = new Map(this.plan.categories.map((category) => [category.id, category]));
    for (let at = byId.get(id); at; at = at.parentId ? byId.get(at.parentId) : undefined)
      if (at.id === this.plan.category?.id) return true;
    return false;
  }
}
