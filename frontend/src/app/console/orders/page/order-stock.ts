import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Order, StockService } from '@verstak/api';
import { liveResource } from '../../../core/live/live-resource';
import { QuantityPipe } from '../../../ui/pipes/format-pipes';
import { EmptyState } from '../../../ui/states/empty-state';
import { ProblemState } from '../../../ui/states/problem-state';
import { Skeleton } from '../../../ui/states/skeleton';
import { StaleNote } from '../../../ui/states/stale-note';
import { StatusChip, type StatusLook } from '../../../ui/status-chip/status-chip';

const LOOKS = {
  short: { tone: 'bad', icon: 'error' },
  reserved: { tone: 'info', icon: 'check' },
  issued: { tone: 'done', icon: 'check-all' },
} as const satisfies Record<string, StatusLook>;

/** What an order takes from stock, item by item: reserved, given out, and of what there is not enough. */
@Component({
  selector: 'app-order-stock',
  imports: [EmptyState, ProblemState, QuantityPipe, RouterLink, Skeleton, StaleNote, StatusChip, TranslocoPipe],
  templateUrl: './order-stock.html',
  styleUrl: './order-stock.scss',
})
export class OrderStock {
  private readonly api = inject(StockService);

  readonly order = input.required<Order>();
  protected readonly looks = LOOKS;

  protected readonly lines = liveResource({
    params: () => this.order().id,
    load: (id) => this.api.listOrderStock({ id }),
    live: ['StockItem', 'Movement', 'Order', 'Part'],
  });
  protected readonly rows = computed(() => {
    const titles = new Map(this.order().items.map(({ id, title }) => [id, title]));
    return this.lines.value()?.map((line) => ({
      ...line,
      title: titles.get(line.itemId) ?? '',
      state: line.isShort ? ('short' as const) : line.reserved ? ('reserved' as const) : ('issued' as const),
    }));
  });
}
