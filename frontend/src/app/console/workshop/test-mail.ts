import { Component, inject, signal } from '@angular/core';
import { FormField, FormRoot, email, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { TranslocoPipe } from '@jsverse/transloco';
import { WorkshopService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { TextField } from '../../ui/fields/text-field';
import { FormProblem } from '../../ui/forms/form-problem';
import { formSession } from '../../ui/forms/form-session';

/** Sends a letter to an address, and tells what the mail server made of it. */
@Component({
  selector: 'app-test-mail',
  imports: [FormField, FormProblem, FormRoot, MatButton, TextField, TranslocoPipe],
  template: `
    <form [formRoot]="session.form">
      <ui-text-field type="email" [label]="'workshop.mail.to' | transloco" [formField]="session.form.to" />
      <button mat-stroked-button [disabled]="session.isSaving()">
        {{ (session.isSaving() ? 'workshop.mail.sending' : 'workshop.mail.send') | transloco }}
      </button>
    </form>
    <ui-form-problem [session]="session" />
    <p role="status">
      @if (sentTo(); as to) {
        {{ 'workshop.mail.sent' | transloco: { to } }}
      }
    </p>
  `,
  styles: `
    :host,
    form {
      display: grid;
      gap: 8px;
    }
    button {
      justify-self: start;
    }
    p:empty {
      display: none;
    }
  `,
})
export class TestMail {
  private readonly api = inject(WorkshopService);
  private readonly i18n = inject(I18n);

  /** Where the last letter went. */
  protected readonly sentTo = signal('');
  protected readonly session = formSession(signal({ to: '' }), {
    rules: (path) => {
      required(path.to);
      email(path.to);
    },
    save: async ({ to }) => {
      this.sentTo.set('');
      await this.api.sendTestMail({ body: { to, lang: this.i18n.language() } });
      this.sentTo.set(to);
    },
    isAside: true,
  });
}
