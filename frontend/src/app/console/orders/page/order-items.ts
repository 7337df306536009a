import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Order } from '@verstak/api';
import { Session } from '../../../core/session/session';
import { MoneyPipe, QuantityPipe, SharePipe } from '../../../ui/pipes/format-pipes';

/** The items of an order, to read. */
@Component({
  selector: 'app-order-items',
  imports: [MoneyPipe, QuantityPipe, SharePipe, TranslocoPipe],
  templateUrl: './order-items.html',
  styleUrl: './order-items.scss',
})
export class OrderItems {
  private readonly session = inject(Session);
  readonly order = input.required<Order>();
  protected readonly hasPrices = computed(() => this.session.can('orders:prices'));
}
