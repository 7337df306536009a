import { Component, input } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatLabel, MatSuffix } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { readNumber, writeNumber } from './decimal';
import { ErrorState } from './error-state';
import { FigureField } from './figure-field';

/** A number with at most `places` decimals (3, as quantities have), and a unit behind it. */
@Component({
  selector: 'ui-number-field',
  imports: [ErrorState, MatError, MatFormField, MatHint, MatInput, MatLabel, MatSuffix],
  templateUrl: './figure-field.html',
  styleUrl: './field.scss',
})
export class NumberField extends FigureField implements FormValueControl<number | null> {
  readonly places = input(3);
  readonly suffix = input('');
  protected readonly faultKind = 'number';
  protected readonly write = writeNumber;

  protected read(text: string): number | null | undefined {
    return readNumber(text, this.places());
  }
}
