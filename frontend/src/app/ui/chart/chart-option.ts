import type { EChartsCoreOption } from 'echarts/core';

/** One row of figures over the categories. */
export interface ChartSeries {
  name: string;
  kind: 'bar' | 'line';
  values: readonly number[];
  /** Writes a figure for people; also decides what shares an axis. */
  write: (value: number) => string;
  /** Stands on the right-hand axis. */
  isSecondary?: boolean;
  /** Counts things: its axis has no fractions. */
  isWhole?: boolean;
}

/** How the page around the chart looks now: the colour of a theme's token, and the type. */
export interface ChartLook {
  colour: (token: string) => string;
  fontFamily: string;
}

const COLOURS = ['--mat-sys-primary', '--v-tone-active', '--v-tone-info', '--v-tone-warn'];

/** So many categories have names of their own; more are steps of time. */
const FEW = 12;

/** What ECharts draws. */
export function chartOption(
  categories: readonly string[],
  series: readonly ChartSeries[],
  { colour, fontFamily }: ChartLook,
): EChartsCoreOption {
  const text = colour('--mat-sys-on-surface-variant');
  const line = colour('--mat-sys-outline-variant');
  const axis = (one: ChartSeries | undefined): object => ({
    type: 'value',
    minInterval: one?.isWhole ? 1 : 0,
    axisLabel: { color: text, formatter: (value: number) => one?.write(value) ?? '' },
    splitLine: { lineStyle: { color: line }, show: !one?.isSecondary },
  });
  return {
    animationDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200,
    textStyle: { fontFamily, color: text },
    color: COLOURS.map(colour),
    grid: { left: 8, right: 8, top: series.length > 1 ? 40 : 16, bottom: 8, containLabel: true },
    legend: { show: series.length > 1, top: 0, left: 0, icon: 'roundRect', textStyle: { color: text } },
    // Drawn, not made of HTML: the page lets no text become that.
    tooltip: {
      trigger: 'axis',
      confine: true,
      renderMode: 'richText',
      backgroundColor: colour('--mat-sys-surface-container'),
      borderColor: line,
      textStyle: { fontFamily, color: text },
    },
    xAxis: {
      type: 'category',
      data: [...categories],
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
      // Few are all named, as far as they fit: the longest does not take the others' place.
      axisLabel: {
        color: text,
        lineHeight: 16,
        interval: categories.length > FEW ? 'auto' : 0,
        hideOverlap: true,
      },
    },
    yAxis: [
      axis(series.find((one) => !one.isSecondary)),
      ...(series.some((one) => one.isSecondary) ? [axis(series.find((one) => one.isSecondary))] : []),
    ],
    series: series.map((one) => ({
      name: one.name,
      type: one.kind,
      data: [...one.values],
      yAxisIndex: one.isSecondary ? 1 : 0,
      barMaxWidth: 36,
      itemStyle: { borderRadius: one.kind === 'bar' ? [4, 4, 0, 0] : 0 },
      symbolSize: 6,
      tooltip: { valueFormatter: (value: unknown) => one.write(Number(value)) },
    })),
  };
}
