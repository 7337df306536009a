import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, LegendComponent, LineChart, SVGRenderer, TooltipComponent]);

/** Draws into one element and follows its size. */
export interface ChartEngine {
  draw(option: EChartsCoreOption): void;
  dispose(): void;
}

/** ECharts with only the parts that are used; a chunk of its own. */
export function createEngine(element: HTMLElement): ChartEngine {
  const chart = init(element, null, { renderer: 'svg' });
  const sizes = new ResizeObserver(() => chart.resize());
  sizes.observe(element);
  return {
    draw: (option) => chart.setOption(option, { notMerge: true }),
    dispose: () => {
      sizes.disconnect();
      chart.dispose();
    },
  };
}
