import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { useDialogAct } from '../../core/keyboard/shortcuts';

/** A question before an act; all words are translation keys. */
export interface Confirmation {
  title: string;
  text?: string;
  /** What the button does: `clients.delete`, never just “OK”. */
  action: string;
  cancel?: string;
  params?: Record<string, unknown>;
  /** The act destroys something. */
  isDestructive?: boolean;
}

/** Asks and gives whether the person agreed. */
@Component({
  selector: 'ui-confirm-dialog',
  imports: [MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle, TranslocoPipe],
  template: `
    <h2 mat-dialog-title>{{ question.title | transloco: question.params }}</h2>
    @if (question.text; as text) {
      <mat-dialog-content>{{ text | transloco: question.params }}</mat-dialog-content>
    }
    <mat-dialog-actions align="end">
      <button mat-button type="button" [mat-dialog-close]="false">
        {{ question.cancel ?? 'ui.cancel' | transloco }}
      </button>
      <button mat-flat-button type="button" [class.bad]="question.isDestructive" [mat-dialog-close]="true">
        {{ question.action | transloco: question.params }}
      </button>
    </mat-dialog-actions>
  `,
  styles: `
    .bad {
      --mat-button-filled-container-color: var(--mat-sys-error);
      --mat-button-filled-label-text-color: var(--mat-sys-on-error);
    }
  `,
})
export class ConfirmDialog {
  protected readonly question = inject<Confirmation>(MAT_DIALOG_DATA);

  constructor() {
    const dialog = inject<MatDialogRef<ConfirmDialog, boolean>>(MatDialogRef);
    useDialogAct(this.question.action, () => dialog.close(true));
  }
}
