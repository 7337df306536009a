import { Component, inject, input } from '@angular/core';
import { type Product, type ProductChange, CatalogService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { documentEditor } from '../../ui/forms/document-editor';
import { EditPage } from '../../ui/forms/edit-page';
import type { Unsaved } from '../../ui/forms/unsaved';
import { type ProductDraft, changeOf, changedPaths, creationOf, draftOf, productRules, rebase } from './product-draft';
import { ProductFields } from './product-fields';
import { ProductWords } from './product-words';

/** Adds a product, or changes one. */
@Component({
  selector: 'app-product-edit',
  imports: [EditPage, ProductFields],
  template: `
    <ui-edit-page [editor]="editor">
      <ng-template><app-product-fields [form]="editor.session.form" /></ng-template>
    </ui-edit-page>
  `,
  styles: `
    /* Options stand in lines of several fields. */
    :host {
      --v-form-width: 960px;
    }
  `,
})
export class ProductEdit implements Unsaved {
  private readonly api = inject(CatalogService);
  private readonly i18n = inject(I18n);
  private readonly words = inject(ProductWords);

  /** From the address; absent for a new product. */
  readonly id = input<string>();

  protected readonly editor = documentEditor<Product, ProductDraft, ProductChange>({
    area: 'catalog',
    id: this.id,
    read: (id) => this.api.getProduct({ id }),
    create: (typed) => this.api.createProduct({ body: creationOf(typed) }),
    change: (id, body) => this.api.changeProduct({ id, body }),
    draftOf: (product) => draftOf(product),
    blank: () => draftOf(undefined, this.i18n.t('catalog.piece')),
    changeOf,
    changedPaths,
    rebase,
    rules: productRules,
    first: (form) => form.name,
    look: () => this.words.look,
    nameOf: ({ name }) => name,
  });
  readonly hasUnsaved = this.editor.hasUnsaved;
  readonly giveUp = this.editor.giveUp;
}
