import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { WorkTotals } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { FloorTime } from './floor-time';

/** What the whole shop floor did in a period. */
@Component({
  selector: 'app-floor-figures',
  imports: [TranslocoPipe],
  template: `
    <dl>
      @for (figure of figures(); track figure.label) {
        <div>
          <dt>{{ figure.label | transloco }}</dt>
          <dd class="figure">{{ figure.value }}</dd>
          @if (figure.note; as note) {
            <dd class="muted">{{ note }}</dd>
          }
        </div>
      }
    </dl>
    <p class="muted">{{ 'reports.floor.counted' | transloco }}</p>
  `,
  styleUrl: './report-figures.scss',
})
export class FloorFigures {
  private readonly formats = inject(Formats);
  private readonly time = inject(FloorTime);
  readonly totals = input.required<WorkTotals>();

  protected readonly figures = computed(() => {
    const { good, scrapped, clockedSeconds, earnedSeconds, earnedShare } = this.totals();
    const made = good + scrapped;
    return [
      { label: 'reports.floor.good', value: this.formats.number(good) },
      {
        label: 'reports.floor.scrapped',
        value: this.formats.number(scrapped),
        note: made ? this.formats.percent(scrapped / made, 1) : '',
      },
      { label: 'reports.floor.clocked', value: this.time.spell(clockedSeconds) },
      {
        label: 'reports.floor.earned',
        value: this.time.spell(earnedSeconds),
        note: earnedShare === undefined ? '' : this.time.earned(earnedShare),
      },
    ];
  });
}
