import { Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { type Params, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { TodayOrders } from '@verstak/api';
import { dueFor } from '@verstak/domain';
import type { IconName } from '../../ui/icon/icons';
import { DueDate } from '../../ui/pipes/due-date';
import { MoneyPipe } from '../../ui/pipes/format-pipes';
import { summaryOf } from '../../entities/orders/order-columns';

/** The most urgent orders of a kind, each leading to its page, and the way to all of them. */
@Component({
  selector: 'app-today-list',
  imports: [DueDate, MatIcon, MoneyPipe, RouterLink, TranslocoPipe],
  template: `
    <section [attr.aria-labelledby]="'today-' + name()">
      <header>
        <h2 [id]="'today-' + name()">
          <mat-icon [svgIcon]="icon()" aria-hidden="true" />{{ 'today.' + name() + '.title' | transloco }}
          <span class="count">{{ found().total }}</span>
        </h2>
        @if (found().total) {
          <a routerLink="/orders" [queryParams]="params()">{{ 'today.all' | transloco }}</a>
        }
      </header>
      <ul>
        @for (row of rows(); track row.order.id) {
          <li>
            <a [routerLink]="['/orders', row.order.id]">
              <span class="who"
                ><strong>{{ 'ui.numbered' | transloco: { number: row.order.number } }}</strong>
                {{ row.order.clientName }}</span
              >
              @if (row.order.dueAt) {
                <ui-due-date [at]="row.order.dueAt" [done]="name() === 'ready'" />
              }
              <span class="what muted">
                {{ row.summary.first }}
                @if (row.summary.others) {
                  {{ 'orders.others' | transloco: { count: row.summary.others } }}
                }
              </span>
              @if (row.unpaid) {
                <span class="sum muted">{{ 'today.unpaid' | transloco: { sum: row.unpaid | money } }}</span>
              }
            </a>
          </li>
        } @empty {
          <li class="muted nothing">{{ 'today.' + name() + '.nothing' | transloco }}</li>
        }
      </ul>
    </section>
  `,
  styleUrl: '../../ui/link-card/link-card.scss',
  host: { '[class.alarm]': 'name() === "late" && found().total > 0' },
})
export class TodayList {
  readonly name = input.required<'late' | 'dueToday' | 'ready'>();
  readonly icon = input.required<IconName>();
  readonly found = input.required<TodayOrders>();
  /** Query of the order list that shows all of them. */
  readonly params = input.required<Params>();

  protected readonly rows = computed(() =>
    this.found().items.map((order) => ({
      order,
      summary: summaryOf(order),
      // Whoever may not read prices gets neither.
      unpaid: this.name() === 'ready' ? dueFor(order) : 0,
    })),
  );
}
