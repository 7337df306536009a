import { Component, inject, signal } from '@angular/core';
import { FormField, maxLength, validate } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type HeldRole, PeopleService } from '@verstak/api';
import { MAX_ROLE_NAME } from '@verstak/domain';
import { RoleWords } from '../../core/session/role-words';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { SelectField } from '../../ui/fields/select-field';
import { TextField } from '../../ui/fields/text-field';
import { formSession } from '../../ui/forms/form-session';

/** What the dialog is for: `role` is renamed; without it one is added, as a copy of `source` where that is told. */
export interface RolePlan {
  role?: HeldRole;
  source?: HeldRole;
  /** Those that a new one may be a copy of. */
  roles: readonly HeldRole[];
}

/** Names a role, and says of a new one what it begins with; closes with the role as it is stored. */
@Component({
  selector: 'app-role-dialog',
  imports: [FormDialog, FormField, SelectField, TextField, TranslocoPipe],
  template: `
    <ui-form-dialog
      [session]="session"
      [heading]="(plan.role ? 'users.role.renaming' : 'users.role.new') | transloco"
      [action]="(plan.role ? 'ui.save' : 'users.add') | transloco"
    >
      <ui-text-field [label]="'users.role.name' | transloco" [formField]="session.form.name" />
      @if (!plan.role) {
        <ui-select-field
          [label]="'users.role.source' | transloco"
          [emptyLabel]="'users.role.empty' | transloco"
          [options]="sources"
          [formField]="session.form.sourceId"
        />
      }
    </ui-form-dialog>
  `,
})
export class RoleDialog {
  private readonly api = inject(PeopleService);
  private readonly words = inject(RoleWords);
  private readonly dialog = inject<MatDialogRef<RoleDialog, HeldRole>>(MatDialogRef);
  protected readonly plan = inject<RolePlan>(MAT_DIALOG_DATA);
  protected readonly sources = this.plan.roles.map((role) => ({ value: role.id, label: this.words.nameOf(role) }));
  protected readonly session = formSession(
    signal({ name: this.plan.role?.name ?? '', sourceId: this.plan.source?.id ?? '' }),
    {
      rules: (path) => {
        validate(path.name, ({ value }) => (value().trim() ? null : { kind: 'required' }));
        maxLength(path.name, MAX_ROLE_NAME);
      },
      save: async ({ name, sourceId }) => this.dialog.close(await this.store(name.trim(), sourceId)),
      first: (form) => form.name,
      isModal: true,
    },
  );

  private store(name: string, sourceId: string): Promise<HeldRole> {
    const { role, roles } = this.plan;
    if (role) return this.api.changeRole({ id: role.id, body: { version: role.version, name } });
    const permissions = roles.find(({ id }) => id === sourceId)?.permissions ?? [];
    return this.api.createRole({ body: { name, permissions } });
  }
}
