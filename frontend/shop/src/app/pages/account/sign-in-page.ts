import { Component, DOCUMENT, effect, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Account } from '../../core/account';
import { PageMeta } from '../../core/page-meta';
import { type AccountFault, accountFaultOf } from '../../core/refusal';
import { withinShop } from '../../core/signed-in';

/** Signing in to the own account. */
@Component({
  selector: 'shop-sign-in-page',
  imports: [RouterLink, TranslocoPipe],
  template: `
    <h1>{{ 'shop.account.signIn' | transloco }}</h1>
    <form class="narrow" (submit)="signIn($event)">
      <label class="field">
        <span>{{ 'shop.email' | transloco }}</span>
        <input name="email" required maxlength="254" autocomplete="username" autocapitalize="none" spellcheck="false" />
      </label>
      <label class="field">
        <span>{{ 'shop.account.password' | transloco }}</span>
        <input name="password" type="password" required maxlength="72" autocomplete="current-password" />
      </label>
      @if (fault(); as fault) {
        <p class="fault" role="alert">{{ 'shop.account.faults.' + fault | transloco }}</p>
      }
      <button class="button main" [disabled]="isSending()">{{ 'shop.account.signIn' | transloco }}</button>
    </form>
    <p>
      <a routerLink="/forgotten">{{ 'shop.account.forgotten' | transloco }}</a>
    </p>
    <p>
      {{ 'shop.account.none' | transloco }}
      <a routerLink="/register" [queryParams]="{ returnTo: returnTo() }">{{ 'shop.account.register' | transloco }}</a>
    </p>
  `,
})
export class SignInPage {
  private readonly account = inject(Account);
  private readonly router = inject(Router);

  /** From the address. */
  readonly returnTo = input<string>();

  /** The secret of a letter's link goes on behind the `#`, where no server sees it. */
  private readonly hash = inject(DOCUMENT).location.hash;

  protected readonly isSending = signal(false);
  protected readonly fault = signal<AccountFault | undefined>(undefined);

  constructor() {
    const [meta, i18n] = [inject(PageMeta), inject(TranslocoService)];
    effect(() => meta.say(i18n.translate('shop.account.signIn'), i18n.translate('shop.account.signIn')));
  }

  protected async signIn(event: Event): Promise<void> {
    event.preventDefault();
    if (this.isSending()) return;
    const form = new FormData(event.target as HTMLFormElement); // the form that was submitted
    this.isSending.set(true);
    this.fault.set(undefined);
    try {
      const isCustomer = await this.account.signIn(String(form.get('email')).trim(), String(form.get('password')));
      if (isCustomer) await this.router.navigateByUrl(withinShop(this.returnTo()) + this.hash);
      else this.fault.set('staff');
    } catch (error) {
      this.fault.set(accountFaultOf(error));
    } finally {
      this.isSending.set(false);
    }
  }
}
