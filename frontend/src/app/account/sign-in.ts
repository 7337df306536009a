import { Component, effect, inject, input, signal, untracked } from '@angular/core';
import { FormField, FormRoot, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { I18n } from '../core/i18n/i18n';
import { LANGUAGES, LANGUAGE_NAMES } from '../core/i18n/languages';
import { Connection } from '../core/platform/connection';
import { withinProduct } from '../core/session/guards';
import { Session } from '../core/session/session';
import { Entrance } from '../core/start';
import { PasswordField } from '../ui/fields/password-field';
import { TextField } from '../ui/fields/text-field';
import { FormProblem } from '../ui/forms/form-problem';
import { formSession } from '../ui/forms/form-session';

/** The network is told of before the server can be reached: milliseconds between the attempts. */
const PAUSES = [0, 2_000, 5_000];

/** Opens a session and goes back to where one wanted to go. */
@Component({
  selector: 'app-sign-in',
  imports: [FormField, FormProblem, FormRoot, MatButton, MatIcon, PasswordField, TextField, TranslocoPipe],
  templateUrl: './sign-in.html',
  styleUrl: './sign-in.scss',
})
export class SignIn {
  private readonly account = inject(Session);
  private readonly entrance = inject(Entrance);
  private readonly router = inject(Router);
  protected readonly i18n = inject(I18n);
  protected readonly languages = LANGUAGES.map((language) => ({ language, name: LANGUAGE_NAMES[language] }));

  /** Address within the product, from the query. */
  readonly returnTo = input<string>();

  protected readonly session = formSession(signal({ login: '', password: '' }), {
    rules: (path) => {
      required(path.login);
      required(path.password);
    },
    save: ({ login, password }) => this.signIn(login.trim(), password),
    first: (form) => form.login,
    label: 'auth.signIn',
  });

  constructor() {
    const { isOnline } = inject(Connection);
    let wasOnline = isOnline();
    effect(() => {
      if (isOnline() && !wasOnline) untracked(() => void this.resume());
      wasOnline = isOnline();
    });
  }

  /** Who reloaded the page without a network is still signed in: with the network it goes on by itself. */
  private async resume(): Promise<void> {
    for (const pause of PAUSES) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (this.account.isSignedIn()) return;
      await this.account.resume();
      if (this.account.isSignedIn()) return this.goOn();
    }
  }

  private async signIn(login: string, password: string): Promise<void> {
    await this.account.signIn(login, password);
    await this.goOn();
  }

  private async goOn(): Promise<void> {
    await this.entrance.prepare();
    await this.router.navigateByUrl(withinProduct(this.returnTo()));
  }
}
