import { Component, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Supplier, SuppliersService } from '@verstak/api';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { formSession } from '../../ui/forms/form-session';
import { type SupplierDraft, creationOf, supplierRules } from './supplier-draft';
import { SupplierFields } from './supplier-fields';

/** Adds a supplier without leaving what one is at, such as a material; closes with the supplier. */
@Component({
  selector: 'app-supplier-dialog',
  imports: [FormDialog, SupplierFields, TranslocoPipe],
  template: `
    <ui-form-dialog [session]="session" [heading]="'suppliers.new' | transloco" [action]="'suppliers.add' | transloco">
      <app-supplier-fields [form]="session.form" />
    </ui-form-dialog>
  `,
})
export class SupplierDialog {
  private readonly api = inject(SuppliersService);
  private readonly dialog = inject<MatDialogRef<SupplierDialog, Supplier>>(MatDialogRef);

  protected readonly session = formSession(signal(inject<SupplierDraft>(MAT_DIALOG_DATA)), {
    rules: supplierRules,
    save: async (typed) => this.dialog.close(await this.api.createSupplier({ body: creationOf(typed) })),
    isModal: true,
  });
}
