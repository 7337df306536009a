import { Component, inject, resource } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { ShopService } from '@verstak/api';
import { ProductCard } from './product-card';

const SOME = 4;

/** What else there is, for whoever has come to something that is sold no more. */
@Component({
  selector: 'shop-other-products',
  imports: [ProductCard, TranslocoPipe],
  template: `
    @if (found.hasValue() && found.value().items.length) {
      <h2>{{ 'shop.others' | transloco }}</h2>
      <ul>
        @for (product of found.value().items; track product.id) {
          <li><shop-product-card [product]="product" /></li>
        }
      </ul>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 16px;
    }
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 150px), 1fr));
      gap: 20px;
    }
  `,
})
export class OtherProducts {
  private readonly api = inject(ShopService);

  protected readonly found = resource({ loader: () => this.api.listShopProducts({ pageSize: SOME }) });
}
