import { Component, computed, inject, input } from '@angular/core';
import type { Order } from '@verstak/api';
import type { LiveJournal } from '../../../entities/journal';
import { OrderHistory } from '../../../entities/orders/order-history';
import { History } from '../../../ui/history/history';

/** What happened to an order, newest first: who, when, and each field before and after. */
@Component({
  selector: 'app-order-feed',
  imports: [History],
  template: `<ui-history [entries]="entries()" [hidden]="journal().hidden()" (more)="journal().showMore()" />`,
})
export class OrderFeed {
  private readonly words = inject(OrderHistory);
  readonly order = input.required<Order>();
  readonly journal = input.required<LiveJournal>();

  protected readonly entries = computed(() => this.words.entries(this.journal().value() ?? [], this.order().items));
}
