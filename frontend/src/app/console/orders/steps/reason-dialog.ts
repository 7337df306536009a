import { Component, inject, resource, signal } from '@angular/core';
import { FormField, maxLength } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { OrdersService } from '@verstak/api';
import type { OrderStatus } from '@verstak/domain';
import { TextField } from '../../../ui/fields/text-field';
import { FormDialog } from '../../../ui/dialogs/form-dialog';
import { formSession } from '../../../ui/forms/form-session';
import { ConsequenceList } from './consequence-list';
import { MAX_REASON } from './step-words';

/** Asks why an order is held or cancelled; the reason may stay empty. Closes with it, or with nothing to go back. */
@Component({
  selector: 'app-reason-dialog',
  imports: [FormDialog, ConsequenceList, FormField, TextField, TranslocoPipe],
  template: `
    <ui-form-dialog
      [session]="session"
      [heading]="words + '.title' | transloco: { number: given.number }"
      [action]="words + '.action' | transloco"
      [leaving]="'ui.back' | transloco"
    >
      <p>{{ words + '.text' | transloco }}</p>
      <ui-text-field [rows]="2" [label]="'orders.reason' | transloco" [formField]="session.form.reason" />
      <app-consequence-list [consequences]="preview.hasValue() ? preview.value().consequences : undefined" />
    </ui-form-dialog>
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
