import type { ElementRef } from '@angular/core';
import { Component, DestroyRef, computed, effect, inject, input, signal, untracked, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { Theme } from '../../core/theme/theme';
import { type ChartLook, type ChartSeries, chartOption } from './chart-option';
import type { ChartEngine } from './chart-engine';

/** Series over common categories as bars or lines, and the same figures as a table; its heading is projected. */
@Component({
  selector: 'ui-chart',
  imports: [MatButton, MatIcon, TranslocoPipe],
  template: `
    <header>
      <ng-content />
      <button
        mat-button
        type="button"
        class="no-print"
        [attr.aria-pressed]="isTable()"
        (click)="isTable.set(!isTable())"
      >
        <mat-icon [svgIcon]="isTable() ? 'chart' : 'table'" />
        {{ (isTable() ? 'ui.chartPicture' : 'ui.chartTable') | transloco }}
      </button>
    </header>
    <div #canvas class="canvas" role="img" [attr.aria-label]="label()" [hidden]="isTable()"></div>
    <div [class.visually-hidden]="!isTable()">
      <table>
        <caption class="visually-hidden">
          {{
            label()
          }}
        </caption>
        <thead>
          <tr>
            <th scope="col">{{ categoryLabel() }}</th>
            @for (one of series(); track one.name) {
              <th scope="col">{{ one.name }}</th>
            }
          </tr>
        </thead>
        <tbody>
          @for (category of categories(); track $index; let index = $index) {
            <tr>
              <th scope="row">{{ category }}</th>
              @for (one of series(); track one.name) {
                <td>{{ one.write(one.values[index] ?? 0) }}</td>
              }
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styleUrl: './chart.scss',
  host: { '(window:beforeprint)': 'drawFor(true)', '(window:afterprint)': 'drawFor(false)' },
})
export class Chart {
  private readonly theme = inject(Theme);
  private readonly canvas = viewChild.required<ElementRef<HTMLElement>>('canvas');
  private engine?: ChartEngine;
  private isGone = false;

  /** What the chart shows, in one sentence. */
  readonly label = input.required<string>();
  /** Header of the categories' column. */
  readonly categoryLabel = input.required<string>();
  readonly categories = input.required<readonly string[]>();
  readonly series = input.required<readonly ChartSeries[]>();
  protected readonly isTable = signal(false);

  private readonly option = computed(() => {
    this.theme.isDark();
    return (look: ChartLook) => chartOption(this.categories(), this.series(), look);
  });

  constructor() {
    effect(() => {
      const option = this.option();
      const element = this.canvas().nativeElement;
      untracked(() => void this.draw(element, option(lookOf(element))));
    });
    inject(DestroyRef).onDestroy(() => {
      this.isGone = true;
      this.engine?.dispose();
    });
  }

  /** Paper is narrower than most screens, and white whatever the screen was. */
  protected drawFor(isPaper: boolean): void {
    const element = this.canvas().nativeElement;
    element.style.colorScheme = isPaper ? 'light' : '';
    this.engine?.draw(this.option()(lookOf(element)), isPaper);
  }

  private async draw(element: HTMLElement, option: ReturnType<typeof chartOption>): Promise<void> {
    const { createEngine } = await import('./chart-engine');
    if (this.isGone) return;
    this.engine ??= createEngine(element);
    this.engine.draw(option);
  }
}

/** Tokens hold `light-dark(…)`, which only a real property resolves. */
function lookOf(element: HTMLElement): ChartLook {
  const style = getComputedStyle(element);
  const colour = (token: string): string => {
    element.style.color = `var(${token})`;
    const resolved = style.color;
    element.style.removeProperty('color');
    return resolved;
  };
  return { colour, fontFamily: style.fontFamily };
}
