import { Component, computed, inject, input, resource } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { ClientsService, type Order } from '@verstak/api';
import { Session } from '../../../core/session/session';
import { DueDate } from '../../../ui/pipes/due-date';
import { telOf } from '../../../ui/pipes/tel';
import { DayPipe, MoneyPipe } from '../../../ui/pipes/format-pipes';
import { CostFigure } from '../../../entities/orders/cost-figure';
import { OrderProgress } from '../../../entities/orders/order-progress';
import { PaymentState } from '../../../entities/orders/payment-state';
import { isSettled } from '../../../entities/orders/order-status';

/** What one looks for first in an order: whose it is and how to call them, when it is due, what is paid. */
@Component({
  selector: 'app-order-facts',
  imports: [CostFigure, DayPipe, DueDate, MatIcon, MoneyPipe, OrderProgress, PaymentState, RouterLink, TranslocoPipe],
  template: `
    @let shown = order();
    <dl>
      <div class="client">
        <dt>{{ 'clients.one' | transloco }}</dt>
        <dd>
          @if (mayOpenClient()) {
            <a [routerLink]="['/clients', shown.clientId]">{{ shown.clientName }}</a>
          } @else {
            {{ shown.clientName }}
          }
          @if (reached(); as client) {
            @if (client.phone) {
              <a class="phone" [href]="telOf(client)"
                ><mat-icon svgIcon="phone" aria-hidden="true" />{{ client.phone }}</a
              >
            }
          }
        </dd>
      </div>
      <div>
        <dt>{{ 'orders.due' | transloco }}</dt>
        <dd><ui-due-date [at]="shown.dueAt" [done]="isSettled(shown.status)" /></dd>
      </div>
      @if (hasPrices()) {
        <div>
          <dt>{{ 'orders.total' | transloco }}</dt>
          <dd class="figures">
            <strong>{{ shown.total | money }}</strong> <app-payment-state [order]="shown" />
          </dd>
        </div>
      }
      @if (shown.cost !== undefined) {
        <div>
          <dt>{{ 'orders.costAndMargin' | transloco }}</dt>
          <dd class="figures"><app-cost-figure [of]="shown" /></dd>
        </div>
      }
      @if (shown.partsTotal) {
        <div>
          <dt>{{ 'orders.progress' | transloco }}</dt>
          <dd><app-order-progress [order]="shown" /></dd>
        </div>
      }
      <div>
        <dt>{{ 'orders.ordered' | transloco }}</dt>
        <dd>
          {{ shown.orderedAt | day }}
          @if (shown.managerName) {
            <span class="muted">· {{ shown.managerName }}</span>
          }
        </dd>
      </div>
      @if (shown.deliveryAddress) {
        <div>
          <dt>{{ 'orders.deliveryAddress' | transloco }}</dt>
          <dd>{{ shown.deliveryAddress }}</dd>
        </div>
      }
      @if (shown.isFromShop) {
        <div>
          <dt>{{ 'orders.origin' | transloco }}</dt>
          <dd>{{ 'orders.isFromShop' | transloco }}</dd>
        </div>
      }
      @if (shown.deliveredAt) {
        <div>
          <dt>{{ 'orders.delivered' | transloco }}</dt>
          <dd>{{ shown.deliveredAt | day }}</dd>
        </div>
      }
    </dl>
  `,
  styles: `
    dl {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 32px;
      padding: 0 0 12px;
    }
    dt {
      color: var(--mat-sys-on-surface-variant);
      font-size: 12px;
      line-height: 16px;
    }
    dd {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 10px;
      min-height: 24px;
    }
    .client a:first-child {
      font-weight: 550;
    }
    .phone {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      white-space: nowrap;
    }
    mat-icon {
      width: 16px;
      height: 16px;
    }
    @media (pointer: coarse) {
      dd a {
        display: inline-flex;
        align-items: center;
        min-height: 48px;
      }
    }
  `,
})
export class OrderFacts {
  private readonly session = inject(Session);
  private readonly clients = inject(ClientsService);

  readonly order = input.required<Order>();
  protected readonly isSettled = isSettled;
  protected readonly hasPrices = computed(() => this.session.can('orders:prices'));
  protected readonly mayOpenClient = computed(() => this.session.can('clients:read'));
  private readonly client = resource({
    params: () => (this.session.can('clients:contacts') && this.mayOpenClient() ? this.order().clientId : undefined),
    loader: ({ params }) => this.clients.getClient({ id: params }),
  });
  protected readonly reached = computed(() => (this.client.hasValue() ? this.client.value() : undefined));
  protected readonly telOf = telOf;
}
