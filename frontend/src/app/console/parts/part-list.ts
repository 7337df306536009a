import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Part, ProductionService } from '@verstak/api';
import { MOST_IDS, MOST_LABELLED, PART_STATES, SCRAP_REASONS } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { Session } from '../../core/session/session';
import { Workshop } from '../../core/workshop/workshop';
import { DUE_PRESETS } from '../../entities/due';
import { DocumentMaking } from '../../entities/templates/document-making';
import { LabelPrints } from '../../entities/parts/labels/label-prints';
import { PartProgress } from '../../entities/parts/part-progress';
import { PartStatus } from '../../entities/parts/part-status';
import { masterOptions } from '../../entities/people/people-options';
import { routeOptions } from '../../entities/routes/route-options';
import { ViewStrip } from '../../entities/views/view-strip';
import type { Option } from '../../ui/fields/select-base';
import { type Filter, choiceFilter } from '../../ui/filter-bar/filter';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import { Keycap } from '../../ui/keycap/keycap';
import type { BulkAct } from '../../ui/list/bulk';
import { entityList } from '../../ui/list/entity-list';
import type { ListView } from '../../ui/list/list-view';
import { PageHeader } from '../../ui/page-header/page-header';
import { DueDate } from '../../ui/pipes/due-date';
import { QuantityPipe } from '../../ui/pipes/format-pipes';
import { BulkBar } from '../../ui/table/bulk-bar';
import { Cell } from '../../ui/table/cell';
import { DataTable } from '../../ui/table/data-table';
import { isClosed, PART_COLUMNS } from './part-columns';
import { PART_FILTERS, queryOf, READY_VIEWS, TOP_VIEW } from './part-query';

/** What moves through the workshop: the top level first, everything by search, filters and views. */
@Component({
  selector: 'app-part-list',
  imports: [
    BulkBar,
    Cell,
    DataTable,
    DueDate,
    FilterBar,
    Keycap,
    MatButton,
    MatIcon,
    PageHeader,
    PartProgress,
    PartStatus,
    QuantityPipe,
    RouterLink,
    TranslocoPipe,
    ViewStrip,
  ],
  templateUrl: './part-list.html',
})
export class PartList {
  private readonly api = inject(ProductionService);
  private readonly i18n = inject(I18n);
  private readonly documents = inject(DocumentMaking);
  private readonly labels = inject(LabelPrints);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly workshop = inject(Workshop);
  private readonly routes = routeOptions();
  private readonly masters = masterOptions();

  protected readonly mayWrite = computed(() => this.session.may(['change', 'Part']));
  protected readonly mayReadOrders = computed(() => this.session.may(['read', 'Order']));

  protected readonly list = entityList<Part>({
    sort: '-number',
    filters: PART_FILTERS,
    load: (view) =>
      this.api.listParts({ page: view.page, pageSize: view.pageSize, sort: view.sort, ...this.queryOf(view) }),
    live: ['Part'],
  });
  protected readonly top = TOP_VIEW;
  protected readonly readyViews = READY_VIEWS;
  protected readonly countOf = async (view: ListView): Promise<number> =>
    (await this.api.listParts({ ...this.queryOf(view), pageSize: 1 })).total;

  protected readonly filters = computed<readonly Filter[]>(() => [
    choiceFilter('state', 'parts.field.state', PART_STATES, 'parts.state.'),
    {
      kind: 'period',
      key: 'due',
      label: 'parts.field.dueAt',
      presets: DUE_PRESETS.map((value) => ({ value, label: `table.due.${value}` })),
    },
    ...choiceOf('routeId', 'parts.field.routeName', this.routes()),
    ...choiceOf('masterId', 'parts.field.masterName', this.masters()),
    { kind: 'flag', key: 'isBlocked', label: 'parts.blocked' },
    choiceFilter('scrapReason', 'parts.scrapReason', SCRAP_REASONS, 'parts.reason.'),
    { kind: 'period', key: 'scrapped', label: 'parts.scrappedAt' },
  ]);
  protected readonly columns = PART_COLUMNS;
  protected readonly acts: readonly BulkAct<Part>[] = [
    {
      key: 'labels',
      label: 'parts.labels.act',
      icon: 'print',
      most: MOST_LABELLED,
      applies: () => true,
      start: async (parts) => {
        await this.labels.open(parts.map(({ id }) => id));
        return undefined;
      },
    },
    {
      key: 'document',
      label: 'templates.documents',
      icon: 'document',
      most: MOST_IDS,
      applies: () => true,
      start: async (parts) => {
        await this.documents.open({ kind: 'part', of: parts });
        return undefined;
      },
    },
  ];
  protected readonly nameOf = ({ number }: Part): string => this.i18n.t('ui.numbered', { number });
  protected readonly linkOf = ({ id }: Part): string => `/parts/${id}`;
  protected readonly isClosed = isClosed;

  constructor() {
    useShortcuts([
      {
        keys: 'KeyN',
        label: 'parts.new',
        run: () => void this.router.navigateByUrl('/parts/new'),
        when: () => this.mayWrite(),
      },
    ]);
  }

  private queryOf(view: Pick<ListView, 'q' | 'filters'>): ReturnType<typeof queryOf> {
    return queryOf(view, this.workshop.settings().timeZone, this.workshop.today());
  }
}

/** A filter by one of these, where there are any. */
function choiceOf(key: string, label: string, options: readonly Option[]): Filter[] {
  return options.length ? [{ kind: 'choice', key, label, options, isTranslated: true }] : [];
}
