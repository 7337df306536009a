import { Component, type ElementRef, computed, input, model, signal, viewChild } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { MatAutocomplete, MatAutocompleteTrigger, MatOption } from '@angular/material/autocomplete';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { ErrorState } from './error-state';
import { FieldBase } from './field-base';

/** Text for which a few usual values are offered; whatever else is typed stays as it is. */
@Component({
  selector: 'ui-suggest-field',
  imports: [
    ErrorState,
    MatAutocomplete,
    MatAutocompleteTrigger,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    MatOption,
  ],
  template: `
    <mat-form-field appearance="outline" subscriptSizing="dynamic">
      <mat-label>{{ label() }}</mat-label>
      <input
        #control
        matInput
        autocomplete="off"
        [matAutocomplete]="list"
        [value]="value()"
        [disabled]="disabled()"
        [required]="required()"
        [attr.maxlength]="maxLength() ?? null"
        [uiErrorState]="errorText() !== ''"
        (focus)="typed.set('')"
        (input)="type(control.value)"
        (blur)="blur()"
      />
      <mat-autocomplete #list="matAutocomplete" (optionSelected)="value.set($event.option.value)">
        @for (option of shown(); track option) {
          <mat-option [value]="option" (mousedown)="$event.preventDefault()">{{ option }}</mat-option>
        }
      </mat-autocomplete>
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
export class SuggestField extends FieldBase implements FormValueControl<string> {
  readonly value = model('');
  readonly options = input.required<readonly string[]>();
  readonly maxLength = input<number | undefined>();
  private readonly control = viewChild<ElementRef<HTMLElement>>('control');

  /** What was typed since the field was entered; all values are offered before. */
  protected readonly typed = signal('');
  protected readonly shown = computed(() => {
    const typed = this.typed().trim().toLowerCase();
    return this.options().filter((option) => option.toLowerCase().startsWith(typed));
  });

  focus(options?: FocusOptions): void {
    this.control()?.nativeElement.focus(options);
  }

  protected type(text: string): void {
    this.typed.set(text);
    this.value.set(text);
  }
}
