import { Component, computed, inject, signal } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Movement, type StockItem, StockService } from '@verstak/api';
import { WRITE_OFF_REASONS, type WrittenMovement } from '@verstak/domain';
import { toProblem } from '../../core/http/api-problem';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { Workshop } from '../../core/workshop/workshop';
import { SupplierPicker } from '../../entities/suppliers/supplier-picker';
import { DateField } from '../../ui/fields/date-field';
import { MoneyField } from '../../ui/fields/money-field';
import { NumberField } from '../../ui/fields/number-field';
import type { Option } from '../../ui/fields/select-base';
import { SelectField } from '../../ui/fields/select-field';
import { TextField } from '../../ui/fields/text-field';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { formSession } from '../../ui/forms/form-session';
import { QuantityPipe } from '../../ui/pipes/format-pipes';
import { type MovementDraft, differenceOf, movementRules, writingOf } from './movement-draft';

/** What the dialog is for. */
export interface MovementTask {
  kind: WrittenMovement;
  item: StockItem;
}

/** Receives, writes off or counts one thing; closes with the movement. */
@Component({
  selector: 'app-movement-dialog',
  imports: [
    FormDialog,
    DateField,
    FormField,
    MoneyField,
    NumberField,
    QuantityPipe,
    SelectField,
    SupplierPicker,
    TextField,
    TranslocoPipe,
  ],
  templateUrl: './movement-dialog.html',
})
export class MovementDialog {
  private readonly api = inject(StockService);
  private readonly dialog = inject<MatDialogRef<MovementDialog, Movement>>(MatDialogRef);
  private readonly i18n = inject(I18n);
  private readonly access = inject(Session);
  private readonly today = inject(Workshop).today();
  protected readonly task = inject<MovementTask>(MAT_DIALOG_DATA);

  private readonly draft = signal<MovementDraft>({
    quantity: null,
    unitCost: null,
    supplierId:
      this.task.kind === 'receipt' && this.access.can('suppliers:read') ? (this.task.item.supplierId ?? '') : '',
    reason: '',
    note: '',
    day: this.today,
  });
  /** What should be there; another figure where it moved while it was counted. */
  protected readonly expected = signal(this.task.item.onHand);
  protected readonly difference = computed(() => differenceOf(this.draft().quantity, this.expected()));
  protected readonly reasons: readonly Option[] = WRITE_OFF_REASONS.map((value) => ({
    value,
    label: this.i18n.t(`stock.reason.${value}`),
  }));
  protected readonly can = computed(() => ({
    cost: this.task.kind === 'receipt' && this.access.can('stock:cost'),
    supplier: this.task.kind === 'receipt' && this.access.can('suppliers:read'),
  }));

  protected readonly session = formSession(this.draft, {
    rules: (path) => movementRules(path, this.task.kind, this.today),
    save: (typed) => this.write(typed),
    placed: (path) => path.replace(/^lines\.0\./u, ''),
    first: (form) => form.quantity,
    isModal: true,
  });

  private async write(typed: MovementDraft): Promise<void> {
    const { kind, item } = this.task;
    try {
      const { movements } = await this.api.writeMovements({
        body: writingOf(kind, { id: item.id, onHand: this.expected() }, typed),
      });
      this.dialog.close(movements[0]);
    } catch (error) {
      const { code, params } = toProblem(error);
      if (code === 'stock.recount') this.expected.set(Number(params['onHand']));
      throw error;
    }
  }
}
