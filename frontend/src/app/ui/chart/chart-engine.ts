import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, LegendComponent, LineChart, SVGRenderer, TooltipComponent]);

/** Of a page of A4 between its margins, in px. */
const PAPER_WIDTH = 716;

/** Draws into one element and follows its size. */
export interface ChartEngine {
  /** On paper at once, in its width: nothing is drawn on it later. */
  draw(option: EChartsCoreOption, isOnPaper?: boolean): void;
  dispose(): void;
}

/** ECharts with only the parts that are used; a chunk of its own. */
export function createEngine(element: HTMLElement): ChartEngine {
  const chart = init(element, null, { renderer: 'svg' });
  const sizes = new ResizeObserver(() => chart.resize());
  sizes.observe(element);
  return {
    draw: (option, isOnPaper) => {
      chart.resize({ width: isOnPaper ? PAPER_WIDTH : 'auto' });
      chart.setOption(isOnPaper ? { ...option, animation: false } : option, { notMerge: true });
      if (isOnPaper) chart.getZr().flush();
    },
    dispose: () => {
      sizes.disconnect();
      chart.dispose();
    },
  };
}
