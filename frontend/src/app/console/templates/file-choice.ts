import { Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';

/** A button that lets somebody choose a file. */
@Component({
  selector: 'app-file-choice',
  imports: [MatButton, MatIcon],
  template: `
    <button mat-stroked-button type="button" (click)="control.click()">
      <mat-icon svgIcon="upload" />{{ label() }}
    </button>
    <input #control hidden type="file" [accept]="accept()" (change)="take(control)" />
  `,
})
export class FileChoice {
  /** Translated already. */
  readonly label = input.required<string>();
  /** Endings of what can be chosen. */
  readonly accept = input('.docx,.dotx');
  readonly chosen = output<File>();

  protected take(control: HTMLInputElement): void {
    const [file] = control.files ?? [];
    // The same file may be chosen again once it was changed.
    control.value = '';
    if (file) this.chosen.emit(file);
  }
}
