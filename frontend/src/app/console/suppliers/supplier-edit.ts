import { Component, inject, input } from '@angular/core';
import { type Supplier, type SupplierChange, SuppliersService } from '@verstak/api';
import {
  type SupplierDraft,
  changeOf,
  changedPaths,
  creationOf,
  draftOf,
  rebase,
  supplierRules,
} from '../../entities/suppliers/supplier-draft';
import { SupplierFields } from '../../entities/suppliers/supplier-fields';
import { SupplierWords } from '../../entities/suppliers/supplier-words';
import { documentEditor } from '../../ui/forms/document-editor';
import { EditPage } from '../../ui/forms/edit-page';
import type { Unsaved } from '../../ui/forms/unsaved';

/** Adds a supplier, or changes one. */
@Component({
  selector: 'app-supplier-edit',
  imports: [EditPage, SupplierFields],
  template: `
    <ui-edit-page [editor]="editor">
      <ng-template><app-supplier-fields [form]="editor.session.form" [id]="id()" /></ng-template>
    </ui-edit-page>
  `,
})
export class SupplierEdit implements Unsaved {
  private readonly api = inject(SuppliersService);
  private readonly words = inject(SupplierWords);

  /** From the address; absent for a new supplier. */
  readonly id = input<string>();

  protected readonly editor = documentEditor<Supplier, SupplierDraft, SupplierChange>({
    area: 'suppliers',
    id: this.id,
    read: (id) => this.api.getSupplier({ id }),
    create: (typed) => this.api.createSupplier({ body: creationOf(typed) }),
    change: (id, body) => this.api.changeSupplier({ id, body }),
    draftOf,
    blank: () => draftOf(),
    changeOf,
    changedPaths,
    rebase,
    rules: supplierRules,
    first: (form) => form.name,
    look: () => this.words.look,
    nameOf: ({ name }) => name,
  });
  readonly hasUnsaved = this.editor.hasUnsaved;
  readonly giveUp = this.editor.giveUp;
}
