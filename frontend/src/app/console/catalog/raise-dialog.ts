import { Component, computed, inject, signal } from '@angular/core';
import { FormField, max, min, required } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ProductListItem } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { Workshop } from '../../core/workshop/workshop';
import { NumberField } from '../../ui/fields/number-field';
import type { Option } from '../../ui/fields/select-base';
import { SelectField } from '../../ui/fields/select-field';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { formSession } from '../../ui/forms/form-session';
import { MoneyPipe } from '../../ui/pipes/format-pipes';
import { raised } from './raised-price';

/** To how many units of the currency prices are rounded; empty leaves its decimals. */
const STEPS = ['1', '10', '50', '100'];

/** By how much several prices change, and what each is before and after. */
@Component({
  selector: 'app-raise-dialog',
  imports: [FormDialog, FormField, MoneyPipe, NumberField, SelectField, TranslocoPipe],
  templateUrl: './raise-dialog.html',
  styleUrl: './raise-dialog.scss',
})
export class RaiseDialog {
  private readonly dialog = inject<MatDialogRef<RaiseDialog, ReadonlyMap<string, number>>>(MatDialogRef);
  private readonly products = inject<readonly ProductListItem[]>(MAT_DIALOG_DATA);
  private readonly i18n = inject(I18n);
  private readonly digits = inject(Workshop).settings().currencyDigits;

  private readonly answer = signal<{ percent: number | null; step: string }>({ percent: null, step: '1' });
  protected readonly session = formSession(this.answer, {
    rules: (path) => {
      required(path.percent);
      min(path.percent, -100);
      max(path.percent, 1_000);
    },
    save: async () => this.dialog.close(new Map(this.lines().map(({ product, after }) => [product.id, after]))),
    first: (form) => form.percent,
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
    return this.products.map((product) => {
      const { price } = product;
      return { product, after: percent === null ? price : raised(price, percent, minor) };
    });
  });
  protected readonly changed = computed(
    () => this.lines().filter(({ product, after }) => product.price !== after).length,
  );
}
