import { Component, computed, inject, signal } from '@angular/core';
import { FormField, email, maxLength, minLength, required, validate } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type HeldRole, PeopleService, type User } from '@verstak/api';
import { isSupplier } from '@verstak/domain';
import { SupplierPicker } from '../../entities/suppliers/supplier-picker';
import { passwordRules } from '../../ui/fields/password-rules';
import { SelectField } from '../../ui/fields/select-field';
import { TextField } from '../../ui/fields/text-field';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { formSession } from '../../ui/forms/form-session';
import { makePassword } from './password';
import { GivenPassword } from './given-password';
import { RoleWords } from '../../core/session/role-words';

/** Letters, digits and what stands in addresses. */
const LOGIN = /^[\p{L}\p{N}._@-]*$/u;

/** What the dialog is for: `user` absent adds one, `password` sets a new one. */
export interface UserTask {
  roles: readonly HeldRole[];
  user?: User;
  isPassword?: boolean;
}

/** Adds a user, changes name and role, or gives a new password. */
@Component({
  selector: 'app-user-dialog',
  imports: [FormDialog, FormField, GivenPassword, SelectField, SupplierPicker, TextField, TranslocoPipe],
  templateUrl: './user-dialog.html',
})
export class UserDialog {
  private readonly api = inject(PeopleService);
  private readonly dialog = inject<MatDialogRef<UserDialog, User>>(MatDialogRef);
  private readonly words = inject(RoleWords);
  protected readonly task = inject<UserTask>(MAT_DIALOG_DATA);

  protected readonly isNew = !this.task.user;
  protected readonly hasPassword = this.isNew || this.task.isPassword === true;
  protected readonly titleKey = this.isNew
    ? 'users.new'
    : this.task.isPassword
      ? 'users.password.title'
      : 'users.editing';
  protected readonly roles = this.task.roles.map((role) => ({ value: role.id, label: this.words.nameOf(role) }));

  protected readonly session = formSession(
    signal({
      login: this.task.user?.login ?? '',
      name: this.task.user?.name ?? '',
      email: this.task.user?.email ?? '',
      roleId: this.task.user?.roleId ?? '',
      supplierId: this.task.user?.supplierId ?? '',
      password: this.hasPassword ? makePassword() : '',
    }),
    {
      rules: (path) => {
        required(path.login);
        minLength(path.login, 2);
        maxLength(path.login, 60);
        validate(path.login, ({ value }) => (LOGIN.test(value()) ? null : { kind: 'login' }));
        required(path.name);
        maxLength(path.name, 120);
        email(path.email);
        maxLength(path.email, 254);
        required(path.roleId);
        required(path.supplierId, { when: ({ valueOf }) => this.isOfSupplier(valueOf(path.roleId)) });
        if (this.hasPassword) passwordRules(path.password);
      },
      save: async (typed) => this.dialog.close(await this.send(typed)),
      isModal: true,
    },
  );

  protected readonly sitsAtDesk = computed(() => this.isOfSupplier(this.session.form.roleId().value()));

  private isOfSupplier(roleId: string): boolean {
    return isSupplier(this.task.roles.find(({ id }) => id === roleId)?.permissions ?? []);
  }

  /** Sends what the task is about, and of it only what was changed. */
  private send({
    login,
    name,
    email: typed,
    roleId,
    supplierId,
    password,
  }: Record<'login' | 'name' | 'email' | 'roleId' | 'supplierId' | 'password', string>): Promise<User> {
    const { user, isPassword } = this.task;
    const address = typed.trim() || null;
    const seat = this.isOfSupplier(roleId) ? { supplierId } : {};
    if (!user)
      return this.api.createUser({
        body: { login: login.trim(), name: name.trim(), roleId, password, ...seat, ...(address && { email: address }) },
      });
    const { id, version } = user;
    if (isPassword) return this.api.changeUser({ id, body: { version, password } });
    const changes = {
      ...(name.trim() !== user.name && { name: name.trim() }),
      ...(address !== (user.email ?? null) && { email: address }),
      ...(roleId !== user.roleId && { roleId }),
      ...(supplierId !== user.supplierId && seat),
    };
    return this.api.changeUser({ id, body: { version, ...changes } });
  }
}
