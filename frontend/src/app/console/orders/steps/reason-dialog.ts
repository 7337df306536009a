import { Component, inject, resource, signal } from '@angular/core';
import { FormField, FormRoot, maxLength } from '@angular/forms/signals';
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
import { OrdersService } from '@verstak/api';
import type { OrderStatus } from '@verstak/domain';
import { TextField } from '../../../ui/fields/text-field';
import { formSession } from '../../../ui/forms/form-session';
import { ConsequenceList } from './consequence-list';
import { MAX_REASON } from './step-words';

/** Asks why an order is held or cancelled; the reason may stay empty. Closes with it, or with nothing to go back. */
@Component({
  selector: 'app-reason-dialog',
  imports: [
    ConsequenceList,
    FormField,
    FormRoot,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    TextField,
    TranslocoPipe,
  ],
  template: `
    <h2 mat-dialog-title>{{ words + '.title' | transloco: { number: given.number } }}</h2>
    <form [formRoot]="session.form">
      <mat-dialog-content>
        <p>{{ words + '.text' | transloco }}</p>
        <ui-text-field [rows]="2" [label]="'orders.reason' | transloco" [formField]="session.form.reason" />
        <app-consequence-list [consequences]="preview.hasValue() ? preview.value().consequences : undefined" />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button mat-button type="button" mat-dialog-close>{{ 'ui.back' | transloco }}</button>
        <button mat-flat-button>{{ words + '.action' | transloco }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    p {
      margin-bottom: 16px;
    }
  `,
})
export class ReasonDialog {
  private readonly orders = inject(OrdersService);
  private readonly dialog = inject<MatDialogRef<ReasonDialog, string>>(MatDialogRef);
  protected readonly given = inject<{ id: string; number: number; to: OrderStatus }>(MAT_DIALOG_DATA);
  /** What the step will bring about; a step that would be refused is refused when it is taken. */
  protected readonly preview = resource({
    loader: () => this.orders.previewOrderStep({ id: this.given.id, body: { status: this.given.to } }),
  });
  protected readonly words = `orders.ask.${this.given.to}`;
  protected readonly session = formSession(signal({ reason: '' }), {
    rules: (path) => maxLength(path.reason, MAX_REASON),
    save: async ({ reason }) => this.dialog.close(reason.trim()),
    label: `${this.words}.action`,
    isModal: true,
  });
}
