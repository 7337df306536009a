import { Component, computed, inject, signal } from '@angular/core';
import { FormField, applyEach, max, maxLength, min, required, validate } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { RequestsService, type SupplyRequest } from '@verstak/api';
import { MAX_MONEY, outstandingOf } from '@verstak/domain';
import { Session } from '../../core/session/session';
import { Workshop } from '../../core/workshop/workshop';
import { DateField } from '../../ui/fields/date-field';
import { MoneyField } from '../../ui/fields/money-field';
import { NumberField } from '../../ui/fields/number-field';
import { TextField } from '../../ui/fields/text-field';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { formSession } from '../../ui/forms/form-session';
import { linePath, placesOf } from '../../ui/forms/line-path';
import { QuantityPipe } from '../../ui/pipes/format-pipes';

interface ReceivedLine {
  itemId: string;
  quantity: number | null;
  unitCost: number | null;
}

/** Receives what came of a request: all that is still to come, unless told otherwise. Closes with the request. */
@Component({
  selector: 'app-receive-dialog',
  imports: [DateField, FormDialog, FormField, MoneyField, NumberField, QuantityPipe, TextField, TranslocoPipe],
  template: `
    <ui-form-dialog
      icon="download"
      [session]="session"
      [heading]="'requests.receiving' | transloco: request"
      [action]="'requests.receive' | transloco"
      [isReady]="filled().length > 0"
    >
      <div class="head">
        <ui-date-field [label]="'requests.field.day' | transloco" [formField]="session.form.day" />
        <ui-text-field [label]="'requests.field.document' | transloco" [formField]="session.form.note" />
      </div>
      @for (item of items; track item.id; let index = $index) {
        @if (session.form.lines[index]; as line) {
          <fieldset>
            <legend>
              {{ item.name }}
              <span class="muted">{{
                'requests.outstanding' | transloco: { quantity: leftOf(item) | quantity: item.unit }
              }}</span>
            </legend>
            <ui-number-field
              [label]="'requests.field.came' | transloco"
              [suffix]="item.unit"
              [formField]="line.quantity"
            />
            @if (hasPrices && item.stockItemId) {
              <ui-money-field [label]="'requests.line.price' | transloco" [formField]="line.unitCost" />
            }
          </fieldset>
        }
      }
    </ui-form-dialog>
  `,
  styles: `
    .head,
    fieldset {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 200px), 1fr));
      gap: 8px 16px;
    }
    fieldset {
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
export class ReceiveDialog {
  private readonly api = inject(RequestsService);
  private readonly dialog = inject<MatDialogRef<ReceiveDialog, SupplyRequest>>(MatDialogRef);
  protected readonly request = inject<SupplyRequest>(MAT_DIALOG_DATA);
  private readonly today = inject(Workshop).today();
  protected readonly hasPrices = inject(Session).can('stock:cost');

  /** What is still to come first; of a closed request all, for what came nonetheless. */
  protected readonly items = this.request.items.filter(
    (item) => outstandingOf(item) > 0 || this.request.status !== 'in_process',
  );
  protected readonly leftOf = outstandingOf;
  private readonly draft = signal({
    day: this.today,
    note: '',
    lines: this.items.map((item): ReceivedLine => ({
      itemId: item.id,
      quantity: outstandingOf(item) || null,
      unitCost: item.price ?? null,
    })),
  });
  protected readonly filled = computed(() => this.draft().lines.filter(({ quantity }) => (quantity ?? 0) > 0));
  protected readonly session = formSession(this.draft, {
    rules: (path) => {
      required(path.day);
      validate(path.day, ({ value }) => (value() > this.today ? { kind: 'future' } : null));
      maxLength(path.note, 500);
      applyEach(path.lines, (line) => {
        min(line.quantity, 0);
        max(line.quantity, 1_000_000);
        min(line.unitCost, 0);
        max(line.unitCost, MAX_MONEY);
      });
    },
    placed: (path) => linePath(path, 'lines', placesOf(this.filled(), this.draft().lines)),
    first: (form) => form.lines[0]?.quantity,
    label: 'requests.receive',
    isModal: true,
    save: async ({ day, note }) => {
      const lines = this.filled().map(({ itemId, quantity, unitCost }) => ({
        itemId,
        quantity: quantity ?? 0,
        ...(unitCost !== null && this.hasPrices && { unitCost }),
      }));
      const body = { day, lines, ...(note.trim() && { note: note.trim() }) };
      this.dialog.close(await this.api.receiveRequest({ id: this.request.id, body }));
    },
  });
}
