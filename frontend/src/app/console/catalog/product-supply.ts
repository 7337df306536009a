import { booleanAttribute, Component, computed, inject, input, type Signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { OffersService, type ProductSupply, type SuppliedItem } from '@verstak/api';
import { liveResource } from '../../core/live/live-resource';
import { Session } from '../../core/session/session';
import { AgoPipe, MoneyPipe } from '../../ui/pipes/format-pipes';

/** Milliseconds between two looks at what suppliers say, while a check of theirs says one thing after another. */
const PAUSE = 2_000;

/** What suppliers have no more of, or sell at another price, of what these products take, by the id of the product. */
export function productSupply(
  ids: () => readonly string[],
): Signal<ReadonlyMap<string, readonly SuppliedItem[]> | undefined> {
  const [api, session] = [inject(OffersService), inject(Session)];
  const read = liveResource<ProductSupply[], readonly string[]>({
    params: () => (session.can('suppliers:read') && ids().length ? ids() : undefined),
    load: (wanted) => api.listProductSupply({ ids: [...wanted] }),
    live: ['Offer', 'Product', 'StockItem'],
    pause: PAUSE,
  });
  return computed(() => read.value() && new Map(read.value()?.map(({ productId, items }) => [productId, items])));
}

/** What of a product no supplier has, or costs another price than it is reckoned at, with the age of that. */
@Component({
  selector: 'app-product-supply',
  imports: [AgoPipe, MoneyPipe, RouterLink, TranslocoPipe],
  template: `
    @for (item of items(); track item.stockItemId) {
      <span class="item">
        @if (isLinked()) {
          <a [routerLink]="['/stock', item.stockItemId]">{{ item.name }}</a>
        } @else {
          <span>{{ item.name }}</span>
        }
        @if (item.isOut) {
          <span class="fault">{{ 'catalog.supply.none' | transloco }}</span>
        }
        @if (item.price !== undefined) {
          <span>{{ 'catalog.supply.price' | transloco: { now: item.price | money, was: item.cost | money } }}</span>
        }
        <span class="muted">{{ item.checkedAt | ago }}</span>
      </span>
    }
  `,
  styles: `
    .item {
      display: flex;
      flex-wrap: wrap;
      gap: 0 8px;
      font: var(--mat-sys-body-small);
    }
    .fault {
      color: var(--mat-sys-error);
    }
    .muted {
      color: var(--mat-sys-on-surface-variant);
    }
  `,
})
export class ProductSupplyMarks {
  private readonly session = inject(Session);

  readonly of = input<readonly SuppliedItem[] | undefined>();
  /** Where it stands within a link there is no other one. */
  readonly isWithinLink = input(false, { transform: booleanAttribute });

  protected readonly isLinked = computed(() => !this.isWithinLink() && this.session.can('stock:read'));
  /** Prices only some may see: what says nothing without one is left out. */
  protected readonly items = computed(() =>
    (this.of() ?? []).filter(({ isOut, price }) => isOut || price !== undefined),
  );
}
