import { Component, inject, signal } from '@angular/core';
import { FormRoot } from '@angular/forms/signals';
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
import { type Supplier, SuppliersService } from '@verstak/api';
import { FormProblem } from '../../ui/forms/form-problem';
import { formSession } from '../../ui/forms/form-session';
import { type SupplierDraft, creationOf, supplierRules } from './supplier-draft';
import { SupplierFields } from './supplier-fields';

/** Adds a supplier without leaving what one is at, such as a material; closes with the supplier. */
@Component({
  selector: 'app-supplier-dialog',
  imports: [
    SupplierFields,
    FormProblem,
    FormRoot,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    TranslocoPipe,
  ],
  template: `
    <h2 mat-dialog-title>{{ 'suppliers.new' | transloco }}</h2>
    <form [formRoot]="session.form">
      <mat-dialog-content>
        <ui-form-problem [session]="session" />
        <app-supplier-fields [form]="session.form" />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button mat-button type="button" mat-dialog-close>{{ 'ui.cancel' | transloco }}</button>
        <button mat-flat-button [disabled]="session.isSaving()">{{ 'suppliers.add' | transloco }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    mat-dialog-content {
      display: grid;
      gap: 16px;
      padding-top: 8px;
    }
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
