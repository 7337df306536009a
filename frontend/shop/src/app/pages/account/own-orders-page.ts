import { Component, computed, effect, inject, input, numberAttribute, resource } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { ShopAccountService } from '@verstak/api';
import { Account } from '../../core/account';
import { follow } from '../../core/follow';
import { PageMeta } from '../../core/page-meta';
import { Shop } from '../../core/shop';

/** Own orders of the customer who is signed in, the latest first, and how far each is. */
@Component({
  selector: 'shop-own-orders-page',
  imports: [RouterLink, TranslocoPipe],
  templateUrl: './own-orders-page.html',
  styleUrl: './own-orders-page.scss',
})
export class OwnOrdersPage {
  private readonly api = inject(ShopAccountService);
  private readonly router = inject(Router);
  protected readonly account = inject(Account);
  protected readonly shop = inject(Shop);

  /** From the address. */
  readonly page = input(1, { transform: (value: unknown) => numberAttribute(value, 1) });

  protected readonly found = resource({
    params: () => ({ page: this.page(), user: this.account.user()?.id }),
    loader: ({ params: { page } }) => this.api.listOwnShopOrders({ page }),
  });
  protected readonly orders = computed(() => (this.found.hasValue() ? this.found.value() : undefined));
  protected readonly last = computed(() => {
    const { total = 0, pageSize = 1 } = this.orders() ?? {};
    return Math.max(1, Math.ceil(total / pageSize));
  });

  constructor() {
    const [meta, i18n] = [inject(PageMeta), inject(TranslocoService)];
    effect(() => meta.say(i18n.translate('shop.account.orders'), i18n.translate('shop.account.orders')));
    follow(() => this.found.reload());
  }

  protected async signOut(): Promise<void> {
    await this.account.signOut().catch(() => undefined); // it has ended here, and ends there by itself
    await this.router.navigateByUrl('/');
  }
}
