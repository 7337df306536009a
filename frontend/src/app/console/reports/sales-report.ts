import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type GetSales$Params, ReportsService } from '@verstak/api';
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
import { type ReportView, byFilter, filtersOf, readView, usualStep, writeView } from './report-period';
import { SalesFigures } from './sales-figures';
import { SalesExport } from './sales-export';
import { type ReadReport, type SalesDivision, SalesRows } from './sales-rows';

/** Sales of a period: sums beside the former period, over time, by product, category, client, manager and master. The address holds the view. */
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
  private readonly rows = inject(SalesRows);
  private readonly salesFiles = inject(SalesExport);

  /** All from the address. */
  readonly period = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly step = input<string>();
  readonly clientId = input<string>();
  readonly managerId = input<string>();
  readonly masterId = input<string>();
  readonly productId = input<string>();
  readonly categoryId = input<string>();

  protected readonly today = computed(() => this.workshop.today());
  protected readonly view = computed<ReportView>(
    () =>
      readView(
        {
          period: this.period() ?? null,
          from: this.from() ?? null,
          to: this.to() ?? null,
          step: this.step() ?? null,
          ...byFilter((filter) => this[filter]() ?? null),
        },
        this.today(),
      ),
    { equal: (one, other) => JSON.stringify(one) === JSON.stringify(other) },
  );
  protected readonly query = computed<GetSales$Params>(() => {
    const { from, to, step } = this.view();
    return { from, to, step, ...filtersOf(this.view()) };
  });

  protected readonly files = computed(() => this.salesFiles.of(this.query()));

  /** The former report stays on screen until the next has come. */
  protected readonly shown = liveResource({
    params: () => this.query(),
    load: async ({ from, to, step = 'day', ...filters }): Promise<ReadReport> => ({
      report: await this.api.getSales({ from, to, step, ...filters }),
      step,
      filters,
    }),
    keeps: () => true,
  });

  protected readonly isLoading = this.shown.isLoading;

  protected readonly stepRows = computed<FiguresRow[]>(() => {
    const read = this.shown.value();
    return read ? this.rows.steps(read) : [];
  });
  protected readonly divisions = computed<SalesDivision[]>(() => {
    const read = this.shown.value();
    return read ? this.rows.divisions(read) : [];
  });
  protected readonly steps = computed(() => this.stepRows().map(({ name }) => name));
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
