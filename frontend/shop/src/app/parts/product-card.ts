import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ShopProductListItem } from '@verstak/api';
import { pictureAddress } from '../core/picture-address';
import { Shop } from '../core/shop';
import { Availability } from './availability';

/** A product in a list: picture, name, price. */
@Component({
  selector: 'shop-product-card',
  imports: [Availability, RouterLink, TranslocoPipe],
  template: `
    @let product = this.product();
    <a [routerLink]="['/products', product.id]">
      <span class="picture">
        @if (product.pictures[0]; as picture) {
          <img
            [loading]="isFirst() ? 'eager' : 'lazy'"
            [attr.fetchpriority]="isFirst() ? 'high' : null"
            width="320"
            height="240"
            [src]="addressOf(picture, 'small')"
            [alt]="picture.alt ?? ''"
          />
        } @else {
          <span class="letter" aria-hidden="true">{{ product.name.charAt(0) }}</span>
        }
      </span>
      <span class="name">{{ product.name }}</span>
      <span class="price">
        {{ (product.isFrom ? 'shop.from' : 'shop.exactly') | transloco: { price: shop.money(product.price) } }}
        <span class="muted">/ {{ product.unit }}</span>
      </span>
      <shop-availability [product]="product" />
    </a>
  `,
  styles: `
    a {
      display: grid;
      gap: 4px;
      height: 100%;
      align-content: start;
      color: inherit;
      text-decoration: none;
    }
    .picture {
      display: grid;
      aspect-ratio: 4 / 3;
      overflow: hidden;
      border-radius: 12px;
      background: var(--mat-sys-surface-container);
      place-items: center;
    }
    img {
      width: 100%;
      height: 100%;
      object-fit: cover;
    }
    .letter {
      color: var(--mat-sys-outline);
      font-size: 48px;
    }
    .name {
      font-weight: 550;
    }
    a:hover .name {
      text-decoration: underline;
    }
  `,
})
export class ProductCard {
  protected readonly shop = inject(Shop);
  protected readonly addressOf = pictureAddress;

  readonly product = input.required<ShopProductListItem>();
  /** It is seen as soon as the page is. */
  readonly isFirst = input(false);
}
