import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type GetFloorReport$Params, ReportsService } from '@verstak/api';
import type { Period } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { liveResource } from '../../core/live/live-resource';
import { Workshop } from '../../core/workshop/workshop';
import { routeOptions } from '../../entities/routes/route-options';
import { Chart } from '../../ui/chart/chart';
import { ExportMenu } from '../../ui/export-menu/export-menu';
import { SelectField } from '../../ui/fields/select-field';
import { FiguresTable } from '../../ui/figures/figures-table';
import { PageHeader } from '../../ui/page-header/page-header';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { StaleNote } from '../../ui/states/stale-note';
import { FloorEmpty } from './floor-empty';
import { FloorExport } from './floor-export';
import { FloorFigures } from './floor-figures';
import { FloorSections } from './floor-sections';
import { PeriodControls, type PeriodView } from './period-controls';
import { PeriodWords } from './period-words';
import { ReportTabs } from './report-tabs';
import { byFilter, readView, usualStep, writeView } from './report-period';

/** Work on the shop floor in a period: by master, by stage, and what was lost. The address holds the view. */
@Component({
  selector: 'app-floor-report',
  imports: [
    Chart,
    ExportMenu,
    FiguresTable,
    FloorEmpty,
    FloorFigures,
    MatButton,
    MatIcon,
    PageHeader,
    PeriodControls,
    ProblemState,
    ReportTabs,
    SelectField,
    Skeleton,
    StaleNote,
    TranslocoPipe,
  ],
  templateUrl: './floor-report.html',
  styleUrls: ['./sales-report.scss', './floor-report.scss'],
})
export class FloorReport {
  private readonly api = inject(ReportsService);
  private readonly router = inject(Router);
  private readonly workshop = inject(Workshop);
  private readonly i18n = inject(I18n);
  private readonly words = inject(PeriodWords);
  private readonly floorFiles = inject(FloorExport);
  private readonly floorSections = inject(FloorSections);

  /** All from the address. */
  readonly period = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly routeId = input<string>();

  protected readonly today = computed(() => this.workshop.today());
  protected readonly view = computed<PeriodView>(
    () => {
      const address = { period: this.period() ?? null, from: this.from() ?? null, to: this.to() ?? null };
      const { kind, from, to } = readView({ ...address, step: null, ...byFilter(() => null) }, this.today());
      return { kind, from, to };
    },
    { equal: (one, other) => JSON.stringify(one) === JSON.stringify(other) },
  );
  protected readonly query = computed<GetFloorReport$Params>(() => {
    const [{ from, to }, routeId] = [this.view(), this.routeId()];
    return { from, to, ...(routeId && { routeId }) };
  });
  protected readonly routes = routeOptions();
  protected readonly files = computed(() => this.floorFiles.of(this.query()));

  /** The former report stays on screen until the next has come. */
  protected readonly shown = liveResource({
    params: () => this.query(),
    load: async (query) => ({ report: await this.api.getFloorReport(query), query }),
    keeps: () => true,
  });
  protected readonly isEmpty = computed(() => {
    const { stages = [], scraps = [] } = this.shown.value()?.report ?? {};
    return !stages.length && !scraps.length;
  });
  protected readonly sections = computed(() => {
    const shown = this.shown.value();
    return shown ? this.floorSections.of(shown.report, shown.query) : [];
  });
  protected readonly title = computed(() => this.words.of(this.view().kind, this.view()));
  /** What the paper is headed by: the period, and the route where it is of one. */
  protected readonly heading = computed(() => {
    const route = this.routes().find(({ value }) => value === this.routeId())?.label;
    return route ? `${this.title()}. ${this.i18n.t('reports.floor.route')}: ${route}` : this.title();
  });

  protected change(change: PeriodView | Period): void {
    const period = { ...this.view(), ...change };
    const view = { ...period, step: usualStep(period), ...byFilter(() => '') };
    this.go(writeView(view, this.today()));
  }

  protected narrow(routeId: string): void {
    this.go({ routeId: routeId || null });
  }

  protected print(): void {
    globalThis.print();
  }

  private go(queryParams: Record<string, string | null>): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }
}
