import { Component, computed, effect, inject, input, resource, untracked } from '@angular/core';
import { FormRoot } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { CatalogService, type Product } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { LastViews } from '../../core/platform/last-views';
import { Toasts } from '../../core/toasts/toasts';
import { draft } from '../../ui/forms/draft';
import { FormProblem } from '../../ui/forms/form-problem';
import { formSession } from '../../ui/forms/form-session';
import { settling } from '../../ui/forms/settling';
import type { Unsaved } from '../../ui/forms/unsaved';
import { Keycap } from '../../ui/keycap/keycap';
import { PageHeader } from '../../ui/page-header/page-header';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { type ProductDraft, changeOf, changedPaths, creationOf, draftOf, productRules, rebase } from './product-draft';
import { ProductFields } from './product-fields';
import { ProductWords } from './product-words';

/** Adds a product, or changes one: only what was changed is sent, and what others changed meanwhile stays. */
@Component({
  selector: 'app-product-edit',
  imports: [
    FormProblem,
    FormRoot,
    Keycap,
    MatButton,
    MatIcon,
    MatIconButton,
    PageHeader,
    ProblemState,
    ProductFields,
    RouterLink,
    Skeleton,
    TranslocoPipe,
  ],
  templateUrl: './product-edit.html',
  styleUrls: ['../../ui/forms/form-page.scss', './product-edit.scss'],
})
export class ProductEdit implements Unsaved {
  private readonly api = inject(CatalogService);
  private readonly router = inject(Router);
  private readonly i18n = inject(I18n);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(ProductWords);

  /** From the address; absent for a new product. */
  readonly id = input<string>();

  protected readonly product = resource({
    params: () => this.id(),
    loader: ({ params }) => this.api.getProduct({ id: params }),
  });
  protected readonly draft = draft(draftOf(), {
    key: () => `verstak.draft.product.${this.id() ?? 'new'}`,
    changed: changedPaths,
    merged: rebase,
  });
  protected readonly session = formSession(this.draft.mine, {
    rules: productRules,
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
  private readonly cameFrom = inject(LastViews).left('/catalog');
  protected readonly back = computed(() => (this.id() ? `/catalog/${this.id()}` : this.cameFrom));

  constructor() {
    effect(() => {
      const product = this.product.hasValue() ? this.product.value() : undefined;
      if (this.id() && !product) return;
      untracked(() => this.draft.open(draftOf(product, this.i18n.t('catalog.piece')), product?.version));
    });
  }

  hasUnsaved(): boolean {
    return this.draft.hasUnsaved();
  }

  giveUp(): void {
    this.draft.close();
  }

  private stored(): Promise<Product> | undefined {
    const id = this.id();
    return id === undefined ? undefined : this.api.getProduct({ id });
  }

  private send(typed: ProductDraft): Promise<Product> {
    const [id, { base, version }] = [this.id(), this.draft];
    if (!id || !base) return this.api.createProduct({ body: creationOf(typed) });
    return this.api.changeProduct({ id, body: { ...changeOf(base, typed), ...(version && { version }) } });
  }

  private async leave({ id, name }: Product): Promise<void> {
    this.draft.close();
    this.toasts.say(this.id() ? 'catalog.changed' : 'catalog.added', { name });
    await this.router.navigateByUrl(`/catalog/${id}`);
  }
}
