import { Component, computed, inject, input } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { RequestsService, type SupplyRequest, type SupplyRequestChange } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { SupplierPicker } from '../../entities/suppliers/supplier-picker';
import { TextField } from '../../ui/fields/text-field';
import { documentEditor } from '../../ui/forms/document-editor';
import { EditPage } from '../../ui/forms/edit-page';
import type { Unsaved } from '../../ui/forms/unsaved';
import {
  type RequestDraft,
  blankLine,
  changeOf,
  changedPaths,
  creationOf,
  draftOf,
  placed,
  rebase,
  requestRules,
} from './request-draft';
import { RequestLines } from './request-lines';
import { RequestWords } from './request-words';

/** Drafts a request, or changes one; what its supplier has answered to and is changed, waits for an answer anew. */
@Component({
  selector: 'app-request-edit',
  imports: [EditPage, FormField, RequestLines, SupplierPicker, TextField, TranslocoPipe],
  templateUrl: './request-edit.html',
  styleUrl: '../../ui/forms/form-fields.scss',
  // Wide enough for its items to stand in lines.
  styles: ':host { --v-form-width: 1088px; }',
})
export class RequestEdit implements Unsaved {
  private readonly api = inject(RequestsService);
  private readonly i18n = inject(I18n);
  private readonly words = inject(RequestWords);

  /** From the address; absent for a new request. */
  readonly id = input<string>();
  /** From the address: whom a new one is for. */
  readonly supplierId = input<string>();

  protected readonly editor = documentEditor<SupplyRequest, RequestDraft, SupplyRequestChange>({
    area: 'requests',
    id: this.id,
    read: (id) => this.api.getRequest({ id }),
    create: (typed) => this.api.createRequest({ body: creationOf(typed) }),
    change: (id, body) => this.api.changeRequest({ id, body }),
    draftOf: (request) => draftOf(request),
    blank: () => ({
      ...draftOf({ supplierId: this.supplierId() ?? '' }),
      items: [blankLine(this.i18n.t('requests.piece'))],
    }),
    changeOf,
    changedPaths,
    rebase,
    placed,
    rules: requestRules,
    first: (form) => (this.supplierId() || this.id() ? form.items[0]?.name : form.supplierId),
    look: () => this.words.look,
    nameOf: ({ number }) => this.i18n.t('requests.numbered', { number }),
  });
  readonly hasUnsaved = this.editor.hasUnsaved;
  readonly giveUp = this.editor.giveUp;
  /** The supplier has it: it is theirs, and hears of changes. */
  protected readonly isSent = computed(() => this.editor.document()?.status === 'in_process');
}
