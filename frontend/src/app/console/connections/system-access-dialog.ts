import { Component, inject, signal } from '@angular/core';
import { FormField, maxLength, validateTree } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Connection, type ConnectionCredentials, ConnectionsService } from '@verstak/api';
import { CONNECTION_SECRETS } from '@verstak/domain';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { PasswordField } from '../../ui/fields/password-field';
import { TextField } from '../../ui/fields/text-field';
import { formSession } from '../../ui/forms/form-session';

/** What is no secret, and is seen while it is typed. */
const SEEN: readonly string[] = ['login', 'clientId'];

/** Tells how to sign in to another system; closes with the connection as it is stored. */
@Component({
  selector: 'app-system-access-dialog',
  imports: [FormDialog, FormField, PasswordField, TextField, TranslocoPipe],
  template: `
    <ui-form-dialog
      [session]="session"
      [heading]="'connections.systems.access.title' | transloco: { name: system.name }"
      [action]="'ui.save' | transloco"
    >
      <p>{{ 'connections.systems.access.text.' + system.kind | transloco }}</p>
      @for (name of names; track name) {
        @if (isSeen(name)) {
          <ui-text-field
            autocomplete="off"
            [label]="'connections.systems.access.' + name | transloco"
            [formField]="session.form[name]"
          />
        } @else {
          <ui-password-field
            autocomplete="off"
            [label]="'connections.systems.access.' + name | transloco"
            [formField]="session.form[name]"
          />
        }
      }
    </ui-form-dialog>
  `,
})
export class SystemAccessDialog {
  private readonly api = inject(ConnectionsService);
  private readonly dialog = inject<MatDialogRef<SystemAccessDialog, Connection>>(MatDialogRef);
  protected readonly system = inject<Connection>(MAT_DIALOG_DATA);
  protected readonly names = CONNECTION_SECRETS[this.system.kind];

  protected readonly session = formSession(
    signal({ token: '', login: '', password: '', webhook: '', clientId: '', clientSecret: '', applicationToken: '' }),
    {
      rules: (path) => {
        for (const name of this.names) maxLength(path[name], 2_000);
        validateTree(path, ({ value, fieldTree }) => {
          const [first] = this.names;
          const isEmpty = !this.names.some((name) => value()[name].trim());
          return isEmpty && first ? { kind: 'required', fieldTree: fieldTree[first] } : null;
        });
      },
      save: async (typed) => {
        const body: ConnectionCredentials = Object.fromEntries(
          this.names.flatMap((name) => (typed[name].trim() ? [[name, typed[name].trim()]] : [])),
        );
        this.dialog.close(await this.api.setConnectionCredentials({ id: this.system.id, body }));
      },
      first: (form) => form[this.names[0] ?? 'token'],
      isModal: true,
    },
  );

  protected isSeen(name: string): boolean {
    return SEEN.includes(name);
  }
}
