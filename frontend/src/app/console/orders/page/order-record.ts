import { Injectable, computed, effect, inject, linkedSignal, untracked } from '@angular/core';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';
import { type JournalEntry, type Order, OrdersService } from '@verstak/api';
import { filter, map } from 'rxjs';
import type { LiveChange } from '../../../core/live/live';
import { liveResource } from '../../../core/live/live-resource';
import { Session } from '../../../core/session/session';
import { liveJournal } from '../../../entities/journal';
import { OrderHistory } from '../../../entities/orders/order-history';
import { OrderSteps } from '../steps/order-steps';

/** What somebody else just changed. */
export interface Notice {
  who: string;
  fields: string;
}

/**
 * The order of the page's address with its journal: follows what others do to it, says who it was, and takes over what
 * this person did. Provided by the page, for the page and its parts.
 */
@Injectable()
export class OrderRecord {
  private readonly api = inject(OrdersService);
  private readonly session = inject(Session);
  private readonly words = inject(OrderHistory);

  /** The order as this person last saw it. */
  private seen?: Pick<Order, 'id' | 'version'>;

  readonly id = toSignal(inject(ActivatedRoute).paramMap.pipe(map((params) => params.get('id') ?? '')), {
    requireSync: true,
  });
  readonly order = liveResource({
    params: () => this.id(),
    load: (id) => this.api.getOrder({ id }),
    live: ['Order'],
    hears: (hint) => this.isNews(hint),
  });
  readonly seesHistory = computed(() => this.session.can('orders:prices'));
  readonly journal = liveJournal({
    params: () => (this.seesHistory() ? this.id() : undefined),
    load: (id, page) => this.api.getOrderHistory({ id, ...page }),
    live: ['Order', 'File'],
    hears: (hint) => hint.entity === 'File' || this.isNews(hint),
  });
  /** Stands until it is dismissed (`set(undefined)`) or another order is opened. */
  readonly notice = linkedSignal<string, Notice | undefined>({ source: this.id, computation: () => undefined });

  constructor() {
    effect(() => {
      const [order, journal] = [this.order.value(), this.journal.value()];
      if (order && journal) untracked(() => this.tell(order, journal));
    });
    inject(OrderSteps)
      .taken.pipe(
        filter((order) => order.id === this.id()),
        takeUntilDestroyed(),
      )
      .subscribe((order) => this.adopt(order));
  }

  /** Shows the order as an answer to this person's own act gave it. */
  adopt(order: Order): void {
    const shown = untracked(this.order.value);
    if (shown && order.version < shown.version) return;
    this.seen = order;
    this.order.put(order);
    this.journal.reload();
  }

  /** Reads what others made of the order. */
  refresh(): void {
    this.order.reload();
    this.journal.reload();
  }

  /** Says who changed what since this person last saw the order, once the entries about it have come too. */
  private tell(order: Order, journal: readonly JournalEntry[]): void {
    const seen = this.seen;
    if (seen?.id === order.id && order.version <= seen.version) return;
    const own = journal.filter(({ entityId }) => entityId === order.id);
    if (!own.some(({ entityVersion = 0 }) => entityVersion >= order.version)) return;
    this.seen = order;
    if (seen?.id !== order.id) return;
    const foreign = own.filter(
      ({ entityVersion = 0, actor }) => entityVersion > seen.version && actor.id !== this.session.user()?.id,
    );
    const fields = [...new Set(foreign.flatMap((entry) => this.words.fields(entry, order.items)))];
    const who = foreign[0]?.actor.name;
    if (who && fields.length) this.notice.set({ who, fields: fields.join(', ') });
  }

  /** The order's own changes; what this person did is on screen already. */
  private isNews({ id, version }: LiveChange): boolean {
    return id === this.id() && (version === undefined || version > (this.order.value()?.version ?? 0));
  }
}
