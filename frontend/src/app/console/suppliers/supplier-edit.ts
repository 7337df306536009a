import { Component, computed, effect, inject, input, resource, untracked } from '@angular/core';
import { FormRoot } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Supplier, SuppliersService } from '@verstak/api';
import { LastViews } from '../../core/platform/last-views';
import { Toasts } from '../../core/toasts/toasts';
import {
  type SupplierDraft,
  changeOf,
  changedPaths,
  creationOf,
  draftOf,
  rebase,
  supplierRules,
} from '../../entities/suppliers/supplier-draft';
import { SupplierFields } from '../../entities/suppliers/supplier-fields';
import { SupplierWords } from '../../entities/suppliers/supplier-words';
import { draft } from '../../ui/forms/draft';
import { FormProblem } from '../../ui/forms/form-problem';
import { formSession } from '../../ui/forms/form-session';
import { settling } from '../../ui/forms/settling';
import type { Unsaved } from '../../ui/forms/unsaved';
import { Keycap } from '../../ui/keycap/keycap';
import { PageHeader } from '../../ui/page-header/page-header';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';

/** Adds a supplier, or changes one: only what was changed is sent, and what others changed meanwhile stays. */
@Component({
  selector: 'app-supplier-edit',
  imports: [
    SupplierFields,
    FormProblem,
    FormRoot,
    Keycap,
    MatButton,
    MatIcon,
    MatIconButton,
    PageHeader,
    ProblemState,
    RouterLink,
    Skeleton,
    TranslocoPipe,
  ],
  templateUrl: './supplier-edit.html',
  styleUrl: '../../ui/forms/form-page.scss',
})
export class SupplierEdit implements Unsaved {
  private readonly api = inject(SuppliersService);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(SupplierWords);

  /** From the address; absent for a new supplier. */
  readonly id = input<string>();

  protected readonly supplier = resource({
    params: () => this.id(),
    loader: ({ params }) => this.api.getSupplier({ id: params }),
  });
  protected readonly draft = draft(draftOf(), {
    key: () => `verstak.draft.supplier.${this.id() ?? 'new'}`,
    changed: changedPaths,
    merged: rebase,
  });
  protected readonly session = formSession(this.draft.mine, {
    rules: supplierRules,
    save: async (typed) => this.leave(await this.send(typed)),
    first: (form) => form.name,
    cancel: () => void this.router.navigateByUrl(this.back()),
    draft: this.draft,
    settle: settling({
      look: () => this.words.look,
      read: () => this.stored(),
      draftOf,
    }),
  });
  private readonly cameFrom = inject(LastViews).left('/suppliers');
  protected readonly back = computed(() => (this.id() ? `/suppliers/${this.id()}` : this.cameFrom));

  constructor() {
    effect(() => {
      const supplier = this.supplier.hasValue() ? this.supplier.value() : undefined;
      if (this.id() && !supplier) return;
      untracked(() => this.draft.open(draftOf(supplier), supplier?.version));
    });
  }

  hasUnsaved(): boolean {
    return this.draft.hasUnsaved();
  }

  giveUp(): void {
    this.draft.close();
  }

  private stored(): Promise<Supplier> | undefined {
    const id = this.id();
    return id === undefined ? undefined : this.api.getSupplier({ id });
  }

  private send(typed: SupplierDraft): Promise<Supplier> {
    const [id, { base, version }] = [this.id(), this.draft];
    if (!id || !base) return this.api.createSupplier({ body: creationOf(typed) });
    return this.api.changeSupplier({ id, body: { ...changeOf(base, typed), ...(version && { version }) } });
  }

  private async leave({ id, name }: Supplier): Promise<void> {
    this.draft.close();
    this.toasts.say(this.id() ? 'suppliers.changed' : 'suppliers.added', { name });
    await this.router.navigateByUrl(`/suppliers/${id}`);
  }
}
