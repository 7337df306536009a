import { Component, computed, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { SuppliersService } from '@verstak/api';
import { NumberField } from '../../ui/fields/number-field';
import { TextField } from '../../ui/fields/text-field';
import { ContactFields } from '../contacts/contact-fields';
import { DuplicateHint } from '../contacts/duplicate-hint';
import type { SupplierDraft } from './supplier-draft';

/** Everything that is typed of a supplier, new or changed, on a page or in a dialog. */
@Component({
  selector: 'app-supplier-fields',
  imports: [ContactFields, DuplicateHint, FormField, NumberField, TextField, TranslocoPipe],
  templateUrl: './supplier-fields.html',
  styleUrls: ['../../ui/forms/form-fields.scss', '../contacts/contacted-fields.scss'],
})
export class SupplierFields {
  private readonly api = inject(SuppliersService);

  readonly form = input.required<FieldTree<SupplierDraft>>();
  /** Id of the supplier that is being changed: it is no duplicate of itself. */
  readonly id = input<string>();

  protected readonly draft = computed(() => this.form()().value());
  protected readonly find = (q: string, pageSize: number) => this.api.listSuppliers({ q, pageSize });
}
