import { Component, computed, effect, inject, resource, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { SessionService, ShopAccountService } from '@verstak/api';
import { Account } from '../../core/account';
import { PageMeta } from '../../core/page-meta';
import { type AccountFault, accountFaultOf } from '../../core/refusal';

/** What was done on the page last, which it says. */
type Done = 'saved' | 'changed' | 'letter';

/** What the account says of the customer: name, phone, language, password; and the way out of it. */
@Component({
  selector: 'shop-profile-page',
  imports: [RouterLink, TranslocoPipe],
  templateUrl: './profile-page.html',
  styles: `
    :host,
    section {
      display: grid;
      gap: 16px;
      max-width: 480px;
    }
    h2 {
      font: 600 20px/28px var(--mat-sys-headline-small-font);
    }
  `,
})
export class ProfilePage {
  private readonly api = inject(ShopAccountService);
  private readonly session = inject(SessionService);
  private readonly router = inject(Router);
  private readonly account = inject(Account);

  protected readonly found = resource({ loader: () => this.api.getShopAccount() });
  protected readonly own = computed(() => (this.found.hasValue() ? this.found.value() : undefined));
  protected readonly done = signal<Done | undefined>(undefined);
  protected readonly fault = signal<{ of: 'profile' | 'password' | 'letter' | 'leave'; why: AccountFault } | undefined>(
    undefined,
  );
  protected readonly isLeaving = signal(false);

  constructor() {
    const [meta, i18n] = [inject(PageMeta), inject(TranslocoService)];
    effect(() => meta.say(i18n.translate('shop.account.profile'), i18n.translate('shop.account.profile')));
  }

  protected save(event: Event): Promise<void> {
    const form = formOf(event);
    const [name, phone] = [form('name').trim(), form('phone').trim()];
    const language = form('language') === 'en' ? 'en' : 'ru';
    return this.attempt('profile', 'saved', async () => {
      this.found.set(await this.api.changeShopAccount({ body: { name, phone: phone || null, language } as never }));
    });
  }

  protected changePassword(event: Event): Promise<void> {
    const form = formOf(event);
    const body = { currentPassword: form('currentPassword'), newPassword: form('newPassword') };
    return this.attempt('password', 'changed', async () => {
      await this.session.changePassword({ body });
      (event.target as HTMLFormElement).reset(); // the form that was submitted
    });
  }

  protected sendLetter(): Promise<void> {
    return this.attempt('letter', 'letter', () => this.api.sendShopAccountLetter());
  }

  protected leave(event: Event): Promise<void> {
    const password = formOf(event)('password');
    return this.attempt('leave', undefined, async () => {
      await this.api.leaveShop({ body: { password } });
      this.account.forget();
      await this.router.navigateByUrl('/');
    });
  }

  private async attempt(
    of: 'profile' | 'password' | 'letter' | 'leave',
    done: Done | undefined,
    act: () => Promise<void>,
  ): Promise<void> {
    this.done.set(undefined);
    this.fault.set(undefined);
    try {
      await act();
      this.done.set(done);
    } catch (error) {
      this.fault.set({ of, why: accountFaultOf(error) });
    }
  }
}

/** Reads the fields of a form that is submitted. */
function formOf(event: Event): (name: string) => string {
  event.preventDefault();
  const form = new FormData(event.target as HTMLFormElement); // only forms are submitted
  return (name) => String(form.get(name) ?? '');
}
