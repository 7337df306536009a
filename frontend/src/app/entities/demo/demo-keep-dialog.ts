import { Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import {
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { useDialogAct } from '../../core/keyboard/shortcuts';

/** Asks whether the people of a demo that is kept may sign in on; closes with that. */
@Component({
  selector: 'app-demo-keep-dialog',
  imports: [MatButton, MatCheckbox, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle, TranslocoPipe],
  template: `
    <h2 mat-dialog-title>{{ 'demo.keep.title' | transloco }}</h2>
    <mat-dialog-content>
      <p>{{ 'demo.keep.text' | transloco }}</p>
      <mat-checkbox [checked]="locksPeople()" (change)="locksPeople.set($event.checked)">
        {{ 'demo.keep.lock' | transloco }}
      </mat-checkbox>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button mat-button type="button" mat-dialog-close>{{ 'ui.cancel' | transloco }}</button>
      <button mat-flat-button type="button" (click)="keep()">
        {{ 'demo.keep.confirm' | transloco }}
      </button>
    </mat-dialog-actions>
  `,
})
export class DemoKeepDialog {
  private readonly dialog = inject<MatDialogRef<DemoKeepDialog, { locksPeople: boolean }>>(MatDialogRef);
  protected readonly locksPeople = signal(true);

  constructor() {
    useDialogAct('demo.keep.confirm', () => this.keep());
  }

  protected keep(): void {
    this.dialog.close({ locksPeople: this.locksPeople() });
  }
}
