import { Component, inject, input, signal } from '@angular/core';
import { FormField, FormRoot, required, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { AuthApi } from '../core/session/auth-api';
import { withinProduct } from '../core/session/guards';
import { Session as AccountSession } from '../core/session/session';
import { Toasts } from '../core/toasts/toasts';
import { PasswordField } from '../ui/fields/password-field';
import { MIN_PASSWORD, passwordRules } from '../ui/fields/password-rules';
import { FormProblem } from '../ui/forms/form-problem';
import { formSession } from '../ui/forms/form-session';
import { PageHeader } from '../ui/page-header/page-header';
import { OwnSessions } from './own-sessions';

const EMPTY = { current: '', next: '', repeat: '' };

/** One's own password and where one is signed in; whoever has one that somebody else has set goes on from here to where they wanted to go. */
@Component({
  selector: 'app-own-password',
  imports: [FormField, FormProblem, FormRoot, MatButton, OwnSessions, PageHeader, PasswordField, TranslocoPipe],
  template: `
    <ui-page-header [heading]="'auth.ownPassword' | transloco" />
    <form [formRoot]="session.form">
      @if (account.user()?.mustChangePassword) {
        <p>{{ 'auth.mustChange' | transloco }}</p>
      }
      <input class="visually-hidden" autocomplete="username" tabindex="-1" aria-hidden="true" />
      <ui-password-field [label]="'auth.currentPassword' | transloco" [formField]="session.form.current" />
      <ui-password-field
        autocomplete="new-password"
        tellsStrength
        [label]="'auth.newPassword' | transloco"
        [hint]="'auth.passwordHint' | transloco: { min }"
        [formField]="session.form.next"
      />
      <ui-password-field
        autocomplete="new-password"
        [label]="'auth.repeatPassword' | transloco"
        [formField]="session.form.repeat"
      />
      <ui-form-problem [session]="session" />
      <button mat-flat-button [disabled]="session.isSaving()">{{ 'auth.changePassword' | transloco }}</button>
    </form>
    @if (!account.user()?.mustChangePassword) {
      <app-own-sessions />
    }
  `,
  styles: `
    form {
      display: grid;
      justify-items: start;
      gap: 20px;
      max-width: 400px;
      padding-top: 8px;
    }
    ui-password-field {
      width: 100%;
    }
  `,
})
export class OwnPassword {
  private readonly api = inject(AuthApi);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly account = inject(AccountSession);
  protected readonly min = MIN_PASSWORD;

  /** Address within the product, from the query. */
  readonly returnTo = input<string>();

  protected readonly session = formSession(signal(EMPTY), {
    rules: (path) => {
      required(path.current);
      passwordRules(path.next);
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
    if (!this.account.user()?.mustChangePassword) return;
    await this.account.renew(this.account.accessToken());
    await this.router.navigateByUrl(withinProduct(this.returnTo()));
  }
}
