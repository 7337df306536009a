import { Service, inject } from '@angular/core';
import type { FloorReport, GetFloorReport$Params, MasterWorkRow, StageTimesRow } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import type { ChartSeries } from '../../ui/chart/chart-option';
import type { FiguresRow } from '../../ui/figures/figures-table';
import { FloorRows } from './floor-rows';
import { FloorTime } from './floor-time';

/** What a chart shows of a table at most: its bars can still be told apart. */
const CHARTED = 12;

/** A chart and its table; all texts but the names in them are translation keys. */
export interface FloorSection {
  key: 'work' | 'stages' | 'scrap';
  title: string;
  /** How its figures are counted. */
  text: string;
  chartLabel: string;
  categories: readonly string[];
  series: readonly ChartSeries[];
  headers: readonly string[];
  rows: readonly FiguresRow[];
  /** What stands in place of the rows. */
  empty: string;
  /** Rows that there are beside. */
  more?: number;
}

/** Lays a report of the shop floor out as charts and tables, whose names lead to the rows behind them. */
@Service()
export class FloorSections {
  private readonly formats = inject(Formats);
  private readonly i18n = inject(I18n);
  private readonly time = inject(FloorTime);

  of(report: FloorReport, query: GetFloorReport$Params): FloorSection[] {
    const rows = new FloorRows(query, report);
    return [this.work(report, rows), this.stages(report, rows), this.scrap(report, rows)];
  }

  private work({ masters }: FloorReport, rows: FloorRows): FloorSection {
    const charted = masters.slice(0, CHARTED);
    return {
      ...words('work'),
      categories: charted.map(({ name }) => name),
      series: [
        this.hours(
          'clocked',
          charted.map(({ clockedSeconds }) => clockedSeconds),
        ),
        this.hours(
          'earned',
          charted.map(({ earnedSeconds }) => earnedSeconds),
        ),
      ],
      headers: headersOf('master', 'parts', 'good', 'scrapped', 'clocked', 'earned', 'earnedShare'),
      rows: masters.map((master) => ({
        id: master.masterId,
        name: master.name,
        figures: this.figuresOf(master),
        link: '/parts/work',
        params: rows.ofMaster(master.masterId),
      })),
    };
  }

  private figuresOf(master: MasterWorkRow): string[] {
    const { parts, good, scrapped, clockedSeconds, earnedSeconds, earnedShare } = master;
    return [
      ...[parts, good, scrapped].map((count) => this.formats.number(count)),
      ...[clockedSeconds, earnedSeconds].map((seconds) => this.time.spell(seconds)),
      earnedShare === undefined ? '–' : this.formats.percent(earnedShare / 100, 0),
    ];
  }

  private stages({ stages, stagesTotal }: FloorReport, rows: FloorRows): FloorSection {
    const charted = stages.filter(({ medianSeconds }) => medianSeconds !== undefined).slice(0, CHARTED);
    return {
      ...words('stages'),
      // In two lines, of which more fit side by side.
      categories: charted.map((stage) => this.nameOf(stage, '\n')),
      series: [
        this.minutes(
          'median',
          charted.map(({ medianSeconds = 0 }) => medianSeconds),
        ),
        this.minutes(
          'standard',
          charted.map(({ plannedSeconds = 0 }) => plannedSeconds),
        ),
      ],
      headers: headersOf('stage', 'parts', 'median', 'ninetieth', 'standard', 'waiting', 'scrapped'),
      rows: stages.map((stage) => {
        const { stageId, parts, medianSeconds, ninetiethSeconds, plannedSeconds, waitingSeconds, scrapped } = stage;
        const times = [medianSeconds, ninetiethSeconds, plannedSeconds, waitingSeconds];
        return {
          id: stageId ?? '',
          name: this.nameOf(stage),
          figures: [
            this.formats.number(parts),
            ...times.map((seconds) => this.time.spell(seconds)),
            this.formats.number(scrapped),
          ],
          ...(stageId && { link: '/parts/work', params: rows.ofStage(stageId) }),
        };
      }),
      more: stagesTotal - stages.length,
    };
  }

  private scrap({ scraps }: FloorReport, rows: FloorRows): FloorSection {
    const shares = scraps.map((_, index) => scraps.slice(0, index + 1).reduce((sum, { share }) => sum + share, 0));
    const names = scraps.map(({ reason }) => this.i18n.t(`parts.reason.${reason}`));
    return {
      ...words('scrap'),
      categories: names,
      series: [
        {
          name: this.i18n.t('reports.floor.pieces'),
          kind: 'bar',
          values: scraps.map(({ pieces }) => pieces),
          write: (value) => this.formats.number(value),
        },
        {
          name: this.i18n.t('reports.floor.cumulative'),
          kind: 'line',
          values: shares.map((share) => Math.min(share, 100)),
          write: (value) => this.formats.percent(value / 100, 0),
          isSecondary: true,
        },
      ],
      headers: headersOf('reason', 'pieces', 'reports', 'share'),
      rows: scraps.map(({ reason, pieces, reports, share }, index) => ({
        id: reason,
        name: names[index] ?? reason,
        figures: [this.formats.number(pieces), this.formats.number(reports), this.formats.percent(share / 100, 1)],
        share: share / 100,
        link: '/parts',
        params: rows.ofReason(reason),
      })),
    };
  }

  /** A stage is told apart by its route: of one name there are many. */
  private nameOf({ stageId, name, routeName }: StageTimesRow, between = ' · '): string {
    return stageId ? [name, routeName].filter(Boolean).join(between) : this.i18n.t('reports.floor.byHand');
  }

  private hours(key: string, seconds: readonly number[]): ChartSeries {
    const write = (hours: number): string =>
      this.i18n.t('reports.floor.hours', { hours: this.formats.number(Math.round(hours * 100) / 100) });
    return this.bars(
      key,
      seconds.map((one) => one / 3_600),
      write,
    );
  }

  private minutes(key: string, seconds: readonly number[]): ChartSeries {
    return this.bars(
      key,
      seconds.map((one) => one / 60),
      (minutes) => this.time.spell(minutes * 60),
    );
  }

  private bars(key: string, values: readonly number[], write: (value: number) => string): ChartSeries {
    return { name: this.i18n.t(`reports.floor.${key}`), kind: 'bar', values, write };
  }
}

function words(key: FloorSection['key']): Pick<FloorSection, 'key' | 'title' | 'text' | 'chartLabel' | 'empty'> {
  const of = (name: string): string => `reports.floor.${key}.${name}`;
  return { key, title: of('title'), text: of('text'), chartLabel: of('chart'), empty: of('empty') };
}

function headersOf(...names: readonly string[]): string[] {
  return names.map((name) => SHARED[name] ?? `reports.floor.${name}`);
}

/** Headers that the report of sales has too. */
const SHARED: Readonly<Record<string, string>> = { master: 'reports.one.masterId', share: 'reports.share' };
