import { Component, computed, inject, signal } from '@angular/core';
import { FormField, maxLength, min, required, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Money, PAYMENT_METHODS, type PaymentMethod } from '@verstak/domain';
import { I18n } from '../../../core/i18n/i18n';
import { Workshop } from '../../../core/workshop/workshop';
import { DateField } from '../../../ui/fields/date-field';
import { MoneyField } from '../../../ui/fields/money-field';
import { SelectField } from '../../../ui/fields/select-field';
import { TextField } from '../../../ui/fields/text-field';
import { FormDialog } from '../../../ui/dialogs/form-dialog';
import { formSession } from '../../../ui/forms/form-session';
import { MoneyPipe } from '../../../ui/pipes/format-pipes';

/** Money as it is told in the dialog. */
export interface Transfer {
  amount: Money;
  method: PaymentMethod;
  day: string;
  note?: string;
}

/** What is typed. */
interface Told {
  amount: Money | null;
  method: PaymentMethod;
  day: string;
  note: string;
}

/** What the dialog is for. */
export interface PaymentTask<T = unknown> {
  /** Keys of translations. */
  title: string;
  action: string;
  /** What the sum starts with, minor units. */
  amount: Money;
  method: PaymentMethod;
  /** What is still to be paid; more than that is told. */
  due?: Money;
  /** The most that can be given back. */
  most?: Money;
  /** Offers to go on without a payment, in these words. */
  without?: string;
  params?: Record<string, unknown>;
  send(transfer: Transfer): Promise<T>;
}

/** What came of it: what `send` gave, or that the person goes on without a payment. */
export type PaymentResult<T> = { sent: T } | 'without';

/** Takes money or gives it back: how much, how, on which day. Closes once it was sent. */
@Component({
  selector: 'app-payment-dialog',
  imports: [FormDialog, DateField, FormField, MatButton, MoneyField, MoneyPipe, SelectField, TextField, TranslocoPipe],
  templateUrl: './payment-dialog.html',
  styleUrl: './payment-dialog.scss',
})
export class PaymentDialog {
  private readonly dialog = inject<MatDialogRef<PaymentDialog, PaymentResult<unknown>>>(MatDialogRef);
  private readonly workshop = inject(Workshop);
  private readonly i18n = inject(I18n);
  protected readonly task = inject<PaymentTask>(MAT_DIALOG_DATA);

  protected readonly methods = PAYMENT_METHODS.map((value) => ({
    value,
    label: this.i18n.t(`payments.method.${value}`),
  }));
  private readonly told = signal<Told>({
    amount: this.task.amount,
    method: this.task.method,
    day: this.workshop.today(),
    note: '',
  });
  protected readonly session = formSession(this.told, {
    rules: (path) => {
      required(path.amount);
      min(path.amount, 1);
      validate(path.amount, ({ value }) =>
        (value() ?? 0) > (this.task.most ?? Infinity) ? { kind: 'tooMuch' } : null,
      );
      required(path.day);
      validate(path.day, ({ value }) => (value() > this.workshop.today() ? { kind: 'future' } : null));
      maxLength(path.note, 500);
    },
    save: () => this.send(),
    placed: (path) => path.replace(/^payment\./, ''),
    first: (form) => form.amount,
    label: this.task.action,
    isModal: true,
  });
  /** How much more than what is due is being paid. */
  protected readonly excess = computed(() => Math.max((this.told().amount ?? 0) - (this.task.due ?? Infinity), 0));

  protected skip(): void {
    this.dialog.close('without');
  }

  private async send(): Promise<void> {
    const { amount, method, day, note } = this.told();
    const transfer = { amount: amount ?? 0, method, day, ...(note.trim() && { note: note.trim() }) };
    this.dialog.close({ sent: await this.task.send(transfer) });
  }
}
