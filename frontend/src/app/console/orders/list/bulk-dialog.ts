import { Component, computed, inject, signal } from '@angular/core';
import { FormField, maxLength, required } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import type { OrderListItem } from '@verstak/api';
import { DateField } from '../../../ui/fields/date-field';
import type { Option } from '../../../ui/fields/select-base';
import { SelectField } from '../../../ui/fields/select-field';
import { TextField } from '../../../ui/fields/text-field';
import { FormDialog } from '../../../ui/dialogs/form-dialog';
import { formSession } from '../../../ui/forms/form-session';
import { MAX_REASON } from '../steps/step-words';

/** What is to become another of several orders. */
export interface BulkQuestion {
  kind: 'status' | 'dueAt' | 'masterId';
  rows: readonly OrderListItem[];
  /** What can be chosen; of a day nothing. */
  options: readonly Option[];
  /** What an order has now, in words. */
  before: (row: OrderListItem) => string;
  /** What it will have, in words; nothing where it is left alone. */
  after: (row: OrderListItem, chosen: string) => string | undefined;
  /** Whether this choice asks why. */
  asksReason?: (chosen: string) => boolean;
}

/** What was chosen: a status, a day or a master, with the reason where one was asked for. */
export interface BulkAnswer {
  chosen: string;
  reason: string;
}

/** Asks what several orders are to have, and shows what each has before and after. */
@Component({
  selector: 'app-bulk-dialog',
  imports: [FormDialog, DateField, FormField, SelectField, TextField, TranslocoPipe],
  templateUrl: './bulk-dialog.html',
  styleUrl: './bulk-dialog.scss',
})
export class BulkDialog {
  private readonly dialog = inject<MatDialogRef<BulkDialog, BulkAnswer>>(MatDialogRef);
  protected readonly question = inject<BulkQuestion>(MAT_DIALOG_DATA);
  protected readonly words = `orders.bulk.${this.question.kind}`;

  private readonly answer = signal<BulkAnswer>({ chosen: '', reason: '' });
  protected readonly session = formSession(this.answer, {
    rules: (path) => {
      if (this.question.kind !== 'dueAt') required(path.chosen);
      maxLength(path.reason, MAX_REASON);
    },
    save: async (answer) => this.dialog.close(answer),
    label: 'orders.bulk.change',
    isModal: true,
  });
  protected readonly asksReason = computed(() => this.question.asksReason?.(this.answer().chosen) ?? false);
  protected readonly lines = computed(() => {
    const { chosen } = this.answer();
    return this.question.rows.map((row) => {
      const isAsked = chosen || this.question.kind === 'dueAt';
      const after = isAsked ? this.question.after(row, chosen) : undefined;
      const before = this.question.before(row);
      return { row, before, after: after === before ? undefined : after, isLeft: isAsked && after === undefined };
    });
  });
  protected readonly changed = computed(() => this.lines().filter(({ after }) => after !== undefined).length);
}
