import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type ClientListItem, ClientsService, type ListClients$Params } from '@verstak/api';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { Session } from '../../core/session/session';
import { archivingActs } from '../../entities/archiving';
import { ViewStrip } from '../../entities/views/view-strip';
import { ExportMenu } from '../../ui/export-menu/export-menu';
import type { Filter } from '../../ui/filter-bar/filter';
import { filterKeys } from '../../ui/filter-bar/filter';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import { Keycap } from '../../ui/keycap/keycap';
import type { BulkAct } from '../../ui/list/bulk';
import { entityList } from '../../ui/list/entity-list';
import { PageHeader } from '../../ui/page-header/page-header';
import type { ListView } from '../../ui/list/list-view';
import { BulkBar } from '../../ui/table/bulk-bar';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';
import { ClientExport } from './client-export';

/** The client base: search over all columns, filters, sort and pages in the address. */
@Component({
  selector: 'app-client-list',
  imports: [
    BulkBar,
    DataTable,
    ExportMenu,
    FilterBar,
    Keycap,
    MatButton,
    MatIcon,
    PageHeader,
    RouterLink,
    TranslocoPipe,
    ViewStrip,
  ],
  templateUrl: './client-list.html',
})
export class ClientList {
  private readonly api = inject(ClientsService);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly clientFiles = inject(ClientExport);

  protected readonly mayWrite = computed(() => this.session.can('clients:write'));
  protected readonly filters: readonly Filter[] = [
    ...(this.session.can('orders:prices')
      ? ([
          { kind: 'flag', key: 'hasBalance', label: 'clients.filter.hasBalance' },
          { kind: 'flag', key: 'hasCredit', label: 'clients.filter.hasCredit' },
        ] as const)
      : []),
    { kind: 'flag', key: 'isArchived', label: 'clients.filter.isArchived' },
  ];
  protected readonly list = entityList<ClientListItem>({
    sort: 'name',
    filters: filterKeys(this.filters),
    load: (view) => this.api.listClients({ page: view.page, pageSize: view.pageSize, ...queryOf(view) }),
    live: ['Client', 'Order'],
  });
  protected readonly countOf = async (view: ListView): Promise<number> =>
    (await this.api.listClients({ ...queryOf(view), pageSize: 1 })).total;
  protected readonly files = computed(() => this.clientFiles.of(queryOf(this.list.view())));
  /** Of the selected rows, whatever has become of them since. */
  protected readonly chosenFiles = computed(() => {
    const { sort, isArchived } = queryOf(this.list.view());
    return this.clientFiles.of({
      ids: [...this.list.selection()],
      ...(sort && { sort }),
      ...(isArchived && { isArchived }),
    });
  });
  protected readonly columns: readonly Column<ClientListItem>[] = [
    { key: 'name', header: 'clients.field.name', isSortable: true, card: 'title' },
    { key: 'number', header: 'clients.field.number', type: 'number', isSortable: true, card: 'end', width: '72px' },
    { key: 'lastName', header: 'clients.field.lastName', isSortable: true, isOptional: true },
    { key: 'firstName', header: 'clients.field.firstName', isSortable: true, isOptional: true },
    {
      key: 'phone',
      header: 'clients.field.phone',
      type: 'phone',
      dialled: ({ dialled }) => dialled,
      isSortable: true,
      permission: 'clients:contacts',
    },
    {
      key: 'email',
      header: 'clients.field.email',
      type: 'email',
      isSortable: true,
      permission: 'clients:contacts',
      hideBelow: 900,
    },
    {
      key: 'address',
      header: 'clients.field.address',
      isSortable: true,
      permission: 'clients:contacts',
      hideBelow: 1100,
    },
    {
      key: 'balance',
      header: 'clients.field.balance',
      type: 'money',
      value: ({ balance }) => balance || undefined,
      isSortable: true,
      permission: 'orders:prices',
      width: '140px',
    },
    { key: 'createdAt', header: 'clients.field.createdAt', type: 'day', isSortable: true, isOptional: true },
  ];
  private readonly archiving = archivingActs<ClientListItem>({
    words: 'clients.',
    put: (id, isArchived) => this.api.archiveClient({ id, body: { isArchived } }),
  });
  protected readonly acts = computed<readonly BulkAct<ClientListItem>[]>(() => (this.mayWrite() ? this.archiving : []));
  protected readonly nameOf = ({ name }: ClientListItem): string => name;
  protected readonly linkOf = (client: ClientListItem): string => `/clients/${client.id}`;

  constructor() {
    useShortcuts([
      {
        keys: 'KeyN',
        label: 'clients.new',
        run: () => void this.router.navigateByUrl('/clients/new'),
        when: () => this.mayWrite(),
      },
    ]);
  }
}

/** What the address says, as the API is asked; without its page. */
function queryOf({ sort, q, filters }: ListView): ListClients$Params {
  return {
    sort,
    ...(q && { q }),
    ...(filters['hasBalance'] && { hasBalance: true }),
    ...(filters['hasCredit'] && { hasCredit: true }),
    ...(filters['isArchived'] && { isArchived: true }),
  };
}
