import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { RequestsService, type SupplyRequestListItem } from '@verstak/api';
import { REQUEST_ITEM_STATES, REQUEST_STATUSES, REQUESTED_KINDS } from '@verstak/domain';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { Workshop } from '../../core/workshop/workshop';
import { PersonFinder } from '../../entities/people/person-finder';
import { categoryOptions, liveCategories } from '../../entities/products/category-tree';
import { RequestTable } from '../../entities/requests/request-table';
import { StockFinder } from '../../entities/stock/stock-finder';
import { SupplierFinder } from '../../entities/suppliers/supplier-finder';
import { ViewStrip } from '../../entities/views/view-strip';
import { ExportMenu } from '../../ui/export-menu/export-menu';
import { type Filter, choiceFilter, entityFilter } from '../../ui/filter-bar/filter';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import { Keycap } from '../../ui/keycap/keycap';
import { entityList } from '../../ui/list/entity-list';
import type { ListView } from '../../ui/list/list-view';
import { PageHeader } from '../../ui/page-header/page-header';
import { BulkBar } from '../../ui/table/bulk-bar';
import { RequestActs } from './request-acts';
import { RequestExport } from './request-export';
import { READY_VIEWS, REQUEST_FILTERS, queryOf } from './request-query';

/** What the workshop wants of its suppliers, and how it stands with it. */
@Component({
  selector: 'app-request-list',
  imports: [
    BulkBar,
    ExportMenu,
    FilterBar,
    Keycap,
    MatButton,
    MatIcon,
    PageHeader,
    RequestTable,
    RouterLink,
    TranslocoPipe,
    ViewStrip,
  ],
  templateUrl: './request-list.html',
})
export class RequestList {
  private readonly api = inject(RequestsService);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly i18n = inject(I18n);
  private readonly workshop = inject(Workshop);
  private readonly requestFiles = inject(RequestExport);
  private readonly suppliers = inject(SupplierFinder);
  private readonly stock = inject(StockFinder);
  private readonly people = inject(PersonFinder);
  private readonly categories = categoryOptions(liveCategories());

  protected readonly today = computed(() => this.workshop.today());
  protected readonly mayWrite = computed(() => this.session.can('requests:write'));
  protected readonly filters = computed<readonly Filter[]>(() => [
    choiceFilter('status', 'requests.field.status', REQUEST_STATUSES, 'requests.status.'),
    choiceFilter('state', 'requests.field.state', REQUEST_ITEM_STATES, 'requests.itemState.'),
    ...(this.session.can('suppliers:read') ? [entityFilter('supplierId', 'suppliers.one', this.suppliers)] : []),
    choiceFilter('kind', 'requests.field.kind', REQUESTED_KINDS, 'requests.kind.'),
    ...(this.categories().length
      ? [
          {
            kind: 'choice',
            key: 'categoryId',
            label: 'requests.field.category',
            options: this.categories(),
            isTranslated: true,
          } as const,
        ]
      : []),
    ...(this.session.can('stock:read') ? [entityFilter('stockItemId', 'requests.field.item', this.stock)] : []),
    { kind: 'period', key: 'dueDay', label: 'requests.field.dueDay' },
    { kind: 'period', key: 'created', label: 'requests.field.createdAt' },
    { kind: 'period', key: 'sent', label: 'requests.field.sentAt' },
    ...(this.session.can('stock:cost') ? [{ kind: 'sum', key: 'cost', label: 'requests.field.cost' } as const] : []),
    ...(this.session.can('users:read') ? [entityFilter('requesterId', 'requests.field.requester', this.people)] : []),
    { kind: 'flag', key: 'isMine', label: 'requests.filter.mine' },
    { kind: 'flag', key: 'isLate', label: 'requests.view.late' },
  ]);
  protected readonly list = entityList<SupplyRequestListItem>({
    sort: '-number',
    filters: REQUEST_FILTERS,
    load: (view) => this.api.listRequests({ page: view.page, pageSize: view.pageSize, ...this.queryOf(view) }),
    live: ['SupplyRequest'],
  });
  protected readonly readyViews = READY_VIEWS;
  protected readonly countOf = async (view: ListView): Promise<number> =>
    (await this.api.listRequests({ ...this.queryOf(view), pageSize: 1 })).total;
  protected readonly files = computed(() => this.requestFiles.of(this.queryOf(this.list.view())));
  /** Of the selected rows, whatever has become of them since. */
  protected readonly chosenFiles = computed(() => {
    const { sort } = this.list.view();
    return this.requestFiles.of({ ids: [...this.list.selection()], ...(sort && { sort }) });
  });
  private readonly bulk = inject(RequestActs).inBulk;
  protected readonly acts = computed(() => (this.mayWrite() ? this.bulk : []));
  protected readonly nameOf = ({ number }: SupplyRequestListItem): string =>
    this.i18n.t('requests.numbered', { number });

  constructor() {
    const run = (): void => void this.router.navigateByUrl('/requests/new');
    useShortcuts([{ keys: 'KeyN', label: 'requests.new', run, when: () => this.mayWrite() }]);
  }

  private queryOf(view: ListView): ReturnType<typeof queryOf> {
    return queryOf(view, this.workshop.settings().timeZone);
  }
}
