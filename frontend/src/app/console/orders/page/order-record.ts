import { Injectable, computed, inject, linkedSignal, resource, untracked } from '@angular/core';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';
import { type JournalEntry, type Order, OrdersService } from '@verstak/api';
import { debounceTime, filter, map } from 'rxjs';
import { toProblem } from '../../../core/http/api-problem';
import { Live } from '../../../core/live/live';
import { Session } from '../../../core/session/session';
import { OrderHistory } from '../../../entities/orders/order-history';
import { OrderSteps } from '../steps/order-steps';

const PAUSE = 150;

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

  readonly id = toSignal(inject(ActivatedRoute).paramMap.pipe(map((params) => params.get('id') ?? '')), {
    requireSync: true,
  });
  readonly order = resource({
    params: () => this.id(),
    loader: ({ params }) => this.api.getOrder({ id: params }),
  });
  readonly seesHistory = computed(() => this.session.can('orders:prices'));
  readonly journal = resource({
    params: () => (this.seesHistory() ? this.id() : undefined),
    loader: ({ params }) => this.api.getOrderHistory({ id: params }),
  });
  /** Stands until it is dismissed (`set(undefined)`) or another order is opened. */
  readonly notice = linkedSignal<string, Notice | undefined>({ source: this.id, computation: () => undefined });

  constructor() {
    inject(Live)
      .changes('Order')
      .pipe(
        filter(({ id, version }) => !id || (id === this.id() && version > this.version())),
        debounceTime(PAUSE),
        takeUntilDestroyed(),
      )
      .subscribe(() => void this.refresh());
    inject(OrderSteps)
      .taken.pipe(
        filter((order) => order.id === this.id()),
        takeUntilDestroyed(),
      )
      .subscribe((order) => this.adopt(order));
  }

  /** Shows the order as an answer to this person's own act gave it. */
  adopt(order: Order): void {
    if (order.version < this.version()) return;
    this.order.set(order);
    this.journal.reload();
  }

  /** Reads what others made of the order, without taking the page away meanwhile, and says who it was. */
  async refresh(): Promise<void> {
    const [id, seen] = [this.id(), this.version()];
    try {
      const order = await this.api.getOrder({ id });
      if (id !== this.id() || order.version <= this.version()) return;
      this.order.set(order);
      if (!this.seesHistory()) return;
      const journal = await this.api.getOrderHistory({ id });
      if (id !== this.id()) return;
      this.journal.set(journal);
      this.tell(order, journal, seen);
    } catch (error) {
      // A lost network shows elsewhere; that the order is gone must be said here.
      if (toProblem(error).code === 'not_found') this.order.reload();
    }
  }

  private tell({ items }: Order, journal: readonly JournalEntry[], seen: number): void {
    const foreign = journal.filter(
      ({ entityVersion, actor }) => entityVersion > seen && actor.id !== this.session.user()?.id,
    );
    const fields = [...new Set(foreign.flatMap((entry) => this.words.fields(entry, items)))];
    const who = foreign[0]?.actor.name;
    if (who && fields.length) this.notice.set({ who, fields: fields.join(', ') });
  }

  private version(): number {
    return untracked(() => (this.order.hasValue() ? this.order.value().version : 0));
  }
}
