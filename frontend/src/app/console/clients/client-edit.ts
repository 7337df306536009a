import { Component, inject, input } from '@angular/core';
import { type Client, type ClientChange, ClientsService } from '@verstak/api';
import {
  type ClientDraft,
  changeOf,
  changedPaths,
  creationOf,
  draftOf,
  rebase,
} from '../../entities/clients/client-draft';
import { ClientFields } from '../../entities/clients/client-fields';
import { clientRules } from '../../entities/clients/client-rules';
import { ClientWords } from '../../entities/clients/client-words';
import { documentEditor } from '../../ui/forms/document-editor';
import { EditPage } from '../../ui/forms/edit-page';
import type { Unsaved } from '../../ui/forms/unsaved';

/** Adds a client, or changes one. */
@Component({
  selector: 'app-client-edit',
  imports: [ClientFields, EditPage],
  template: `
    <ui-edit-page [editor]="editor">
      <ng-template><app-client-fields [form]="editor.session.form" [id]="id()" /></ng-template>
    </ui-edit-page>
  `,
})
export class ClientEdit implements Unsaved {
  private readonly api = inject(ClientsService);
  private readonly words = inject(ClientWords);

  /** From the address; absent for a new client. */
  readonly id = input<string>();

  protected readonly editor = documentEditor<Client, ClientDraft, ClientChange>({
    area: 'clients',
    id: this.id,
    read: (id) => this.api.getClient({ id }),
    create: (typed) => this.api.createClient({ body: creationOf(typed) }),
    change: (id, body) => this.api.changeClient({ id, body }),
    draftOf,
    blank: () => draftOf(),
    changeOf,
    changedPaths,
    rebase,
    rules: clientRules,
    first: (form) => form.company,
    look: () => this.words.look,
    nameOf: ({ name }) => name,
  });
  readonly hasUnsaved = this.editor.hasUnsaved;
  readonly giveUp = this.editor.giveUp;
}
