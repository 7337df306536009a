import { Component, input, model, viewChild } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { MatOption } from '@angular/material/core';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatSelect } from '@angular/material/select';
import { ErrorState } from './error-state';
import { FieldBase } from './field-base';

/** One of a few, with a label already translated. */
export interface Option {
  value: string;
  label: string;
}

/** A choice of one among few. */
@Component({
  selector: 'ui-select-field',
  imports: [ErrorState, MatError, MatFormField, MatHint, MatLabel, MatOption, MatSelect],
  template: `
    <mat-form-field appearance="outline" subscriptSizing="dynamic">
      <mat-label>{{ label() }}</mat-label>
      <mat-select
        [aria-label]="longLabel()"
        [value]="value()"
        [disabled]="disabled()"
        [required]="required()"
        [uiErrorState]="errorText() !== ''"
        (selectionChange)="value.set($event.value)"
        (openedChange)="$event || blur()"
      >
        @if (emptyLabel(); as empty) {
          <mat-option value="">{{ empty }}</mat-option>
        }
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
export class SelectField extends FieldBase implements FormValueControl<string> {
  readonly value = model('');
  readonly options = input.required<readonly Option[]>();
  /** Says more to those who do not see what stands beside the field. */
  readonly longLabel = input('');
  /** Offers to choose nothing, in these words. */
  readonly emptyLabel = input('');
  private readonly control = viewChild.required(MatSelect);

  focus(options?: FocusOptions): void {
    this.control().focus(options);
  }
}
