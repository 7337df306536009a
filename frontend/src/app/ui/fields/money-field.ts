import { Component, computed, inject } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatLabel, MatSuffix } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Workshop } from '../../core/workshop/workshop';
import { readMoney, writeMoney } from './decimal';
import { ErrorState } from './error-state';
import { FigureField } from './figure-field';

/** A sum: shows units with two decimals, keeps whole minor units. */
@Component({
  selector: 'ui-money-field',
  imports: [ErrorState, MatError, MatFormField, MatHint, MatInput, MatLabel, MatSuffix],
  templateUrl: './figure-field.html',
  styleUrl: './field.scss',
})
export class MoneyField extends FigureField implements FormValueControl<number | null> {
  private readonly workshop = inject(Workshop);
  protected readonly faultKind = 'money';
  protected readonly read = readMoney;
  protected readonly write = writeMoney;

  protected readonly suffix = computed(
    () =>
      new Intl.NumberFormat('ru', {
        style: 'currency',
        currency: this.workshop.settings().currency,
        currencyDisplay: 'narrowSymbol',
      })
        .formatToParts(0)
        .find((part) => part.type === 'currency')?.value ?? '',
  );
}
