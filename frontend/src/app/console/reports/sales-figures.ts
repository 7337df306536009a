import { Component, computed, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { SalesReport } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { PeriodWords } from './period-words';
import { growth } from './report-period';

/** The sums of a period, each beside those of the period before. */
@Component({
  selector: 'app-sales-figures',
  imports: [MatIcon, TranslocoPipe],
  template: `
    <dl>
      @for (figure of figures(); track figure.label) {
        <div>
          <dt>{{ figure.label | transloco }}</dt>
          <dd class="figure">{{ figure.value }}</dd>
          <dd class="muted">
            @if (figure.change !== undefined) {
              <mat-icon [svgIcon]="figure.change < 0 ? 'sort-down' : 'sort-up'" aria-hidden="true" />
              {{
                (figure.change < 0 ? 'reports.less' : 'reports.more')
                  | transloco: { share: formats.percent(abs(figure.change)) }
              }}
            }
            {{ 'reports.before' | transloco: { value: figure.before } }}
          </dd>
        </div>
      }
    </dl>
    <p class="muted">{{ 'reports.compared' | transloco: { days: former() } }}</p>
  `,
  styleUrl: './report-figures.scss',
})
export class SalesFigures {
  protected readonly formats = inject(Formats);
  private readonly words = inject(PeriodWords);
  readonly report = input.required<SalesReport>();
  protected readonly abs = Math.abs;

  protected readonly former = computed(() => this.words.days(this.report().former));
  protected readonly figures = computed(() => {
    const { totals, former } = this.report();
    const money = (value: number): string => this.formats.money(value);
    const number = (value: number): string => this.formats.number(value);
    return (
      [
        ['revenue', money],
        ['orders', number],
        ['averageOrder', money],
      ] as const
    ).map(([name, write]) => ({
      label: `reports.${name}`,
      value: write(totals[name]),
      before: write(former[name]),
      change: growth(totals[name], former[name]),
    }));
  });
}
