import { Component, model } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { MatOption } from '@angular/material/core';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatSelect } from '@angular/material/select';
import { ErrorState } from './error-state';
import { SelectBase } from './select-base';

/** A choice of one among few. */
@Component({
  selector: 'ui-select-field',
  imports: [ErrorState, MatError, MatFormField, MatHint, MatLabel, MatOption, MatSelect],
  templateUrl: './select-field.html',
  styleUrl: './field.scss',
})
export class SelectField extends SelectBase<string> implements FormValueControl<string> {
  readonly value = model('');
  protected readonly isMultiple = false;
}
