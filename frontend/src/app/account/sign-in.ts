import { Component, effect, inject, input, untracked } from '@angular/core';
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
import { SignInForm } from './sign-in-form';

/** The network is told of before the server can be reached: milliseconds between the attempts. */
const PAUSES = [0, 2_000, 5_000];

/** Opens a session and goes back to where one wanted to go. */
@Component({
  selector: 'app-sign-in',
  imports: [MatButton, MatIcon, SignInForm, TranslocoPipe],
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

  protected async goOn(): Promise<void> {
    await this.entrance.prepare();
    await this.router.navigateByUrl(withinProduct(this.returnTo()));
  }
}
