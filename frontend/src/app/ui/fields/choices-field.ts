import { Component, input, model, viewChild } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { MatOption } from '@angular/material/core';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatSelect } from '@angular/material/select';
import { ErrorState } from './error-state';
import { FieldBase } from './field-base';
import type { Option } from './select-field';

/** A choice of some among few. */
@Component({
  selector: 'ui-choices-field',
  imports: [ErrorState, MatError, MatFormField, MatHint, MatLabel, MatOption, MatSelect],
  template: `
    <mat-form-field appearance="outline" subscriptSizing="dynamic">
      <mat-label>{{ label() }}</mat-label>
      <mat-select
        multiple
        [value]="value()"
        [disabled]="disabled()"
        [uiErrorState]="errorText() !== ''"
        (selectionChange)="value.set($event.value)"
        (openedChange)="$event || blur()"
      >
        @for (option of options(); track option.value) {
          <mat-option [value]="option.value">{{ option.label }}</mat-option>
        }
      </mat-select>
      @if (errorText(); as text) {
        <mat-error>{{ text }}</mat-error>
      }
      @if (hint()) {
        <mat-hint>{{ hint() }}</mat-hint>
      }
    </mat-form-field>
  `,
  styleUrl: './field.scss',
})
export class ChoicesField extends FieldBase implements FormValueControl<string[]> {
  readonly value = model<string[]>([]);
  readonly options = input.required<readonly Option[]>();
  private readonly control = viewChild.required(MatSelect);

  focus(options?: FocusOptions): void {
    this.control().focus(options);
  }
}
