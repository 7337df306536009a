import { Component, DOCUMENT, afterNextRender, effect, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { ShopAccountService } from '@verstak/api';
import { Account } from '../../core/account';
import { PageMeta } from '../../core/page-meta';
import { type AccountFault, accountFaultOf } from '../../core/refusal';

/**
 * The address is confirmed by the link of a letter and the account's session together. Who has got the letter and does
 * not know the password, because somebody else has made the account, sets an own one by the same link.
 */
@Component({
  selector: 'shop-confirm-page',
  imports: [RouterLink, TranslocoPipe],
  template: `
    <h1>{{ 'shop.account.confirming' | transloco }}</h1>
    @if (state() === 'done') {
      <p role="status">{{ 'shop.account.confirmed' | transloco }}</p>
      <p>
        <a class="button main" routerLink="/account">{{ 'shop.account.orders' | transloco }}</a>
      </p>
    } @else if (state() === 'guest') {
      <p>{{ 'shop.account.confirmSignIn' | transloco }}</p>
      <p>
        <a class="button main" routerLink="/sign-in" [queryParams]="{ returnTo: '/confirm' }" [fragment]="link">{{
          'shop.account.signIn' | transloco
        }}</a>
      </p>
      <p>
        <a routerLink="/new-password" [fragment]="link">{{ 'shop.account.newPassword' | transloco }}</a>
      </p>
    } @else if (fault()) {
      <p class="fault" role="alert">{{ 'shop.account.faults.' + fault() | transloco }}</p>
      <p>
        <a routerLink="/account/profile">{{ 'shop.account.profile' | transloco }}</a>
      </p>
    } @else {
      <p class="muted" aria-busy="true">{{ 'shop.loading' | transloco }}</p>
    }
  `,
})
export class ConfirmPage {
  private readonly api = inject(ShopAccountService);
  private readonly account = inject(Account);
  protected readonly link = inject(DOCUMENT).location.hash.slice(1);

  protected readonly state = signal<'asking' | 'done' | 'guest'>('asking');
  protected readonly fault = signal<AccountFault | undefined>(undefined);

  constructor() {
    const [meta, i18n] = [inject(PageMeta), inject(TranslocoService)];
    effect(() => meta.say(i18n.translate('shop.account.confirming'), i18n.translate('shop.account.confirming')));
    afterNextRender(() => void this.confirm());
  }

  private async confirm(): Promise<void> {
    if (!(await this.account.resume(true))) return this.state.set('guest');
    try {
      await this.api.confirmShopAccount({ body: { link: this.link || '-' } });
      this.state.set('done');
    } catch (error) {
      this.fault.set(accountFaultOf(error));
    }
  }
}
