import { Component, inject, signal } from '@angular/core';
import { FormField, FormRoot, minLength, required, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { TranslocoPipe } from '@jsverse/transloco';
import { AuthApi } from '../core/session/auth-api';
import { Toasts } from '../core/toasts/toasts';
import { TextField } from '../ui/fields/text-field';
import { FormProblem } from '../ui/forms/form-problem';
import { formSession } from '../ui/forms/form-session';
import { PageHeader } from '../ui/page-header/page-header';

const MIN_PASSWORD = 10;
const EMPTY = { current: '', next: '', repeat: '' };

/** Changes one's own password. */
@Component({
  selector: 'app-own-password',
  imports: [FormField, FormProblem, FormRoot, MatButton, PageHeader, TextField, TranslocoPipe],
  template: `
    <ui-page-header [heading]="'auth.ownPassword' | transloco" />
    <form [formRoot]="session.form">
      <input class="visually-hidden" autocomplete="username" tabindex="-1" aria-hidden="true" />
      <ui-text-field
        type="password"
        autocomplete="current-password"
        [label]="'auth.currentPassword' | transloco"
        [formField]="session.form.current"
      />
      <ui-text-field
        type="password"
        autocomplete="new-password"
        [label]="'auth.newPassword' | transloco"
        [hint]="'auth.passwordHint' | transloco: { min }"
        [formField]="session.form.next"
      />
      <ui-text-field
        type="password"
        autocomplete="new-password"
        [label]="'auth.repeatPassword' | transloco"
        [formField]="session.form.repeat"
      />
      <ui-form-problem [session]="session" />
      <button mat-flat-button [disabled]="session.isSaving()">{{ 'auth.changePassword' | transloco }}</button>
    </form>
  `,
  styles: `
    form {
      display: grid;
      justify-items: start;
      gap: 20px;
      max-width: 400px;
      padding-top: 8px;
    }
    ui-text-field {
      width: 100%;
    }
  `,
})
export class OwnPassword {
  private readonly api = inject(AuthApi);
  private readonly toasts = inject(Toasts);
  protected readonly min = MIN_PASSWORD;

  protected readonly session = formSession(signal(EMPTY), {
    rules: (path) => {
      required(path.current);
      required(path.next);
      minLength(path.next, MIN_PASSWORD);
      validate(path.repeat, ({ value, valueOf }) => (value() === valueOf(path.next) ? null : { kind: 'repeat' }));
    },
    save: ({ current, next }) => this.change(current, next),
    first: (form) => form.current,
    label: 'auth.changePassword',
  });

  private async change(current: string, next: string): Promise<void> {
    await this.api.changePassword(current, next);
    this.session.form().reset(EMPTY);
    this.toasts.say('auth.passwordChanged');
  }
}
