import { Component, computed, effect, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Movement, type StockItem, StockService } from '@verstak/api';
import { WRITTEN_MOVEMENTS, type WrittenMovement } from '@verstak/domain';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { type LiveResourceOptions, liveResource } from '../../core/live/live-resource';
import { LastViews } from '../../core/platform/last-views';
import { PageTitle } from '../../core/platform/page-title';
import { Session } from '../../core/session/session';
import { type ArchivedKind, Archiving } from '../../entities/archiving';
import { liveJournal } from '../../entities/journal';
import { History } from '../../ui/history/history';
import { Keycap } from '../../ui/keycap/keycap';
import { entityList } from '../../ui/list/entity-list';
import { ListSteps } from '../../ui/list/list-steps';
import { PageHeader } from '../../ui/page-header/page-header';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { StaleNote } from '../../ui/states/stale-note';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { MovementTable } from './movement-table';
import { StockActs } from './stock-acts';
import { StockDetails } from './stock-details';
import { StockWords } from './stock-words';
import { WaitingOrders } from './waiting-orders';

/** One thing in stock: how much there is, how it came and went, who waits for it, and what was changed. */
@Component({
  selector: 'app-stock-page',
  imports: [
    History,
    Keycap,
    ListSteps,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    MovementTable,
    PageHeader,
    ProblemState,
    RouterLink,
    Skeleton,
    StaleNote,
    StatusChip,
    StockDetails,
    TranslocoPipe,
    WaitingOrders,
  ],
  templateUrl: './stock-page.html',
  styleUrl: '../../ui/page-columns/page-columns.scss',
})
export class StockPage {
  private readonly api = inject(StockService);
  private readonly router = inject(Router);
  private readonly archiving = inject(Archiving);
  private readonly acts = inject(StockActs);
  private readonly words = inject(StockWords);
  private readonly session = inject(Session);
  protected readonly lastViews = inject(LastViews);

  /** From the address. */
  readonly id = input.required<string>();

  /** What there is of it follows from its movements and from orders, which it tells of itself. */
  private readonly follows: Pick<LiveResourceOptions<unknown, unknown>, 'live' | 'hears'> = {
    live: ['StockItem'],
    hears: ({ id }) => id === this.id(),
  };
  protected readonly item = liveResource({
    params: () => this.id(),
    load: (id) => this.api.getStockItem({ id }),
    ...this.follows,
  });
  protected readonly journal = liveJournal({
    params: () => this.id(),
    load: (id, page) => this.api.getStockItemHistory({ id, ...page }),
    ...this.follows,
  });
  protected readonly history = computed(() => this.words.history(this.journal.value() ?? []));
  protected readonly movements = entityList<Movement>({
    key: 'movements',
    of: () => this.id(),
    sort: '-createdAt',
    load: ({ page, pageSize, sort }) => this.api.listMovements({ page, pageSize, sort, stockItemId: [this.id()] }),
    live: ['Movement'],
  });
  protected readonly kinds = WRITTEN_MOVEMENTS;
  protected readonly can = computed(() => ({
    write: this.session.can('stock:write'),
    suppliers: this.session.can('suppliers:read'),
  }));

  private readonly kind: ArchivedKind = {
    words: 'stock.',
    put: (id, isArchived) => this.api.archiveStockItem({ id, body: { isArchived } }),
    remove: (id) => this.api.deleteStockItem({ id }),
    inUse: { code: 'stock.in_use', words: 'stock.inUse.' },
  };

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const item = this.item.value();
      if (item) title.say(item.name);
    });
    const run = (): void => this.go(`/stock/${this.id()}/edit`);
    useShortcuts([{ keys: 'KeyE', label: 'stock.edit', icon: 'edit', run, when: () => this.can().write }]);
  }

  /** After an own act, which brings no hint. */
  protected readonly reload = (): void => {
    this.item.reload();
    this.journal.reload();
  };

  protected write(kind: WrittenMovement, item: StockItem): void {
    void this.acts.write(kind, item, () => {
      this.reload();
      this.movements.reload();
    });
  }

  protected archive(item: StockItem): void {
    void this.archiving.archive(this.kind, item, !item.isArchived, this.reload);
  }

  protected async delete(item: StockItem): Promise<void> {
    if (await this.archiving.delete(this.kind, item, this.reload)) this.go('/stock');
  }

  private go(address: string): void {
    void this.router.navigateByUrl(address);
  }
}
