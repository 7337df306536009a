import { Component, computed, inject, input } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type OrderListItem, OrdersService } from '@verstak/api';
import { ORDER_STATUSES, PAYMENT_STATES } from '@verstak/domain';
import { useShortcuts } from '../../../core/keyboard/shortcuts';
import { I18n } from '../../../core/i18n/i18n';
import { Session } from '../../../core/session/session';
import { Workshop } from '../../../core/workshop/workshop';
import { ExportMenu } from '../../../ui/export-menu/export-menu';
import { type ChoiceFilter, type Filter, choiceFilter, entityFilter } from '../../../ui/filter-bar/filter';
import { FilterBar } from '../../../ui/filter-bar/filter-bar';
import { Keycap } from '../../../ui/keycap/keycap';
import type { ListView } from '../../../ui/list/list-view';
import { entityList } from '../../../ui/list/entity-list';
import { PageHeader } from '../../../ui/page-header/page-header';
import { BulkBar } from '../../../ui/table/bulk-bar';
import { OrderBoard } from '../board/order-board';
import { ClientFinder } from '../../../entities/clients/client-finder';
import { DUE_PRESETS } from '../../../entities/due';
import { OrderSteps } from '../steps/order-steps';
import { OrderBulk } from './order-bulk';
import { OrderExport } from './order-export';
import { ORDER_FILTERS, READY_VIEWS, queryOf } from './order-query';
import { managerOptions, masterOptions } from '../../../entities/people/people-options';
import { categoryOptions, liveCategories } from '../../../entities/products/category-tree';
import { ProductFinder } from '../../../entities/products/product-finder';
import type { Option } from '../../../ui/fields/select-base';
import { ViewStrip } from '../../../entities/views/view-strip';
import { NONE } from '../../../entities/orders/order-address';
import { OrderTable } from '../../../entities/orders/order-table';

/** Orders as a table or a board; everything that narrows them stands in the address and serves both. */
@Component({
  selector: 'app-order-list',
  imports: [
    BulkBar,
    ExportMenu,
    FilterBar,
    Keycap,
    MatButton,
    MatButtonToggle,
    MatButtonToggleGroup,
    MatIcon,
    MatTooltip,
    OrderBoard,
    OrderTable,
    PageHeader,
    RouterLink,
    TranslocoPipe,
    ViewStrip,
  ],
  templateUrl: './order-list.html',
  styleUrl: './order-list.scss',
})
export class OrderList {
  private readonly api = inject(OrdersService);
  private readonly clients = inject(ClientFinder);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly workshop = inject(Workshop);
  private readonly i18n = inject(I18n);
  private readonly orderFiles = inject(OrderExport);

  /** `board` or, by default, the table; from the address. */
  readonly view = input<string>();
  protected readonly isBoard = computed(() => this.view() === 'board');
  protected readonly mayWrite = computed(() => this.session.can('orders:write'));

  protected readonly list = entityList<OrderListItem>({
    sort: '-number',
    filters: ORDER_FILTERS,
    live: ['Order'],
    isShown: () => !this.isBoard(),
    load: ({ page, pageSize, sort, ...view }) => this.api.listOrders({ page, pageSize, sort, ...this.queryOf(view) }),
  });
  protected readonly query = computed(() => this.queryOf(this.list.view()), {
    equal: (one, other) => JSON.stringify(one) === JSON.stringify(other),
  });

  protected readonly readyViews = READY_VIEWS;
  protected readonly countOf = async (view: ListView): Promise<number> =>
    (await this.api.listOrders({ ...this.queryOf(view), pageSize: 1 })).total;

  protected readonly files = computed(() => this.orderFiles.of({ ...this.query(), sort: this.list.view().sort }));

  /** Of the selected rows, whatever has become of them since. */
  protected readonly chosenFiles = computed(() =>
    this.orderFiles.of({ ids: [...this.list.selection()], sort: this.list.view().sort }),
  );

  private readonly masters = masterOptions();
  private readonly managers = managerOptions();
  private readonly categories = categoryOptions(liveCategories());
  private readonly products = inject(ProductFinder);
  protected readonly acts = inject(OrderBulk).acts(this.masters);
  protected readonly nameOf = ({ number }: OrderListItem): string => this.i18n.t('ui.numbered', { number });
  protected readonly filters = computed<readonly Filter[]>(() => {
    return [
      { kind: 'flag', key: 'isMine', label: 'orders.filter.mine' },
      { kind: 'flag', key: 'isFromShop', label: 'orders.filter.isFromShop' },
      choiceFilter('status', 'orders.state', ORDER_STATUSES, 'orders.status.'),
      {
        kind: 'period',
        key: 'due',
        label: 'orders.due',
        presets: DUE_PRESETS.map((value) => ({ value, label: `table.due.${value}` })),
      },
      { kind: 'period', key: 'ordered', label: 'orders.filter.ordered' },
      ...(this.session.can('orders:prices')
        ? ([
            choiceFilter('payment', 'orders.filter.payment', PAYMENT_STATES, 'orders.filter.paymentState.'),
            { kind: 'sum', key: 'owed', label: 'orders.filter.owed' },
            { kind: 'sum', key: 'total', label: 'orders.total' },
            ...(this.session.can('stock:cost')
              ? ([{ kind: 'share', key: 'margin', label: 'orders.margin' }] as const)
              : []),
          ] as const)
        : []),
      entityFilter('clientId', 'clients.one', this.clients),
      ...this.referred('masterId', 'orders.master', this.masters()),
      ...this.referred('managerId', 'orders.manager', this.managers()),
      ...this.referred('categoryId', 'orders.filter.category', this.categories()),
      entityFilter('productId', 'orders.filter.product', {
        search: this.products.search,
        nameOf: async (id) => (id === NONE ? this.i18n.t('orders.filter.none.productId') : this.products.nameOf(id)),
      }),
    ];
  });

  constructor() {
    inject(OrderSteps)
      .taken.pipe(takeUntilDestroyed())
      .subscribe(() => this.list.reload());
    useShortcuts([
      { keys: 'KeyN', label: 'orders.new', run: () => this.create(), when: () => this.mayWrite() },
      {
        keys: 'KeyB',
        label: 'orders.keys.view',
        icon: 'board',
        run: () => this.show(this.isBoard() ? 'table' : 'board'),
      },
    ]);
  }

  protected show(view: 'table' | 'board'): void {
    const queryParams = { view: view === 'board' ? view : null, page: null };
    void this.router.navigate([], { relativeTo: this.route, queryParams, queryParamsHandling: 'merge' });
  }

  private create(): void {
    void this.router.navigateByUrl('/orders/new');
  }

  /** A filter by some of what orders refer to, or by that they lack it; none where there is nothing to choose. */
  private referred(key: string, label: string, options: readonly Option[]): ChoiceFilter[] {
    if (!options.length) return [];
    const none = { value: NONE, label: this.i18n.t(`orders.filter.none.${key}`) };
    return [{ kind: 'choice', key, label, options: [...options, none], isTranslated: true }];
  }

  private queryOf(view: Parameters<typeof queryOf>[0]): ReturnType<typeof queryOf> {
    return queryOf(view, this.workshop.settings().timeZone, this.workshop.today());
  }
}
