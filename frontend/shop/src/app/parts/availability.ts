import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ShopProduct, ShopProductListItem } from '@verstak/api';
import { Shop } from '../core/shop';

type Offered = Pick<ShopProductListItem, 'isStocked' | 'isAvailable' | 'available' | 'unit' | 'leadDays'> &
  Partial<Pick<ShopProduct, 'earliestDay'>>;

/** Whether something can be had, how few there are, and by when it is made. */
@Component({
  selector: 'shop-availability',
  imports: [TranslocoPipe],
  template: `
    @let product = this.product();
    @if (!product.isAvailable) {
      <strong>{{ (product.isStocked ? 'shop.has.none' : 'shop.has.noMaterial') | transloco }}</strong>
    } @else {
      @if (product.isStocked) {
        <span>{{ (few() ? 'shop.has.few' : 'shop.has.enough') | transloco: { quantity: few() } }}</span>
        @if (product.earliestDay; as day) {
          <span>{{ 'shop.earliest' | transloco: { day: shop.day(day) } }}</span>
        }
      } @else {
        @if (product.leadDays === undefined) {
          <span>{{ 'shop.has.made' | transloco }}</span>
        } @else if (product.earliestDay; as day) {
          <span>{{ 'shop.has.madeBy' | transloco: { day: shop.day(day) } }}</span>
        } @else {
          <span>{{ 'shop.lead' | transloco: { count: product.leadDays } }}</span>
        }
        @if (few()) {
          <span>{{ 'shop.has.material' | transloco: { quantity: few() } }}</span>
        }
      }
    }
  `,
  styles: ':host { display: grid; }',
  host: { class: 'muted' },
})
export class Availability {
  protected readonly shop = inject(Shop);

  readonly product = input.required<Offered>();

  /** How many there are, in words, where they are few. */
  protected readonly few = computed(() => {
    const { available, unit } = this.product();
    return available === undefined ? '' : this.shop.quantity(available, unit);
  });
}
