import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type SupplierListItem, SuppliersService, type ListSuppliers$Params } from '@verstak/api';
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
import { SupplierExport } from './supplier-export';

/** Days within which deliveries are asked for. */
const WITHIN = [1, 3, 7, 14, 30] as const;

/** From whom the workshop buys: search over all columns, filters, sort and pages in the address. */
@Component({
  selector: 'app-supplier-list',
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
  templateUrl: './supplier-list.html',
})
export class SupplierList {
  private readonly api = inject(SuppliersService);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly supplierFiles = inject(SupplierExport);

  protected readonly mayWrite = computed(() => this.session.can('suppliers:write'));
  protected readonly filters: readonly Filter[] = [
    {
      kind: 'choice',
      key: 'leadDaysTo',
      label: 'suppliers.filter.leadDays',
      options: WITHIN.map((days) => ({ value: String(days), label: `suppliers.within.${days}` })),
      isSingle: true,
    },
    { kind: 'flag', key: 'isArchived', label: 'suppliers.filter.isArchived' },
  ];
  protected readonly list = entityList<SupplierListItem>({
    sort: 'name',
    filters: filterKeys(this.filters),
    load: (view) => this.api.listSuppliers({ page: view.page, pageSize: view.pageSize, ...queryOf(view) }),
    live: ['Supplier'],
  });
  protected readonly countOf = async (view: ListView): Promise<number> =>
    (await this.api.listSuppliers({ ...queryOf(view), pageSize: 1 })).total;
  protected readonly files = computed(() => this.supplierFiles.of(queryOf(this.list.view())));
  /** Of the selected rows, whatever has become of them since. */
  protected readonly chosenFiles = computed(() => {
    const { sort, isArchived } = queryOf(this.list.view());
    return this.supplierFiles.of({
      ids: [...this.list.selection()],
      ...(sort && { sort }),
      ...(isArchived && { isArchived }),
    });
  });
  protected readonly columns: readonly Column<SupplierListItem>[] = [
    { key: 'name', header: 'suppliers.one', isSortable: true, card: 'title' },
    { key: 'number', header: 'suppliers.field.number', type: 'number', isSortable: true, card: 'end', width: '72px' },
    {
      key: 'phone',
      header: 'suppliers.field.phone',
      type: 'phone',
      dialled: ({ dialled }) => dialled,
      isSortable: true,
    },
    { key: 'email', header: 'suppliers.field.email', type: 'email', isSortable: true, hideBelow: 900 },
    { key: 'website', header: 'suppliers.field.website', isSortable: true, isOptional: true },
    { key: 'address', header: 'suppliers.field.address', isSortable: true, hideBelow: 1100 },
    { key: 'leadDays', header: 'suppliers.field.leadDays', type: 'number', isSortable: true, width: '120px' },
    { key: 'createdAt', header: 'suppliers.field.createdAt', type: 'day', isSortable: true, isOptional: true },
  ];
  private readonly archiving = archivingActs<SupplierListItem>({
    words: 'suppliers.',
    put: (id, isArchived) => this.api.archiveSupplier({ id, body: { isArchived } }),
  });
  protected readonly acts = computed<readonly BulkAct<SupplierListItem>[]>(() =>
    this.mayWrite() ? this.archiving : [],
  );
  protected readonly nameOf = ({ name }: SupplierListItem): string => name;
  protected readonly linkOf = (supplier: SupplierListItem): string => `/suppliers/${supplier.id}`;

  constructor() {
    useShortcuts([
      {
        keys: 'KeyN',
        label: 'suppliers.new',
        run: () => void this.router.navigateByUrl('/suppliers/new'),
        when: () => this.mayWrite(),
      },
    ]);
  }
}

/** What the address says, as the API is asked; without its page. */
function queryOf({ sort, q, filters }: ListView): ListSuppliers$Params {
  return {
    sort,
    ...(q && { q }),
    ...(filters['leadDaysTo']?.[0] && { leadDaysTo: Number(filters['leadDaysTo'][0]) }),
    ...(filters['isArchived'] && { isArchived: true }),
  };
}
