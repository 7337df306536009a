import { Component, computed, inject, signal } from '@angular/core';
import { FormField, max, min, required } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ProductListItem } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { Workshop } from '../../core/workshop/workshop';
import { NumberField } from '../../ui/fields/number-field';
import type { Option } from '../../ui/fields/select-base';
import { SelectField } from '../../ui/fields/select-field';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { formSession } from '../../ui/forms/form-session';
import { MoneyPipe } from '../../ui/pipes/format-pipes';
import { raised, roundedUp } from './raised-price';

/** Whether prices change by so many per cent, or rise to what the target margins of their products need. */
const WAYS = ['percent', 'margin'] as const;

/** What of a product its price follows. */
type Priced = Pick<ProductListItem, 'id' | 'name' | 'price' | 'targetPrice' | 'isUnderMargin'>;

/** Whose prices change, and in which of the ways at first. */
export interface RaiseTask {
  products: readonly Priced[];
  by?: (typeof WAYS)[number];
}

/** To how many units of the currency prices are rounded; empty leaves its decimals. */
const STEPS = ['1', '10', '50', '100'];

/** By how much prices change, and what each is before and after. */
@Component({
  selector: 'app-raise-dialog',
  imports: [FormDialog, FormField, MoneyPipe, NumberField, SelectField, TranslocoPipe],
  templateUrl: './raise-dialog.html',
  styleUrl: './raise-dialog.scss',
})
export class RaiseDialog {
  private readonly dialog = inject<MatDialogRef<RaiseDialog, ReadonlyMap<string, number>>>(MatDialogRef);
  private readonly task = inject<RaiseTask>(MAT_DIALOG_DATA);
  private readonly i18n = inject(I18n);
  private readonly digits = inject(Workshop).settings().currencyDigits;

  private readonly answer = signal<{ by: string; percent: number | null; step: string }>({
    by: this.task.by ?? 'percent',
    percent: null,
    step: '1',
  });
  protected readonly isToMargin = computed(() => this.answer().by === 'margin');
  /** Margins are for whoever may know what things cost. */
  protected readonly seesCost = inject(Session).can('stock:cost');
  protected readonly ways: readonly Option[] = WAYS.map((value) => ({
    value,
    label: this.i18n.t(`catalog.raise.by.${value}`),
  }));
  protected readonly session = formSession(this.answer, {
    rules: (path) => {
      required(path.percent, { when: () => !this.isToMargin() });
      min(path.percent, -100);
      max(path.percent, 1_000);
    },
    save: async () => this.dialog.close(new Map(this.lines().map(({ product, after }) => [product.id, after]))),
    first: (form) => (this.isToMargin() ? form.step : form.percent),
    label: 'catalog.raise.title',
    isModal: true,
  });
  protected readonly steps: readonly Option[] = STEPS.map((value) => ({
    value,
    label: this.i18n.t(`catalog.raise.to.${value}`),
  }));
  protected readonly lines = computed(() => {
    const { percent, step } = this.answer();
    const minor = step ? Number(step) * 10 ** this.digits : 1;
    return this.task.products.map((product) => {
      const { price, isUnderMargin, targetPrice = price } = product;
      if (this.isToMargin()) return { product, after: isUnderMargin ? roundedUp(targetPrice, minor) : price };
      return { product, after: percent === null ? price : raised(price, percent, minor) };
    });
  });
  protected readonly changed = computed(
    () => this.lines().filter(({ product, after }) => product.price !== after).length,
  );
}
