import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { OrderStatus } from '@verstak/domain';
import { StatusChip, type StatusLook } from '../../ui/status-chip/status-chip';

/** How each state of an order looks; told apart without colour by icon and word. */
export const ORDER_LOOKS: Record<OrderStatus, StatusLook> = {
  draft: { tone: 'neutral', icon: 'draft' },
  confirmed: { tone: 'info', icon: 'check' },
  in_production: { tone: 'active', icon: 'wrench' },
  ready: { tone: 'good', icon: 'check-circle' },
  delivered: { tone: 'done', icon: 'check-all' },
  on_hold: { tone: 'warn', icon: 'pause' },
  cancelled: { tone: 'bad', icon: 'cancel' },
};

/** States in which nothing can be late any more. */
export function isSettled(status: OrderStatus): boolean {
  return status === 'delivered' || status === 'cancelled';
}

/** The state of an order, or of a number of them: icon, word and colour. */
@Component({
  selector: 'app-order-status',
  imports: [StatusChip, TranslocoPipe],
  template: `<ui-status-chip [look]="look()">{{
    (count() === undefined ? 'orders.status.' : 'orders.counted.') + status() | transloco: { count: count() }
  }}</ui-status-chip>`,
})
export class OrderStatusChip {
  readonly status = input.required<OrderStatus>();
  /** How many orders it is said of, where of several. */
  readonly count = input<number>();
  protected readonly look = computed(() => ORDER_LOOKS[this.status()]);
}
