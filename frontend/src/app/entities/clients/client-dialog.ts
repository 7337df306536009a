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
import { type Client, ClientsService } from '@verstak/api';
import { FormProblem } from '../../ui/forms/form-problem';
import { formSession } from '../../ui/forms/form-session';
import { type ClientDraft, creationOf } from './client-draft';
import { ClientFields } from './client-fields';
import { clientRules } from './client-rules';

/** Adds a client without leaving what one is at, such as an order; closes with the client. */
@Component({
  selector: 'app-client-dialog',
  imports: [
    ClientFields,
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
    <h2 mat-dialog-title>{{ 'clients.new' | transloco }}</h2>
    <form [formRoot]="session.form">
      <mat-dialog-content>
        <ui-form-problem [session]="session" />
        <app-client-fields [form]="session.form" />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button mat-button type="button" mat-dialog-close>{{ 'ui.cancel' | transloco }}</button>
        <button mat-flat-button [disabled]="session.isSaving()">{{ 'clients.add' | transloco }}</button>
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
export class ClientDialog {
  private readonly api = inject(ClientsService);
  private readonly dialog = inject<MatDialogRef<ClientDialog, Client>>(MatDialogRef);

  protected readonly session = formSession(signal(inject<ClientDraft>(MAT_DIALOG_DATA)), {
    rules: clientRules,
    save: async (typed) => this.dialog.close(await this.api.createClient({ body: creationOf(typed) })),
    isModal: true,
  });
}
