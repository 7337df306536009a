import { Component, computed, effect, inject, input, resource, untracked } from '@angular/core';
import { FormField, FormRoot } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type StockItem, StockService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { LastViews } from '../../core/platform/last-views';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { SupplierPicker } from '../../entities/suppliers/supplier-picker';
import { MoneyField } from '../../ui/fields/money-field';
import { NumberField } from '../../ui/fields/number-field';
import { TextField } from '../../ui/fields/text-field';
import { draft } from '../../ui/forms/draft';
import { FormProblem } from '../../ui/forms/form-problem';
import { formSession } from '../../ui/forms/form-session';
import { settling } from '../../ui/forms/settling';
import type { Unsaved } from '../../ui/forms/unsaved';
import { Keycap } from '../../ui/keycap/keycap';
import { PageHeader } from '../../ui/page-header/page-header';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { type StockDraft, changeOf, changedPaths, creationOf, draftOf, rebase, stockRules } from './stock-draft';
import { StockWords } from './stock-words';

/** Adds a material, or changes what is written of something in stock; a product is called as in the catalog. */
@Component({
  selector: 'app-stock-edit',
  imports: [
    FormField,
    FormProblem,
    FormRoot,
    Keycap,
    MatButton,
    MatIcon,
    MatIconButton,
    MoneyField,
    NumberField,
    PageHeader,
    ProblemState,
    RouterLink,
    Skeleton,
    SupplierPicker,
    TextField,
    TranslocoPipe,
  ],
  templateUrl: './stock-edit.html',
  styleUrls: ['../../ui/forms/form-page.scss', '../../ui/forms/form-fields.scss'],
})
export class StockEdit implements Unsaved {
  private readonly api = inject(StockService);
  private readonly i18n = inject(I18n);
  private readonly router = inject(Router);
  private readonly access = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(StockWords);

  /** From the address; absent for a new material. */
  readonly id = input<string>();

  protected readonly item = resource({
    params: () => this.id(),
    loader: ({ params }) => this.api.getStockItem({ id: params }),
  });
  protected readonly draft = draft(draftOf(), {
    key: () => `verstak.draft.stock.${this.id() ?? 'new'}`,
    changed: changedPaths,
    merged: rebase,
  });
  protected readonly session = formSession(this.draft.mine, {
    rules: stockRules,
    save: async (typed) => this.leave(await this.send(typed)),
    first: (form) => (this.productId() ? form.article : form.name),
    cancel: () => void this.router.navigateByUrl(this.back()),
    draft: this.draft,
    settle: settling({ look: () => this.words.look, read: () => this.stored(), draftOf: (item) => draftOf(item) }),
  });
  protected readonly can = computed(() => ({
    cost: this.access.can('stock:cost'),
    suppliers: this.access.can('suppliers:read'),
  }));
  protected readonly productId = computed(() => (this.item.hasValue() ? this.item.value().productId : undefined));
  private readonly cameFrom = inject(LastViews).left('/stock');
  protected readonly back = computed(() => (this.id() ? `/stock/${this.id()}` : this.cameFrom));

  constructor() {
    effect(() => {
      const item = this.item.hasValue() ? this.item.value() : undefined;
      if (this.id() && !item) return;
      untracked(() => this.draft.open(draftOf(item, this.i18n.t('stock.piece')), item?.version));
    });
  }

  hasUnsaved(): boolean {
    return this.draft.hasUnsaved();
  }

  giveUp(): void {
    this.draft.close();
  }

  private stored(): Promise<StockItem> | undefined {
    const id = this.id();
    return id === undefined ? undefined : this.api.getStockItem({ id });
  }

  private send(typed: StockDraft): Promise<StockItem> {
    const [id, { base, version }] = [this.id(), this.draft];
    if (!id || !base) return this.api.createStockItem({ body: creationOf(typed) });
    return this.api.changeStockItem({ id, body: { ...changeOf(base, typed), ...(version && { version }) } });
  }

  private async leave({ id, name }: StockItem): Promise<void> {
    this.draft.close();
    this.toasts.say(this.id() ? 'stock.changed' : 'stock.added', { name });
    await this.router.navigateByUrl(`/stock/${id}`);
  }
}
