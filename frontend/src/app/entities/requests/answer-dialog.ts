import { Component, computed, inject, signal } from '@angular/core';
import { FormField, applyEach, max, maxLength, min, required } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import type { RequestAnswering, RequestItemAnswer } from '@verstak/api';
import { MAX_MONEY, REQUEST_ANSWERS } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { DateField } from '../../ui/fields/date-field';
import { MoneyField } from '../../ui/fields/money-field';
import type { Option } from '../../ui/fields/select-base';
import { SelectField } from '../../ui/fields/select-field';
import { TextField } from '../../ui/fields/text-field';
import { formSession } from '../../ui/forms/form-session';
import { linePath, placesOf } from '../../ui/forms/line-path';
import { QuantityPipe } from '../../ui/pipes/format-pipes';
import { type ShownRequest, seesPrices } from './request-items';

/** Which request is answered, what that is called, and how it is sent. */
export interface AnswerTask<R extends ShownRequest> {
  request: R;
  /** Translation key. */
  heading: string;
  /** Who declines says why. */
  needsReason?: boolean;
  answer: (body: RequestAnswering) => Promise<R>;
}

interface AnswerLine {
  itemId: string;
  /** Empty where nothing was said. */
  answer: string;
  price: number | null;
  promisedDay: string;
  sentDay: string;
  declineReason: string;
}

/** Notes what a supplier says of the items of a request, at the desk or by telephone. Closes with the request. */
@Component({
  selector: 'app-answer-dialog',
  imports: [DateField, FormDialog, FormField, MoneyField, QuantityPipe, SelectField, TextField, TranslocoPipe],
  template: `
    <ui-form-dialog
      [session]="session"
      [heading]="task.heading | transloco: { number: request.number }"
      [action]="'ui.save' | transloco"
      [isReady]="said().length > 0"
    >
      @for (item of request.items; track item.id; let index = $index) {
        @if (session.form.lines[index]; as line) {
          <fieldset>
            <legend>
              {{ item.name }} <span class="muted">{{ item.quantity | quantity: item.unit }}</span>
            </legend>
            <ui-select-field
              [label]="'requests.field.answer' | transloco"
              [options]="answers"
              [formField]="line.answer"
            />
            @if (line.answer().value() === 'declined') {
              <ui-text-field [label]="'requests.line.declineReason' | transloco" [formField]="line.declineReason" />
            } @else {
              <ui-date-field [label]="'requests.line.promisedDay' | transloco" [formField]="line.promisedDay" />
              @if (hasPrices) {
                <ui-money-field [label]="'requests.line.price' | transloco" [formField]="line.price" />
              }
              <ui-date-field [label]="'requests.line.sentDay' | transloco" [formField]="line.sentDay" />
            }
          </fieldset>
        }
      }
    </ui-form-dialog>
  `,
  styles: `
    fieldset {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 180px), 1fr));
      gap: 8px 16px;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0 0 8px;
      font-weight: 550;
      overflow-wrap: anywhere;
    }
    legend .muted {
      font-weight: 400;
    }
  `,
})
export class AnswerDialog {
  private readonly dialog = inject<MatDialogRef<AnswerDialog, ShownRequest>>(MatDialogRef);
  private readonly i18n = inject(I18n);
  protected readonly task = inject<AnswerTask<ShownRequest>>(MAT_DIALOG_DATA);
  protected readonly request = this.task.request;
  protected readonly hasPrices = seesPrices(inject(Session));
  protected readonly answers: readonly Option[] = [
    { value: '', label: this.i18n.t('requests.itemState.waiting') },
    ...REQUEST_ANSWERS.map((value) => ({ value, label: this.i18n.t(`requests.itemState.${value}`) })),
  ];

  private readonly before: readonly AnswerLine[] = this.request.items.map((item) => ({
    itemId: item.id,
    answer: item.answer ?? '',
    price: item.price ?? null,
    promisedDay: item.promisedDay ?? '',
    sentDay: item.sentDay ?? '',
    declineReason: item.declineReason ?? '',
  }));
  private readonly draft = signal({ lines: this.before.map((line) => ({ ...line })) });
  /** The items of which something else is said than before. */
  protected readonly said = computed(() =>
    this.draft().lines.filter((line, index) => JSON.stringify(line) !== JSON.stringify(this.before[index])),
  );
  protected readonly session = formSession(this.draft, {
    rules: (path) =>
      applyEach(path.lines, (line) => {
        maxLength(line.declineReason, 500);
        if (this.task.needsReason)
          required(line.declineReason, { when: ({ valueOf }) => valueOf(line.answer) === 'declined' });
        min(line.price, 0);
        max(line.price, MAX_MONEY);
      }),
    placed: (path) => linePath(path, 'items', placesOf(this.said(), this.draft().lines), 'lines'),
    first: (form) => form.lines[0]?.answer,
    isModal: true,
    save: async () => {
      const items = this.said().map((line) => this.answerOf(line));
      const body = { items, version: this.request.version };
      this.dialog.close(await this.task.answer(body));
    },
  });

  private answerOf({ itemId, answer, price, promisedDay, sentDay, declineReason }: AnswerLine): RequestItemAnswer {
    if (answer === 'declined')
      return { itemId, answer, ...(declineReason.trim() && { declineReason: declineReason.trim() }) };
    const isAccepted = answer === 'accepted' || promisedDay !== '' || sentDay !== '';
    return {
      itemId,
      ...(isAccepted && { answer: 'accepted' as const }),
      ...(price !== null && this.hasPrices && { price }),
      ...(promisedDay && { promisedDay }),
      ...(sentDay && { sentDay }),
    };
  }
}
