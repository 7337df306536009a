import { Component, computed, debounced, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { type LineToCost, OrdersService } from '@verstak/api';
import { liveResource } from '../../../core/live/live-resource';
import { Session } from '../../../core/session/session';
import { CostFigure } from '../../../entities/orders/cost-figure';
import { workOf } from './maker';
import { type LineDraft, isBlank } from './order-draft';

const PAUSE = 250;

/** What the lines of an order would cost and earn, were they written now, while they are typed. */
@Component({
  selector: 'app-lines-cost',
  imports: [CostFigure, TranslocoPipe],
  template: `
    @if (asked().length && cost.value(); as known) {
      @if (known.cost !== undefined) {
        {{ 'orders.costNow' | transloco }} <app-cost-figure [of]="known" />
      }
    }
  `,
  styles: `
    :host {
      display: block;
      margin-left: auto;
    }
    :host:empty {
      display: none;
    }
  `,
})
export class LinesCost {
  private readonly api = inject(OrdersService);
  private readonly session = inject(Session);

  readonly lines = input.required<readonly LineDraft[]>();
  protected readonly asked = computed(() => this.lines().flatMap(askedOf));
  private readonly settled = debounced(this.asked, PAUSE);
  protected readonly cost = liveResource({
    params: () => {
      const asked = this.settled.value();
      return this.session.can('stock:cost') && asked?.length ? asked : undefined;
    },
    load: (items) => this.api.costLines({ body: { items: [...items] } }),
    live: ['Product', 'StockItem', 'Route', 'Workshop'],
    pause: 1_000,
    keeps: () => true,
  });
}

function askedOf(line: LineDraft): LineToCost[] {
  const { productId, choiceIds, quantity, unitCost, unitPrice, discountPercent, masterId } = line;
  if (isBlank(line) || !quantity || quantity < 0) return [];
  const { masterId: _master, ...work } = masterId ? workOf(masterId) : {};
  return [
    {
      quantity,
      ...(productId && { productId, choiceIds }),
      ...(unitCost !== null && { unitCost }),
      ...(unitPrice !== null && { unitPrice }),
      ...(discountPercent && { discountPercent }),
      ...work,
    },
  ];
}
