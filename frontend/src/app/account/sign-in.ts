import { Component, afterNextRender, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { FormField, FormRoot, form, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ApiProblem } from '../core/http/api-problem';
import { I18n } from '../core/i18n/i18n';
import { LANGUAGES, LANGUAGE_NAMES } from '../core/i18n/languages';
import { ProblemText } from '../core/i18n/problem-text';
import { Connection } from '../core/platform/connection';
import { Session } from '../core/session/session';
import { Workshop } from '../core/workshop/workshop';
import { refusal } from '../ui/fields/server-errors';
import { TextField } from '../ui/fields/text-field';

/** The network is told of before the server can be reached: milliseconds between the attempts. */
const PAUSES = [0, 2_000, 5_000];

/** Opens a session and goes back to where one wanted to go. */
@Component({
  selector: 'app-sign-in',
  imports: [FormField, FormRoot, MatButton, MatIcon, TextField, TranslocoPipe],
  templateUrl: './sign-in.html',
  styleUrl: './sign-in.scss',
})
export class SignIn {
  private readonly session = inject(Session);
  private readonly workshop = inject(Workshop);
  private readonly router = inject(Router);
  private readonly texts = inject(ProblemText);
  protected readonly i18n = inject(I18n);
  protected readonly languages = LANGUAGES.map((language) => ({ language, name: LANGUAGE_NAMES[language] }));

  /** Address within the product, from the query. */
  readonly returnTo = input<string>();

  private readonly problem = signal<ApiProblem | undefined>(undefined);
  protected readonly problemText = computed(() => {
    const problem = this.problem();
    return problem ? this.texts.of(problem) : '';
  });

  protected readonly form = form(
    signal({ login: '', password: '' }),
    (path) => {
      required(path.login);
      required(path.password);
    },
    { submission: { action: () => this.signIn() } },
  );

  constructor() {
    afterNextRender(() => this.form.login().focusBoundControl());
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
      if (this.session.isSignedIn()) return;
      await this.session.resume();
      if (this.session.isSignedIn()) return this.goOn();
    }
  }

  private async signIn(): Promise<ReturnType<typeof refusal>['errors']> {
    this.problem.set(undefined);
    const { login, password } = this.form().value();
    try {
      await this.session.signIn(login.trim(), password);
    } catch (error) {
      const { errors, problem } = refusal(this.form, error);
      this.problem.set(problem);
      return errors;
    }
    await this.goOn();
    return [];
  }

  private async goOn(): Promise<void> {
    await this.workshop.load().catch(() => undefined);
    await this.router.navigateByUrl(withinProduct(this.returnTo()));
  }
}

/** Only addresses of the product itself: anything else could lead a person elsewhere. */
function withinProduct(address: string | undefined): string {
  return address?.startsWith('/') && !address.startsWith('//') ? address : '/';
}
