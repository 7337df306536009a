import { Component, effect, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { ShopAccountService } from '@verstak/api';
import { Account } from '../../core/account';
import { Language } from '../../core/language';
import { PageMeta } from '../../core/page-meta';
import { type Refusal, refusalOf } from '../../core/refusal';
import { withinShop } from '../../core/signed-in';

/** Making an account, which is open at once. */
@Component({
  selector: 'shop-register-page',
  imports: [RouterLink, TranslocoPipe],
  templateUrl: './register-page.html',
})
export class RegisterPage {
  private readonly api = inject(ShopAccountService);
  private readonly account = inject(Account);
  private readonly router = inject(Router);
  private readonly language = inject(Language).current;

  /** From the address. */
  readonly returnTo = input<string>();

  protected readonly isSending = signal(false);
  protected readonly refusal = signal<Refusal | undefined>(undefined);
  /** Whom a letter tells how to go on. */
  protected readonly written = signal('');

  constructor() {
    const [meta, i18n] = [inject(PageMeta), inject(TranslocoService)];
    effect(() => meta.say(i18n.translate('shop.account.register'), i18n.translate('shop.account.register')));
  }

  protected async register(event: Event): Promise<void> {
    event.preventDefault();
    if (this.isSending()) return;
    const form = new FormData(event.target as HTMLFormElement); // the form that was submitted
    const [name = '', email = '', phone = ''] = ['name', 'email', 'phone'].map((field) =>
      String(form.get(field)).trim(),
    );
    const password = String(form.get('password'));
    this.isSending.set(true);
    this.refusal.set(undefined);
    try {
      const body = { name, email, ...(phone ? { phone } : {}), password, language: this.language };
      await this.api.registerShopAccount({ body });
      // Of an address that was known nothing is told here.
      const isOpen = await this.account.signIn(email, password).catch(() => false);
      if (isOpen) await this.router.navigateByUrl(withinShop(this.returnTo()));
      else this.written.set(email);
    } catch (error) {
      this.refusal.set(refusalOf(error));
    } finally {
      this.isSending.set(false);
    }
  }

  protected isRefused(field: string): true | null {
    return this.refusal()?.fields.has(field) || null;
  }
}
