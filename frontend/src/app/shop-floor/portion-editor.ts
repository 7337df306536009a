import { Component, input, output, signal } from '@angular/core';
import { FormField, form, max, min, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { TranslocoPipe } from '@jsverse/transloco';
import { NumberField } from '../ui/fields/number-field';

const LEAST = 0.001;

/** How many pieces of a portion are good. */
@Component({
  selector: 'app-portion-editor',
  imports: [FormField, MatButton, NumberField, TranslocoPipe],
  template: `
    <form (submit)="save($event)">
      <ui-number-field [label]="'queue.portion.label' | transloco" [suffix]="unit()" [formField]="form.good" />
      <button mat-flat-button>{{ 'queue.portion.save' | transloco }}</button>
      <button mat-button type="button" (click)="left.emit()">{{ 'ui.cancel' | transloco }}</button>
    </form>
  `,
  styles: `
    :host {
      flex: 1 0 100%;
    }
    form {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
    ui-number-field {
      flex: 1 0 100%;
    }
  `,
})
export class PortionEditor {
  /** Pieces that are left. */
  readonly most = input.required<number>();
  readonly unit = input.required<string>();
  readonly saved = output<number>();
  readonly left = output();

  private readonly typed = signal<{ good: number | null }>({ good: null });
  protected readonly form = form(this.typed, (path) => {
    required(path.good);
    min(path.good, LEAST);
    max(path.good, () => this.most());
  });

  protected save(event: Event): void {
    event.preventDefault();
    const { good } = this.typed();
    this.form().markAsTouched();
    if (good !== null && this.form().valid()) this.saved.emit(good);
  }
}
