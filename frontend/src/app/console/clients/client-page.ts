import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Client, ClientsService, type OrderListItem, OrdersService } from '@verstak/api';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { Session } from '../../core/session/session';
import { History } from '../../ui/history/history';
import { DocumentHeader } from '../../ui/page-header/document-header';
import { DocumentState } from '../../ui/states/document-state';
import { Keycap } from '../../ui/keycap/keycap';
import { entityList } from '../../ui/list/entity-list';
import type { FilePlace } from '../../entities/files/file-place';
import { FilesPanel } from '../../entities/files/files-panel';
import { documentPage } from '../../entities/document-page';
import { OrderTable } from '../../entities/orders/order-table';
import { ClientAccount } from './client-account';
import { ClientDetails } from './client-details';
import { ClientShopAccounts } from './client-shop-accounts';
import { ClientWords } from '../../entities/clients/client-words';

/** The card of a client: who it is, how to reach them, what they ordered and owe, and what was changed. */
@Component({
  selector: 'app-client-page',
  imports: [
    DocumentHeader,
    DocumentState,
    ClientAccount,
    ClientDetails,
    ClientShopAccounts,
    FilesPanel,
    History,
    Keycap,
    MatButton,
    MatIcon,
    OrderTable,
    RouterLink,
    TranslocoPipe,
  ],
  templateUrl: './client-page.html',
  styleUrl: '../../ui/page-columns/page-columns.scss',
})
export class ClientPage {
  private readonly api = inject(ClientsService);
  private readonly orders = inject(OrdersService);
  private readonly session = inject(Session);

  /** From the address. */
  readonly id = input.required<string>();

  protected readonly page = documentPage<Client>({
    area: 'clients',
    entity: 'Client',
    // What a client owes follows from orders.
    follows: ['Order'],
    write: 'clients:write',
    id: this.id,
    read: (id) => this.api.getClient({ id }),
    journal: (id, page) => this.api.getClientHistory({ id, ...page }),
    words: inject(ClientWords),
    tells: ['File'],
    isTold: () => this.session.can('clients:contacts'),
    put: (id, isArchived) => this.api.archiveClient({ id, body: { isArchived } }),
    remove: (id) => this.api.deleteClient({ id }),
    inUse: { code: 'client.has_orders', words: 'clients.hasOrders.' },
  });
  protected readonly list = entityList<OrderListItem>({
    key: 'orders',
    of: () => this.id(),
    sort: '-number',
    load: ({ page, pageSize, sort }) => this.orders.listOrders({ page, pageSize, sort, clientId: [this.id()] }),
    live: ['Order'],
    isShown: () => this.can().orders,
  });
  protected readonly place = computed<FilePlace>(() => ({ subject: 'Client', subjectId: this.id() }));
  protected readonly can = computed(() => ({
    delete: this.session.can('clients:delete'),
    contacts: this.session.can('clients:contacts'),
    orders: this.session.can('orders:read'),
    account: this.session.can('orders:read') && this.session.can('orders:prices'),
    order: this.session.can('orders:write') && !this.page.document.value()?.isArchived,
  }));

  constructor() {
    const router = inject(Router);
    useShortcuts([
      {
        keys: 'KeyN',
        label: 'clients.newOrder',
        icon: 'add',
        run: () => void router.navigateByUrl(`/orders/new?clientId=${this.id()}`),
        when: () => this.can().order,
      },
    ]);
  }
}
