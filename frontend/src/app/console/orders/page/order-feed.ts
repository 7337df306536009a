import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoPipe } from '@jsverse/transloco';
import type { JournalEntry, Order } from '@verstak/api';
import { History } from '../../../ui/history/history';
import { OrderHistory } from '../../../entities/orders/order-history';

const STEP = 20;

/** What happened to an order, newest first: who, when, and each field before and after. */
@Component({
  selector: 'app-order-feed',
  imports: [History, MatButton, TranslocoPipe],
  template: `
    <ui-history [entries]="shown()">
      @if (hidden(); as count) {
        <button mat-button type="button" (click)="limit.set(limit() + step)">
          {{ 'orders.showMore' | transloco: { count } }}
        </button>
      }
    </ui-history>
  `,
})
export class OrderFeed {
  private readonly words = inject(OrderHistory);
  readonly order = input.required<Order>();
  readonly journal = input.required<readonly JournalEntry[]>();

  protected readonly step = STEP;
  protected readonly limit = signal(STEP);
  private readonly entries = computed(() => this.words.entries(this.journal(), this.order().items));
  protected readonly shown = computed(() => this.entries().slice(0, this.limit()));
  protected readonly hidden = computed(() => Math.max(this.entries().length - this.limit(), 0));
}
