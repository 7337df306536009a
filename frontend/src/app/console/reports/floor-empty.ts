import { Component, computed, inject, input, output, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { ProductionService } from '@verstak/api';
import { dayOf } from '../../core/i18n/format';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { Workshop } from '../../core/workshop/workshop';
import { EmptyState } from '../../ui/states/empty-state';
import type { PeriodView } from './period-controls';
import { PeriodWords } from './period-words';
import { namedPeriodAround } from './report-period';

/** A period without work: leads to the last one that has some, to every route, or to the parts that wait. */
@Component({
  selector: 'app-floor-empty',
  imports: [EmptyState, MatButton, RouterLink, TranslocoPipe],
  template: `
    <ui-empty-state icon="chart" [heading]="'reports.floor.nothing' | transloco" [text]="text()">
      @if (isNarrowed()) {
        <button mat-stroked-button type="button" (click)="cleared.emit()">{{ 'table.clearAll' | transloco }}</button>
      }
      @if (filled(); as filled) {
        <button mat-stroked-button type="button" (click)="changed.emit(filled)">
          {{ 'reports.showPeriod' | transloco: { period: words.of(filled.kind, filled) } }}
        </button>
      } @else {
        <a mat-flat-button routerLink="/parts">{{ 'reports.floor.toParts' | transloco }}</a>
      }
    </ui-empty-state>
  `,
})
export class FloorEmpty {
  private readonly api = inject(ProductionService);
  private readonly workshop = inject(Workshop);
  private readonly formats = inject(Formats);
  private readonly i18n = inject(I18n);
  protected readonly words = inject(PeriodWords);

  readonly view = input.required<PeriodView>();
  readonly isNarrowed = input(false);
  readonly changed = output<PeriodView>();
  readonly cleared = output();

  /** The stretch of work that ended last. */
  private readonly last = resource({
    loader: async () => (await this.api.listWork({ endedMissing: false, pageSize: 1 })).items,
  });
  private readonly lastAt = computed(() => (this.last.hasValue() ? this.last.value()[0]?.endedAt : undefined));
  protected readonly filled = computed<PeriodView | undefined>(() => {
    const at = this.lastAt();
    if (!at) return undefined;
    return namedPeriodAround(this.view().kind, dayOf(new Date(at), this.workshop.settings().timeZone));
  });
  protected readonly text = computed(() => {
    const at = this.lastAt();
    return at
      ? this.i18n.t('reports.floor.lastWork', { day: this.formats.day(at) })
      : this.i18n.t('reports.floor.nothingText');
  });
}
