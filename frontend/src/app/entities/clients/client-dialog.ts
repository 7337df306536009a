import { Component, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Client, ClientsService } from '@verstak/api';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { formSession } from '../../ui/forms/form-session';
import { type ClientDraft, creationOf } from './client-draft';
import { ClientFields } from './client-fields';
import { clientRules } from './client-rules';

/** Adds a client without leaving what one is at, such as an order; closes with the client. */
@Component({
  selector: 'app-client-dialog',
  imports: [FormDialog, ClientFields, TranslocoPipe],
  template: `
    <ui-form-dialog [session]="session" [heading]="'clients.new' | transloco" [action]="'clients.add' | transloco">
      <app-client-fields [form]="session.form" />
    </ui-form-dialog>
  `,
})
export class ClientDialog {
  private readonly api = inject(ClientsService);
  private readonly dialog = inject<MatDialogRef<ClientDialog, Client>>(MatDialogRef);

  protected readonly session = formSession(signal(inject<ClientDraft>(MAT_DIALOG_DATA)), {
    rules: clientRules,
    save: async (typed) => this.dialog.close(await this.api.createClient({ body: creationOf(typed) })),
    isModal: true,
  });
}
