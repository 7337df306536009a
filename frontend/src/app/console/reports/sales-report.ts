import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type ClientSalesRow, type GetSales$Params, ReportsService } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { liveResource } from '../../core/live/live-resource';
import { Workshop } from '../../core/workshop/workshop';
import { Chart } from '../../ui/chart/chart';
import type { ChartSeries } from '../../ui/chart/chart-option';
import { ExportMenu } from '../../ui/export-menu/export-menu';
import { type FiguresRow, FiguresTable } from '../../ui/figures/figures-table';
import { PageHeader } from '../../ui/page-header/page-header';
import { StaleNote } from '../../ui/states/stale-note';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { PeriodWords } from './period-words';
import { ReportControls } from './report-controls';
import { ReportEmpty } from './report-empty';
import { ReportTabs } from './report-tabs';
import { type ReportView, readView, usualStep, writeView } from './report-period';
import { SalesFigures } from './sales-figures';
import { SalesExport } from './sales-export';

/** Sales of a period: sums beside the former period, over time, by client and by master. The address holds the view. */
@Component({
  selector: 'app-sales-report',
  imports: [
    Chart,
    ExportMenu,
    FiguresTable,
    MatButton,
    MatIcon,
    PageHeader,
    ProblemState,
    StaleNote,
    ReportControls,
    ReportEmpty,
    ReportTabs,
    SalesFigures,
    Skeleton,
    TranslocoPipe,
  ],
  templateUrl: './sales-report.html',
  styleUrl: './sales-report.scss',
})
export class SalesReport {
  private readonly api = inject(ReportsService);
  private readonly router = inject(Router);
  private readonly workshop = inject(Workshop);
  private readonly formats = inject(Formats);
  private readonly i18n = inject(I18n);
  private readonly words = inject(PeriodWords);
  private readonly salesFiles = inject(SalesExport);

  /** All from the address. */
  readonly period = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly step = input<string>();
  readonly clientId = input<string>();
  readonly masterId = input<string>();

  protected readonly today = computed(() => this.workshop.today());
  protected readonly view = computed<ReportView>(
    () =>
      readView(
        {
          period: this.period() ?? null,
          from: this.from() ?? null,
          to: this.to() ?? null,
          step: this.step() ?? null,
          clientId: this.clientId() ?? null,
          masterId: this.masterId() ?? null,
        },
        this.today(),
      ),
    { equal: (one, other) => JSON.stringify(one) === JSON.stringify(other) },
  );
  protected readonly query = computed<GetSales$Params>(() => {
    const { from, to, step, clientId, masterId } = this.view();
    return { from, to, step, ...(clientId && { clientId }), ...(masterId && { masterId }) };
  });

  protected readonly files = computed(() => this.salesFiles.of(this.query()));

  /** The former report stays on screen until the next has come. */
  protected readonly shown = liveResource({
    params: () => this.query(),
    load: async (query) => ({ report: await this.api.getSales(query), step: query.step ?? 'day' }),
    keeps: () => true,
  });

  protected readonly isLoading = this.shown.isLoading;

  protected readonly categories = computed(() => {
    const { report, step } = this.shown.value() ?? { report: { rows: [] }, step: 'day' as const };
    return report.rows.map((row) => this.words.row(row, step));
  });
  protected readonly series = computed<ChartSeries[]>(() => {
    const rows = this.shown.value()?.report.rows ?? [];
    return [
      {
        name: this.i18n.t('reports.revenue'),
        kind: 'bar',
        values: rows.map(({ revenue }) => revenue),
        write: (value) => this.formats.money(value, true),
      },
      {
        name: this.i18n.t('reports.orders'),
        kind: 'line',
        values: rows.map(({ orders }) => orders),
        write: (value) => this.formats.number(value, 0),
        isSecondary: true,
        isWhole: true,
      },
    ];
  });
  protected readonly stepRows = computed<FiguresRow[]>(() =>
    (this.shown.value()?.report.rows ?? []).map(({ key, orders, revenue, averageOrder }, index) => ({
      id: key,
      name: this.categories()[index] ?? key,
      figures: [this.formats.number(orders), this.formats.money(revenue), this.formats.money(averageOrder)],
    })),
  );
  protected readonly clientRows = computed<FiguresRow[]>(() => {
    const { clients = [], otherClients } = this.shown.value()?.report ?? {};
    const figures = ({ orders, revenue, share }: Pick<ClientSalesRow, 'orders' | 'revenue' | 'share'>): string[] => [
      this.formats.number(orders),
      this.formats.money(revenue),
      this.formats.percent(share / 100, 1),
    ];
    const rows = clients.map((client) => ({
      id: client.clientId,
      name: client.name,
      figures: figures(client),
      link: `/clients/${client.clientId}`,
      share: client.share / 100,
    }));
    if (!otherClients) return rows;
    const name = this.i18n.t('reports.otherClients', { count: otherClients.clients });
    return [...rows, { id: '', name, figures: figures(otherClients) }];
  });
  protected readonly masterRows = computed<FiguresRow[]>(() =>
    (this.shown.value()?.report.masters ?? []).map(({ masterId, name, items, revenue, share }) => ({
      id: masterId ?? '',
      name: name ?? this.i18n.t('reports.nobody'),
      figures: [this.formats.number(items), this.formats.money(revenue), this.formats.percent(share / 100, 1)],
      share: share / 100,
    })),
  );
  protected readonly title = computed(() => this.words.of(this.view().kind, this.view()));

  /** Another period brings its usual step, unless a step is chosen. */
  protected change(change: Partial<ReportView>): void {
    const next = { ...this.view(), ...change };
    const isOtherPeriod = change.kind !== undefined || change.from !== undefined;
    if (isOtherPeriod && change.step === undefined) next.step = usualStep(next);
    void this.router.navigate([], { queryParams: writeView(next, this.today()), queryParamsHandling: 'merge' });
  }

  protected print(): void {
    globalThis.print();
  }
}
