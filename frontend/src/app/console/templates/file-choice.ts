import { Component, type ElementRef, input, output, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';

/** A button that lets somebody choose a file of Word. */
@Component({
  selector: 'app-file-choice',
  imports: [MatButton, MatIcon],
  template: `
    <button mat-stroked-button type="button" (click)="control().nativeElement.click()">
      <mat-icon svgIcon="upload" />{{ label() }}
    </button>
    <input #control hidden type="file" accept=".docx,.dotx" (change)="take()" />
  `,
})
export class FileChoice {
  /** Translated already. */
  readonly label = input.required<string>();
  readonly chosen = output<File>();
  protected readonly control = viewChild.required<ElementRef<HTMLInputElement>>('control');

  protected take(): void {
    const { nativeElement } = this.control();
    const [file] = nativeElement.files ?? [];
    nativeElement.value = '';
    if (file) this.chosen.emit(file);
  }
}
