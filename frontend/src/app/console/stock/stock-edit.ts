import { Component, computed, inject, input } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type StockItem, type StockItemChange, StockService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { SupplierPicker } from '../../entities/suppliers/supplier-picker';
import { MoneyField } from '../../ui/fields/money-field';
import { NumberField } from '../../ui/fields/number-field';
import { TextField } from '../../ui/fields/text-field';
import { documentEditor } from '../../ui/forms/document-editor';
import { EditPage } from '../../ui/forms/edit-page';
import type { Unsaved } from '../../ui/forms/unsaved';
import { type StockDraft, changeOf, changedPaths, creationOf, draftOf, rebase, stockRules } from './stock-draft';
import { StockWords } from './stock-words';

/** Adds a material, or changes what is written of something in stock; a product is called as in the catalog. */
@Component({
  selector: 'app-stock-edit',
  imports: [EditPage, FormField, MoneyField, NumberField, RouterLink, SupplierPicker, TextField, TranslocoPipe],
  templateUrl: './stock-edit.html',
  styleUrl: '../../ui/forms/form-fields.scss',
})
export class StockEdit implements Unsaved {
  private readonly api = inject(StockService);
  private readonly i18n = inject(I18n);
  private readonly access = inject(Session);
  private readonly words = inject(StockWords);

  /** From the address; absent for a new material. */
  readonly id = input<string>();

  protected readonly editor = documentEditor<StockItem, StockDraft, StockItemChange>({
    area: 'stock',
    id: this.id,
    read: (id) => this.api.getStockItem({ id }),
    create: (typed) => this.api.createStockItem({ body: creationOf(typed) }),
    change: (id, body) => this.api.changeStockItem({ id, body }),
    draftOf: (item) => draftOf(item),
    blank: () => draftOf({}, this.i18n.t('stock.piece')),
    changeOf,
    changedPaths,
    rebase,
    rules: stockRules,
    first: (form) => (this.productId() ? form.article : form.name),
    look: () => this.words.look,
    nameOf: ({ name }) => name,
  });
  readonly hasUnsaved = this.editor.hasUnsaved;
  readonly giveUp = this.editor.giveUp;
  protected readonly productId = computed((): string | undefined => this.editor.document()?.productId);
  protected readonly can = computed(() => ({
    cost: this.access.can('stock:cost'),
    suppliers: this.access.can('suppliers:read'),
  }));
}
