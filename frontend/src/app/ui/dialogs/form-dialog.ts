import { Component, input } from '@angular/core';
import { FormRoot } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { FormProblem } from '../forms/form-problem';
import type { FormSession } from '../forms/form-session';

/**
 * The form of a dialog: its title, what was refused, the fields, and its acts: to leave, `[slot=acts]`, and what the
 * form is for. All words are translated already.
 */
@Component({
  selector: 'ui-form-dialog',
  imports: [
    FormProblem,
    FormRoot,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    MatIcon,
    TranslocoPipe,
  ],
  template: `
    <h2 mat-dialog-title>{{ heading() }}</h2>
    <form [formRoot]="session().form">
      <mat-dialog-content>
        <ui-form-problem [session]="session()" />
        <ng-content />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button mat-button type="button" mat-dialog-close>{{ leaving() || ('ui.cancel' | transloco) }}</button>
        <ng-content select="[slot=acts]" />
        <button
          mat-flat-button
          [disabled]="session().isSaving() || !isReady()"
          [disabledInteractive]="!isReady()"
          [attr.aria-describedby]="describedBy()"
        >
          @if (icon(); as icon) {
            <mat-icon [svgIcon]="icon" />
          }
          {{ action() }}
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    :host {
      display: contents;
    }
    mat-dialog-content {
      display: grid;
      gap: 16px;
      padding-top: 8px;
    }
    mat-dialog-actions {
      row-gap: 8px;
    }
  `,
})
export class FormDialog<T> {
  readonly session = input.required<FormSession<T>>();
  readonly heading = input.required<string>();
  /** What the form does: “Add”, never just “OK”. */
  readonly action = input.required<string>();
  readonly icon = input<string>();
  /** What leaving it is called; by default “Cancel”. */
  readonly leaving = input('');
  /** Whether what it does can be done as it stands; what tells why not has the id `describedBy`. */
  readonly isReady = input(true);
  readonly describedBy = input<string>();
}
