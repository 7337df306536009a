import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { RequestItem, SupplyRequest } from '@verstak/api';
import { Session } from '../../core/session/session';
import { RequestItemStateChip } from '../../entities/requests/request-status';
import { CalendarDayPipe, MoneyPipe, QuantityPipe } from '../../ui/pipes/format-pipes';
import { EmptyState } from '../../ui/states/empty-state';

/** What a request asks for, item by item: how much, at what price, by when, and how it stands with it. */
@Component({
  selector: 'app-request-items',
  imports: [CalendarDayPipe, EmptyState, MoneyPipe, QuantityPipe, RequestItemStateChip, RouterLink, TranslocoPipe],
  templateUrl: './request-items.html',
  styleUrl: './request-items.scss',
})
export class RequestItems {
  private readonly session = inject(Session);

  readonly request = input.required<SupplyRequest>();
  readonly today = input.required<string>();
  protected readonly mayReadStock = computed(() => this.session.can('stock:read'));
  protected readonly hasPrices = computed(() => this.session.can('stock:cost'));

  protected isLate({ promisedDay, wishedDay, state }: RequestItem): boolean {
    const day = promisedDay ?? wishedDay;
    const isOpen = !['received', 'declined', 'cancelled'].includes(state);
    return this.request().status === 'in_process' && isOpen && day !== undefined && day < this.today();
  }
}
