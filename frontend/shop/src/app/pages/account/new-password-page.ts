import { Component, DOCUMENT, effect, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { ShopAccountService } from '@verstak/api';
import { Account } from '../../core/account';
import { PageMeta } from '../../core/page-meta';
import { type AccountFault, accountFaultOf } from '../../core/refusal';

/** A new password by the link of a letter, after which the customer is signed in. */
@Component({
  selector: 'shop-new-password-page',
  imports: [RouterLink, TranslocoPipe],
  template: `
    <h1>{{ 'shop.account.newPassword' | transloco }}</h1>
    <form class="narrow" (submit)="set($event)">
      <label class="field">
        <span>{{ 'shop.account.password' | transloco }}</span>
        <input
          name="password"
          type="password"
          required
          minlength="10"
          maxlength="72"
          autocomplete="new-password"
          aria-describedby="password-hint"
        />
        <span id="password-hint">{{ 'shop.account.passwordHint' | transloco }}</span>
      </label>
      @if (fault(); as fault) {
        <p class="fault" role="alert">{{ 'shop.account.faults.' + fault | transloco }}</p>
      }
      <button class="button main" [disabled]="isSending()">{{ 'shop.account.setPassword' | transloco }}</button>
    </form>
    @if (fault() === 'link') {
      <p>
        <a routerLink="/forgotten">{{ 'shop.account.forgotten' | transloco }}</a>
      </p>
    }
  `,
})
export class NewPasswordPage {
  private readonly api = inject(ShopAccountService);
  private readonly account = inject(Account);
  private readonly router = inject(Router);
  private readonly link = inject(DOCUMENT).location.hash.slice(1);

  protected readonly isSending = signal(false);
  protected readonly fault = signal<AccountFault | undefined>(undefined);

  constructor() {
    const [meta, i18n] = [inject(PageMeta), inject(TranslocoService)];
    effect(() => meta.say(i18n.translate('shop.account.newPassword'), i18n.translate('shop.account.newPassword')));
  }

  protected async set(event: Event): Promise<void> {
    event.preventDefault();
    const password = String(new FormData(event.target as HTMLFormElement).get('password')); // the form that was submitted
    this.isSending.set(true);
    this.fault.set(undefined);
    try {
      const { email } = await this.api.resetShopPassword({ body: { link: this.link || '-', password } });
      await this.account.signIn(email, password);
      await this.router.navigateByUrl('/account');
    } catch (error) {
      this.fault.set(accountFaultOf(error));
    } finally {
      this.isSending.set(false);
    }
  }
}
