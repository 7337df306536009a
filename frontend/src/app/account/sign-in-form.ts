import { Component, inject, output, signal } from '@angular/core';
import { FormField, FormRoot, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../core/session/session';
import { PasswordField } from '../ui/fields/password-field';
import { TextField } from '../ui/fields/text-field';
import { FormProblem } from '../ui/forms/form-problem';
import { formSession } from '../ui/forms/form-session';

/** Opens a session by login and password, on a page or in a dialog that knows the login. */
@Component({
  selector: 'app-sign-in-form',
  imports: [FormField, FormProblem, FormRoot, MatButton, PasswordField, TextField, TranslocoPipe],
  template: `
    <form [formRoot]="session.form">
      <ui-form-problem [session]="session" />
      <ui-text-field autocomplete="username" [label]="'auth.login' | transloco" [formField]="session.form.login" />
      <ui-password-field [label]="'auth.password' | transloco" [formField]="session.form.password" />
      <button mat-flat-button [disabled]="session.isSaving()">
        {{ (session.isSaving() ? 'auth.signingIn' : 'auth.signIn') | transloco }}
      </button>
    </form>
  `,
  styles: `
    form {
      display: grid;
      gap: 16px;
    }
    button {
      min-height: 44px;
    }
  `,
})
export class SignInForm {
  private readonly account = inject(Session);
  private readonly given = inject<{ login: string } | null>(MAT_DIALOG_DATA, { optional: true });

  readonly signedIn = output();

  protected readonly session = formSession(signal({ login: this.given?.login ?? '', password: '' }), {
    rules: (path) => {
      required(path.login);
      required(path.password);
    },
    save: async ({ login, password }) => {
      await this.account.signIn(login.trim(), password);
      if (this.account.isSignedIn()) this.signedIn.emit();
    },
    first: (form) => (this.given?.login ? form.password : form.login),
    label: 'auth.signIn',
    isModal: this.given !== null,
    isKept: true,
  });
}
