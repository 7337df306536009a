import { Component, inject, signal } from '@angular/core';
import { FormField, FormRoot, email, maxLength } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { TranslocoPipe } from '@jsverse/transloco';
import { SessionService } from '@verstak/api';
import { Session as AccountSession } from '../core/session/session';
import { Toasts } from '../core/toasts/toasts';
import { TextField } from '../ui/fields/text-field';
import { FormProblem } from '../ui/forms/form-problem';
import { formSession } from '../ui/forms/form-session';

/** Where letters to oneself go. */
@Component({
  selector: 'app-own-email',
  imports: [FormField, FormProblem, FormRoot, MatButton, TextField, TranslocoPipe],
  template: `
    <form [formRoot]="session.form">
      <ui-text-field
        type="email"
        autocomplete="email"
        [label]="'auth.notifications.email' | transloco"
        [hint]="'auth.notifications.emailHint' | transloco"
        [formField]="session.form.email"
      />
      <button mat-stroked-button [disabled]="session.isSaving()">{{ 'ui.save' | transloco }}</button>
    </form>
    <ui-form-problem [session]="session" />
  `,
  styles: `
    form {
      display: flex;
      flex-wrap: wrap;
      align-items: start;
      gap: 12px;
    }
    ui-text-field {
      flex: 1 1 260px;
      max-width: 400px;
    }
    button {
      min-height: 48px;
    }
  `,
})
export class OwnEmail {
  private readonly api = inject(SessionService);
  private readonly toasts = inject(Toasts);
  private readonly account = inject(AccountSession);

  protected readonly session = formSession(signal({ email: this.account.user()?.email ?? '' }), {
    rules: (path) => {
      email(path.email);
      maxLength(path.email, 254);
    },
    save: (typed) => this.save(typed.email.trim()),
    first: (form) => form.email,
    label: 'ui.save',
  });

  private async save(address: string): Promise<void> {
    await this.api.changeMe({ body: { email: address || null } });
    this.session.form().reset({ email: address });
    // What is known of the person comes with the session.
    await this.account.renew(this.account.accessToken());
    this.toasts.say(address ? 'auth.notifications.emailKept' : 'auth.notifications.emailCleared');
  }
}
