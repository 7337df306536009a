import { Component, effect, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { ShopAccountService } from '@verstak/api';
import { PageMeta } from '../../core/page-meta';
import { type AccountFault, accountFaultOf } from '../../core/refusal';

/** Asking for a letter by which a new password is set. */
@Component({
  selector: 'shop-forgotten-page',
  imports: [TranslocoPipe],
  template: `
    <h1>{{ 'shop.account.forgotten' | transloco }}</h1>
    @if (written(); as email) {
      <p role="status">{{ 'shop.account.forgottenSent' | transloco: { email } }}</p>
    } @else {
      <form class="narrow" (submit)="ask($event)">
        <label class="field">
          <span>{{ 'shop.email' | transloco }}</span>
          <input name="email" type="email" required maxlength="254" autocomplete="username" />
        </label>
        @if (fault(); as fault) {
          <p class="fault" role="alert">{{ 'shop.account.faults.' + fault | transloco }}</p>
        }
        <button class="button main" [disabled]="isSending()">{{ 'shop.account.sendLetter' | transloco }}</button>
      </form>
    }
  `,
})
export class ForgottenPage {
  private readonly api = inject(ShopAccountService);

  protected readonly isSending = signal(false);
  protected readonly fault = signal<AccountFault | undefined>(undefined);
  protected readonly written = signal('');

  constructor() {
    const [meta, i18n] = [inject(PageMeta), inject(TranslocoService)];
    effect(() => meta.say(i18n.translate('shop.account.forgotten'), i18n.translate('shop.account.forgotten')));
  }

  protected async ask(event: Event): Promise<void> {
    event.preventDefault();
    const email = String(new FormData(event.target as HTMLFormElement).get('email')).trim(); // the form that was submitted
    this.isSending.set(true);
    this.fault.set(undefined);
    try {
      await this.api.forgetShopPassword({ body: { email } });
      this.written.set(email);
    } catch (error) {
      this.fault.set(accountFaultOf(error));
    } finally {
      this.isSending.set(false);
    }
  }
}
