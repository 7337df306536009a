import { Component, type ElementRef, input, model, viewChild } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { FieldBase } from './field-base';
import type { Option } from './select-base';

/** Text in a cell of an editable table, growing with what is typed where it is `multiline`. */
@Component({
  selector: 'ui-text-cell',
  template: `
    @if (multiline()) {
      <textarea
        #control
        class="cell"
        rows="1"
        [attr.aria-label]="label()"
        [attr.aria-invalid]="errorText() ? true : null"
        [attr.aria-describedby]="describedBy() || null"
        [attr.maxlength]="limit()"
        [placeholder]="hint()"
        [value]="value()"
        [disabled]="disabled()"
        (input)="value.set(control.value)"
        (blur)="blur()"
      ></textarea>
    } @else {
      <input
        #control
        class="cell"
        autocomplete="off"
        [attr.aria-label]="label()"
        [attr.aria-invalid]="errorText() ? true : null"
        [attr.aria-describedby]="describedBy() || null"
        [attr.maxlength]="limit()"
        [placeholder]="hint()"
        [value]="value()"
        [disabled]="disabled()"
        (input)="value.set(control.value)"
        (blur)="blur()"
      />
    }
  `,
  styleUrl: './cell.scss',
})
export class TextCell extends FieldBase implements FormValueControl<string> {
  readonly value = model('');
  readonly multiline = input(false);
  readonly limit = input(200);
  /** Id of what says more of the cell, such as what is wrong with it. */
  readonly describedBy = input('');
  private readonly control = viewChild<ElementRef<HTMLElement>>('control');

  focus(options?: FocusOptions): void {
    this.control()?.nativeElement.focus(options);
  }
}

/** A choice of one among few in a cell; the browser's own list, which every device shows well. */
@Component({
  selector: 'ui-select-cell',
  template: `
    <select
      #control
      class="cell"
      [attr.aria-label]="label()"
      [attr.aria-invalid]="errorText() ? true : null"
      [attr.aria-describedby]="describedBy() || null"
      [disabled]="disabled()"
      (change)="value.set(control.value)"
      (blur)="blur()"
    >
      <option value="" [selected]="value() === ''">{{ hint() }}</option>
      @for (option of options(); track option.value) {
        <option [value]="option.value" [selected]="value() === option.value">{{ option.label }}</option>
      }
    </select>
  `,
  styleUrl: './cell.scss',
})
export class SelectCell extends FieldBase implements FormValueControl<string> {
  readonly value = model('');
  readonly options = input.required<readonly Option[]>();
  /** Id of what says more of the cell, such as what is wrong with it. */
  readonly describedBy = input('');
  private readonly control = viewChild<ElementRef<HTMLElement>>('control');

  focus(options?: FocusOptions): void {
    this.control()?.nativeElement.focus(options);
  }
}
