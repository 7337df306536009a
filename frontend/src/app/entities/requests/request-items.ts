import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { OfferListItem, RequestItem, SupplyRequest } from '@verstak/api';
import { isGivenUp, isItemClosed, itemDayOf } from '@verstak/domain';
import { Session } from '../../core/session/session';
import { type OfferNews, offerNews } from './offer-news';
import { RequestItemStateChip } from './request-status';
import { AgoPipe, CalendarDayPipe, MoneyPipe, QuantityPipe } from '../../ui/pipes/format-pipes';
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
  imports: [
    AgoPipe,
    CalendarDayPipe,
    EmptyState,
    MoneyPipe,
    QuantityPipe,
    RequestItemStateChip,
    RouterLink,
    TranslocoPipe,
  ],
  templateUrl: './request-items.html',
  styleUrl: './request-items.scss',
})
export class RequestItems {
  private readonly session = inject(Session);

  readonly request = input.required<ShownRequest>();
  readonly today = input.required<string>();
  /** What its supplier offers of it now, where that is known. */
  readonly offers = input<readonly OfferListItem[]>([]);
  protected readonly isGivenUp = isGivenUp;
  protected readonly mayReadStock = computed(() => this.session.can('stock:read'));
  protected readonly hasPrices = computed(() => seesPrices(this.session));

  protected readonly news = computed(
    (): ReadonlyMap<string, OfferNews | undefined> =>
      new Map(this.request().items.map((item) => [item.id, offerNews(item, this.offers())])),
  );

  protected isLate(item: ShownItem): boolean {
    const day = itemDayOf(item);
    return (
      this.request().status === 'in_process' && !isItemClosed(item.state) && day !== undefined && day < this.today()
    );
  }
}
