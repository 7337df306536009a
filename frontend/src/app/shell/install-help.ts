import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import type { InstallWay } from '../core/platform/install-prompt';

/** How to install the product where the browser does not ask by itself. */
@Component({
  selector: 'app-install-help',
  imports: [MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle, TranslocoPipe],
  template: `
    <h2 mat-dialog-title>{{ 'shell.install' | transloco }}</h2>
    <mat-dialog-content>{{ 'shell.installWay.' + way | transloco }}</mat-dialog-content>
    <mat-dialog-actions align="end">
      <button mat-button type="button" mat-dialog-close>{{ 'ui.close' | transloco }}</button>
    </mat-dialog-actions>
  `,
})
export class InstallHelp {
  protected readonly way = inject<InstallWay>(MAT_DIALOG_DATA);
}
