import { Component, computed, effect, inject, input, resource, signal } from '@angular/core';
import { type Navigation, Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { ShopAccountService, type ShopOrder, type ShopRepeat, ShopService } from '@verstak/api';
import { Account } from '../core/account';
import { Cart } from '../core/cart';
import { follow } from '../core/follow';
import { PageMeta } from '../core/page-meta';
import { refusalOf } from '../core/refusal';
import { Shop } from '../core/shop';
import { OrderTalk } from '../parts/order-talk';

/** The way of an order, as its customer sees it. */
const WAY = ['draft', 'confirmed', 'in_production', 'ready', 'delivered'] as const;

/** An own order: how far it is, what is in it; followed while it is looked at, and cancelled while nothing is begun. */
@Component({
  selector: 'shop-order-page',
  imports: [OrderTalk, RouterLink, TranslocoPipe],
  templateUrl: './order-page.html',
  styleUrl: './order-page.scss',
})
export class OrderPage {
  private readonly api = inject(ShopService);
  private readonly own = inject(ShopAccountService);
  private readonly i18n = inject(TranslocoService);
  private readonly cart = inject(Cart);
  protected readonly account = inject(Account);
  protected readonly shop = inject(Shop);
  /** Whom a letter tells of an account that was there already, where one was wanted with the order. */
  protected readonly letter = letterOf(inject(Router).currentNavigation());

  /** From the address: the key of the link, or the id of an order of who is signed in. */
  readonly key = input<string>();
  readonly id = input<string>();
  readonly new = input<string>();

  protected readonly way = WAY;
  protected readonly found = resource({
    params: () => ({ key: this.key() ?? '', id: this.id() }),
    loader: ({ params: { key, id } }): Promise<Omit<ShopOrder, 'key'>> =>
      id === undefined ? this.api.getShopOrder({ key }) : this.own.getOwnShopOrder({ id }),
  });
  protected readonly order = computed(() => (this.found.hasValue() ? this.found.value() : undefined));
  protected readonly reached = computed(() => WAY.findIndex((status) => status === this.order()?.status));
  protected readonly isOffline = computed(
    () => !!this.found.error() && refusalOf(this.found.error()).code === 'offline',
  );
  protected readonly isAsking = signal(false);
  protected readonly repeated = signal<ShopRepeat | undefined>(undefined);
  protected readonly isRefused = signal(false);

  constructor() {
    const meta = inject(PageMeta);
    effect(() => {
      const number = this.order()?.number;
      if (number) meta.say(this.i18n.translate('shop.orderNumber', { number }), this.i18n.translate('shop.cart'));
    });
    follow(() => this.found.reload());
  }

  /** Puts into the cart what of it can be had again, and says what not. */
  protected async repeat(): Promise<void> {
    const id = this.id() ?? '';
    try {
      const repeated = await this.own.repeatOwnShopOrder({ id });
      if (repeated.lines.length) this.cart.add(...repeated.lines);
      this.repeated.set(repeated);
    } catch {
      this.found.reload();
    }
  }

  protected async cancel(): Promise<void> {
    this.isAsking.set(false);
    try {
      const [key = '', id] = [this.key(), this.id()];
      const cancelled = id === undefined ? this.api.cancelShopOrder({ key }) : this.own.cancelOwnShopOrder({ id });
      this.found.set(await cancelled);
    } catch {
      this.isRefused.set(true);
      this.found.reload();
    }
  }
}

function letterOf(navigation: Navigation | null): string | undefined {
  const letter: unknown = navigation?.extras.state?.['letter'];
  return typeof letter === 'string' ? letter : undefined;
}
