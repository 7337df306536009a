import { Component, computed, effect, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Client, ClientsService, type OrderListItem, OrdersService } from '@verstak/api';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { type LiveResourceOptions, liveResource } from '../../core/live/live-resource';
import { LastViews } from '../../core/platform/last-views';
import { PageTitle } from '../../core/platform/page-title';
import { Session } from '../../core/session/session';
import { History } from '../../ui/history/history';
import { Keycap } from '../../ui/keycap/keycap';
import { entityList } from '../../ui/list/entity-list';
import { ListSteps } from '../../ui/list/list-steps';
import { PageHeader } from '../../ui/page-header/page-header';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { StaleNote } from '../../ui/states/stale-note';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { type ArchivedKind, Archiving } from '../../entities/archiving';
import type { FilePlace } from '../../entities/files/file-place';
import { FilesPanel } from '../../entities/files/files-panel';
import { liveJournal } from '../../entities/journal';
import { OrderTable } from '../../entities/orders/order-table';
import { ClientAccount } from './client-account';
import { ClientDetails } from './client-details';
import { ClientShopAccounts } from './client-shop-accounts';
import { ClientWords } from '../../entities/clients/client-words';

/** The card of a client: who it is, how to reach them, what they ordered and owe, and what was changed. */
@Component({
  selector: 'app-client-page',
  imports: [
    ClientAccount,
    ClientDetails,
    ClientShopAccounts,
    FilesPanel,
    History,
    Keycap,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    OrderTable,
    ListSteps,
    PageHeader,
    ProblemState,
    RouterLink,
    Skeleton,
    StaleNote,
    StatusChip,
    TranslocoPipe,
  ],
  templateUrl: './client-page.html',
  styleUrl: '../../ui/page-columns/page-columns.scss',
})
export class ClientPage {
  private readonly api = inject(ClientsService);
  private readonly orders = inject(OrdersService);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly archiving = inject(Archiving);
  private readonly words = inject(ClientWords);
  protected readonly lastViews = inject(LastViews);

  /** From the address. */
  readonly id = input.required<string>();

  /** What a client owes follows from orders. */
  private readonly follows: Pick<LiveResourceOptions<unknown, unknown>, 'live' | 'hears'> = {
    live: ['Client', 'Order'],
    hears: ({ entity, id }) => entity !== 'Client' || id === this.id(),
  };
  protected readonly client = liveResource({
    params: () => this.id(),
    load: (id) => this.api.getClient({ id }),
    ...this.follows,
  });
  protected readonly journal = liveJournal({
    params: () => (this.can().contacts ? this.id() : undefined),
    load: (id, page) => this.api.getClientHistory({ id, ...page }),
    ...this.follows,
    live: ['Client', 'Order', 'File'],
  });
  protected readonly history = computed(() => {
    const entries = this.journal.value();
    return entries && this.words.history(entries);
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
    write: this.session.can('clients:write'),
    delete: this.session.can('clients:delete'),
    contacts: this.session.can('clients:contacts'),
    orders: this.session.can('orders:read'),
    account: this.session.can('orders:read') && this.session.can('orders:prices'),
    order: this.session.can('orders:write') && !this.client.value()?.isArchived,
  }));

  private readonly kind: ArchivedKind = {
    words: 'clients.',
    put: (id, isArchived) => this.api.archiveClient({ id, body: { isArchived } }),
    remove: (id) => this.api.deleteClient({ id }),
    inUse: { code: 'client.has_orders', words: 'clients.hasOrders.' },
  };

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const client = this.client.value();
      if (client) title.say(client.name);
    });
    useShortcuts([
      {
        keys: 'KeyE',
        label: 'clients.edit',
        icon: 'edit',
        run: () => this.go(`/clients/${this.id()}/edit`),
        when: () => this.can().write,
      },
      {
        keys: 'KeyN',
        label: 'clients.newOrder',
        icon: 'add',
        run: () => this.go(`/orders/new?clientId=${this.id()}`),
        when: () => this.can().order,
      },
    ]);
  }

  /** After an own act, which brings no hint. */
  protected readonly reload = (): void => {
    this.client.reload();
    this.journal.reload();
  };

  protected archive(client: Client): void {
    void this.archiving.archive(this.kind, client, !client.isArchived, this.reload);
  }

  protected async delete(client: Client): Promise<void> {
    if (await this.archiving.delete(this.kind, client, this.reload)) this.go('/clients');
  }

  private go(address: string): void {
    void this.router.navigateByUrl(address);
  }
}
