import { Component, inject, input } from '@angular/core';
import type { Order } from '@verstak/api';
import { ProblemState } from '../../../ui/states/problem-state';
import { Skeleton } from '../../../ui/states/skeleton';
import { OrderFeed } from './order-feed';
import { OrderRecord } from './order-record';

/** The history of an order as a part of its page. */
@Component({
  selector: 'app-order-journal',
  imports: [OrderFeed, ProblemState, Skeleton],
  template: `
    @if (journal.problem(); as problem) {
      <ui-problem-state [error]="problem" (retry)="journal.reload()" />
    } @else if (journal.value()) {
      <app-order-feed [order]="order()" [journal]="journal" />
    } @else {
      <ui-skeleton height="120px" />
    }
  `,
})
export class OrderJournal {
  protected readonly journal = inject(OrderRecord).journal;
  readonly order = input.required<Order>();
}
