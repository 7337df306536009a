import { Component, type ElementRef, computed, input, model, viewChild } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { ErrorState } from './error-state';
import { FieldBase } from './field-base';

/** Text of one line, or of several with `rows`. */
@Component({
  selector: 'ui-text-field',
  imports: [ErrorState, MatError, MatFormField, MatHint, MatInput, MatLabel],
  template: `
    <mat-form-field appearance="outline" subscriptSizing="dynamic">
      <mat-label>{{ label() }}</mat-label>
      @if (rows() > 1) {
        <textarea
          #control
          matInput
          [rows]="rows()"
          [value]="value()"
          [disabled]="disabled()"
          [required]="required()"
          [attr.maxlength]="limit()"
          [uiErrorState]="errorText() !== ''"
          (input)="value.set(control.value)"
          (blur)="blur()"
        ></textarea>
      } @else {
        <input
          #control
          matInput
          [type]="type()"
          [value]="value()"
          [disabled]="disabled()"
          [required]="required()"
          [attr.maxlength]="limit()"
          [attr.autocomplete]="autocomplete()"
          [attr.inputmode]="inputMode()"
          [attr.autocapitalize]="autocomplete() === 'username' ? 'none' : null"
          [uiErrorState]="errorText() !== ''"
          (input)="value.set(control.value)"
          (blur)="blur()"
        />
      }
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
export class TextField extends FieldBase implements FormValueControl<string> {
  readonly value = model('');
  readonly type = input<'text' | 'email' | 'password' | 'tel' | 'search'>('text');
  readonly rows = input(1);
  readonly autocomplete = input('off');
  readonly maxLength = input<number | undefined>();
  private readonly control = viewChild<ElementRef<HTMLElement>>('control');

  protected readonly limit = computed(() => this.maxLength() ?? null);
  protected readonly inputMode = computed(() => (this.type() === 'text' ? null : this.type()));

  focus(options?: FocusOptions): void {
    this.control()?.nativeElement.focus(options);
  }
}
