import { Component, computed, inject } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatLabel, MatSuffix } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import type { Language } from '../../core/i18n/languages';
import { Workshop } from '../../core/workshop/workshop';
import { readMoney, writeMoney } from './decimal';
import { ErrorState } from './error-state';
import { FigureField } from './figure-field';

/** A sum: shows units with the currency's decimals, keeps whole minor units. */
@Component({
  selector: 'ui-money-field',
  imports: [ErrorState, MatError, MatFormField, MatHint, MatInput, MatLabel, MatSuffix],
  templateUrl: './figure-field.html',
  styleUrl: './field.scss',
})
export class MoneyField extends FigureField implements FormValueControl<number | null> {
  private readonly workshop = inject(Workshop);
  protected readonly faultKind = 'money';
  private readonly digits = computed(() => this.workshop.settings().currencyDigits);
  protected readonly read = (text: string): number | null | undefined => readMoney(text, this.digits());
  protected readonly write = (minor: number | null, language: Language): string =>
    writeMoney(minor, language, this.digits());

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
