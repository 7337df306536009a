import {
  Component,
  DestroyRef,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  resource,
  signal,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { ShopService } from '@verstak/api';
import { PageMeta } from '../core/page-meta';
import { refusalOf } from '../core/refusal';
import { Shop } from '../core/shop';

/** How often an order that is looked at is read again. */
const EVERY = 15_000;

/** The way of an order, as its customer sees it. */
const WAY = ['draft', 'confirmed', 'in_production', 'ready', 'delivered'] as const;

/** An own order: how far it is, what is in it; followed while it is looked at, and cancelled while nothing is begun. */
@Component({
  selector: 'shop-order-page',
  imports: [RouterLink, TranslocoPipe],
  templateUrl: './order-page.html',
  styleUrl: './order-page.scss',
})
export class OrderPage {
  private readonly api = inject(ShopService);
  private readonly i18n = inject(TranslocoService);
  protected readonly shop = inject(Shop);

  /** From the address. */
  readonly key = input.required<string>();
  readonly new = input<string>();

  protected readonly way = WAY;
  protected readonly found = resource({
    params: () => this.key(),
    loader: ({ params: key }) => this.api.getShopOrder({ key }),
  });
  protected readonly order = computed(() => (this.found.hasValue() ? this.found.value() : undefined));
  protected readonly reached = computed(() => WAY.findIndex((status) => status === this.order()?.status));
  protected readonly isOffline = computed(
    () => !!this.found.error() && refusalOf(this.found.error()).code === 'offline',
  );
  protected readonly isAsking = signal(false);
  protected readonly isRefused = signal(false);

  constructor() {
    const [meta, destroyed] = [inject(PageMeta), inject(DestroyRef)];
    effect(() => {
      const number = this.order()?.number;
      if (number) meta.say(this.i18n.translate('shop.orderNumber', { number }), this.i18n.translate('shop.cart'));
    });
    afterNextRender(() => {
      const timer = setInterval(() => document.visibilityState === 'visible' && this.found.reload(), EVERY);
      destroyed.onDestroy(() => clearInterval(timer));
    });
  }

  protected async cancel(): Promise<void> {
    this.isAsking.set(false);
    try {
      this.found.set(await this.api.cancelShopOrder({ key: this.key() }));
    } catch {
      this.isRefused.set(true);
      this.found.reload();
    }
  }
}
