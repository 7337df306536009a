import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Client, PaymentsService } from '@verstak/api';
import { owedFor } from '@verstak/domain';
import { liveResource } from '../../core/live/live-resource';
import { OrderStatusChip } from '../../entities/orders/order-status';
import { MoneyPipe } from '../../ui/pipes/format-pipes';
import { ProblemState } from '../../ui/states/problem-state';
import { StaleNote } from '../../ui/states/stale-note';

/** How a client stands with the workshop: what is still to be paid, and the client's money that the workshop holds. */
@Component({
  selector: 'app-client-account',
  imports: [MoneyPipe, OrderStatusChip, ProblemState, RouterLink, StaleNote, TranslocoPipe],
  template: `
    <h2 id="client-account">{{ 'clients.account.title' | transloco }}</h2>
    @if (account.isStale()) {
      <ui-stale-note [at]="account.readAt()" (retry)="account.reload()" />
    }
    @if (account.problem(); as problem) {
      <ui-problem-state [error]="problem" (retry)="account.reload()" />
    }
    @for (list of lists(); track list.key) {
      <h3>{{ 'clients.account.' + list.key | transloco }}</h3>
      <ul>
        @for (row of list.rows; track row.order.id) {
          <li>
            <a [routerLink]="['/orders', row.order.id]" [queryParams]="{ tab: 'payments' }">{{
              'ui.numbered' | transloco: { number: row.order.number }
            }}</a>
            <app-order-status [status]="row.order.status" />
            <span class="muted">{{
              'clients.account.paidOf' | transloco: { paid: row.order.paid | money, total: row.order.total | money }
            }}</span>
            <strong>{{ row.sum | money }}</strong>
          </li>
        }
      </ul>
    } @empty {
      @if (account.value()) {
        <p class="muted">{{ 'clients.account.settled' | transloco }}</p>
      }
    }
  `,
  styles: `
    h3 {
      margin: 8px 0 0;
      color: var(--mat-sys-on-surface-variant);
      font-size: 12px;
      line-height: 16px;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 2px 16px;
      min-height: 40px;
      border-bottom: var(--v-line);
    }
    strong {
      margin-inline-start: auto;
      font-weight: 550;
    }
    @media (pointer: coarse) {
      a {
        display: inline-flex;
        align-items: center;
        min-height: 44px;
      }
    }
  `,
})
export class ClientAccount {
  private readonly api = inject(PaymentsService);

  readonly client = input.required<Client>();
  protected readonly account = liveResource({
    params: () => this.client().id,
    load: (id) => this.api.getClientAccount({ id }),
    live: ['Order'],
  });
  protected readonly lists = computed(() => {
    const { owing = [], credits = [] } = this.account.value() ?? {};
    const rows = (orders: typeof owing) => orders.map((order) => ({ order, sum: Math.abs(owedFor(order)) }));
    return [
      { key: 'credits', rows: rows(credits) },
      { key: 'owing', rows: rows(owing) },
    ].filter(({ rows: found }) => found.length);
  });
}
