import type { ElementRef } from '@angular/core';
import { Component, afterNextRender, input, model, output, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoPipe } from '@jsverse/transloco';

/** Where a master writes what should be known of a part. */
@Component({
  selector: 'app-note-editor',
  imports: [MatButton, TranslocoPipe],
  template: `
    <label>
      <span>{{ label() }}</span>
      <textarea
        #field
        rows="3"
        [attr.maxlength]="longest()"
        [value]="text()"
        (input)="text.set(field.value)"
        (keydown.control.enter)="saved.emit()"
        (keydown.escape)="left.emit()"
      ></textarea>
    </label>
    <button mat-flat-button type="button" (click)="saved.emit()">{{ action() }}</button>
    <button mat-button type="button" (click)="left.emit()">{{ 'ui.cancel' | transloco }}</button>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      --mat-button-filled-container-height: 48px;
      --mat-button-text-container-height: 48px;
    }
    label {
      display: grid;
      flex: 1 0 100%;
      gap: 4px;
      font-size: 16px;
    }
    textarea {
      width: 100%;
      padding: 10px 12px;
      border: 1px solid var(--mat-sys-outline);
      border-radius: 8px;
      background: var(--mat-sys-surface-container-lowest);
      color: inherit;
      font: inherit;
      font-size: 18px;
      line-height: 26px;
      resize: vertical;
    }
  `,
})
export class NoteEditor {
  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');

  /** What is asked, and what saves it. */
  readonly label = input.required<string>();
  readonly action = input.required<string>();
  readonly text = model.required<string>();
  readonly longest = input(2_000);
  readonly saved = output();
  readonly left = output();

  constructor() {
    afterNextRender(() => this.field().nativeElement.focus());
  }
}
