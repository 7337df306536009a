import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { RequestItem, SupplyRequest } from '@verstak/api';
import { Session } from '../../core/session/session';
import { RequestItemStateChip } from './request-status';
import { CalendarDayPipe, MoneyPipe, QuantityPipe } from '../../ui/pipes/format-pipes';
import { EmptyState } from '../../ui/states/empty-state';

type Shown = 'id' | 'name' | 'unit' | 'quantity' | 'received' | 'state';

/** An item as its supplier reads it, or as the workshop does, which knows more of it. */
export type ShownItem = Pick<RequestItem, Shown> & Partial<RequestItem>;

/** A request with such items. */
export type ShownRequest = Pick<SupplyRequest, 'id' | 'number' | 'status' | 'version'> & {
  items: readonly ShownItem[];
};

/** Whether sums of requests are shown: to who reads costs, and to suppliers, whose they are. */
export function seesPrices(session: Session): boolean {
  return session.can('stock:cost') || session.can('supply:desk');
}

/** What a request asks for, item by item: how much, at what price, by when, and how it stands with it. */
@Component({
  selector: 'app-request-items',
  imports: [CalendarDayPipe, EmptyState, MoneyPipe, QuantityPipe, RequestItemStateChip, RouterLink, TranslocoPipe],
  templateUrl: './request-items.html',
  styleUrl: './request-items.scss',
})
export class RequestItems {
  private readonly session = inject(Session);

  readonly request = input.required<ShownRequest>();
  readonly today = input.required<string>();
  protected readonly mayReadStock = computed(() => this.session.can('stock:read'));
  protected readonly hasPrices = computed(() => seesPrices(this.session));

  protected isLate({ promisedDay, wishedDay, state }: ShownItem): boolean {
    const day = promisedDay ?? wishedDay;
    const isOpen = !['received', 'declined', 'cancelled'].includes(state);
    return this.request().status === 'in_process' && isOpen && day !== undefined && day < this.today();
  }
}
