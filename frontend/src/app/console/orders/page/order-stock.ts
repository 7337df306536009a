import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Order, RequestsService, StockService } from '@verstak/api';
import { liveResource } from '../../../core/live/live-resource';
import { Session } from '../../../core/session/session';
import { RequestStatusChip } from '../../../entities/requests/request-status';
import { QuantityPipe } from '../../../ui/pipes/format-pipes';
import { EmptyState } from '../../../ui/states/empty-state';
import { ProblemState } from '../../../ui/states/problem-state';
import { Skeleton } from '../../../ui/states/skeleton';
import { StaleNote } from '../../../ui/states/stale-note';
import { StatusChip, type StatusLook } from '../../../ui/status-chip/status-chip';

/** Requests of an order that are named. */
const SHOWN = 20;

const LOOKS = {
  short: { tone: 'bad', icon: 'error' },
  reserved: { tone: 'info', icon: 'check' },
  issued: { tone: 'done', icon: 'check-all' },
} as const satisfies Record<string, StatusLook>;

/** What an order takes from stock, item by item: reserved, given out, and of what there is not enough. */
@Component({
  selector: 'app-order-stock',
  imports: [
    EmptyState,
    MatButton,
    ProblemState,
    QuantityPipe,
    RequestStatusChip,
    RouterLink,
    Skeleton,
    StaleNote,
    StatusChip,
    TranslocoPipe,
  ],
  templateUrl: './order-stock.html',
  styleUrl: './order-stock.scss',
})
export class OrderStock {
  private readonly api = inject(StockService);
  private readonly requestsApi = inject(RequestsService);
  private readonly session = inject(Session);

  readonly order = input.required<Order>();
  protected readonly looks = LOOKS;

  protected readonly lines = liveResource({
    params: () => this.order().id,
    load: (id) => this.api.listOrderStock({ id }),
    live: ['StockItem', 'Movement', 'Order', 'Part'],
  });
  /** What suppliers were asked for because of it. */
  protected readonly requests = liveResource({
    params: () => (this.session.can('requests:read') ? this.order().id : undefined),
    load: (orderId) => this.requestsApi.listRequests({ orderId: [orderId], pageSize: SHOWN }),
    live: ['SupplyRequest'],
  });
  protected readonly mayRequest = computed(() => this.session.can('requests:write'));
  /** What is short, as the page of what to order is asked; empty for nothing. */
  protected readonly shortIds = computed(() => {
    const short = this.lines.value()?.filter(({ isShort }) => isShort) ?? [];
    return [...new Set(short.map(({ stockItemId }) => stockItemId))].join(',');
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
