import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Movement, type StockItem, StockService } from '@verstak/api';
import { WRITTEN_MOVEMENTS, type WrittenMovement } from '@verstak/domain';
import { Session } from '../../core/session/session';
import { documentPage } from '../../entities/document-page';
import { OfferTable } from '../../entities/offers/offer-table';
import { History } from '../../ui/history/history';
import { DocumentHeader } from '../../ui/page-header/document-header';
import { DocumentState } from '../../ui/states/document-state';
import { entityList } from '../../ui/list/entity-list';
import { MovementTable } from './movement-table';
import { StockActs } from './stock-acts';
import { StockDetails } from './stock-details';
import { StockWords } from './stock-words';
import { WaitingOrders } from './waiting-orders';

/** One thing in stock: how much there is, how it came and went, who waits for it, and what was changed. */
@Component({
  selector: 'app-stock-page',
  imports: [
    DocumentHeader,
    DocumentState,
    History,
    MatButton,
    MovementTable,
    OfferTable,
    StockDetails,
    RouterLink,
    TranslocoPipe,
    WaitingOrders,
  ],
  templateUrl: './stock-page.html',
  styleUrl: '../../ui/page-columns/page-columns.scss',
})
export class StockPage {
  private readonly api = inject(StockService);
  private readonly acts = inject(StockActs);
  private readonly session = inject(Session);

  /** From the address. */
  readonly id = input.required<string>();

  /** What there is of it follows from its movements and from orders, which it tells of itself. */
  protected readonly page = documentPage<StockItem>({
    area: 'stock',
    entity: 'StockItem',
    write: 'stock:write',
    id: this.id,
    read: (id) => this.api.getStockItem({ id }),
    journal: (id, page) => this.api.getStockItemHistory({ id, ...page }),
    words: inject(StockWords),
    put: (id, isArchived) => this.api.archiveStockItem({ id, body: { isArchived } }),
    remove: (id) => this.api.deleteStockItem({ id }),
    inUse: { code: 'stock.in_use', words: 'stock.inUse.' },
  });
  protected readonly movements = entityList<Movement>({
    key: 'movements',
    of: () => this.id(),
    sort: '-createdAt',
    load: ({ page, pageSize, sort }) => this.api.listMovements({ page, pageSize, sort, stockItemId: [this.id()] }),
    live: ['Movement'],
  });
  protected readonly kinds = WRITTEN_MOVEMENTS;
  protected readonly mayRequest = computed(() => this.session.can('requests:write'));
  protected readonly maySeeSupplier = computed(() => this.session.can('suppliers:read'));

  protected write(kind: WrittenMovement, item: StockItem): void {
    void this.acts.write(kind, item, () => {
      this.page.reload();
      this.movements.reload();
    });
  }
}
