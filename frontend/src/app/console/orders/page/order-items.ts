import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Order } from '@verstak/api';
import { settlementOf } from '@verstak/domain';
import { Session } from '../../../core/session/session';
import { CostFigure } from '../../../entities/orders/cost-figure';
import { ItemDetails } from '../../../entities/products/item-details';
import { MoneyPipe, QuantityPipe, SharePipe } from '../../../ui/pipes/format-pipes';

/** The items of an order, to read. */
@Component({
  selector: 'app-order-items',
  imports: [CostFigure, ItemDetails, MoneyPipe, QuantityPipe, SharePipe, TranslocoPipe],
  templateUrl: './order-items.html',
  styleUrl: './order-items.scss',
})
export class OrderItems {
  private readonly session = inject(Session);
  readonly order = input.required<Order>();
  /** What is left to be paid, was paid too much, or is to be given back. */
  protected readonly settled = computed(() => settlementOf(this.order()));
  protected readonly hasPrices = computed(() => this.session.can('orders:prices'));
  /** It is there where that of some item is, for whoever may read it. */
  protected readonly hasCosts = computed(() => this.order().cost !== undefined);
  /** Of how many of the items all of the cost is known. */
  protected readonly costed = computed(() => {
    const { items } = this.order();
    const known = items.filter(({ cost, isCostIncomplete }) => cost !== undefined && !isCostIncomplete);
    return { known: known.length, count: items.length };
  });
}
