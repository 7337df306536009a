import { Component, computed, inject, input, output, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { OrdersService } from '@verstak/api';
import { SOLD_STATUSES } from '@verstak/domain';
import { dayOf } from '../../core/i18n/format';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { Workshop } from '../../core/workshop/workshop';
import { EmptyState } from '../../ui/states/empty-state';
import { PeriodWords } from './period-words';
import { type ReportView, byFilter, filtersOf, namedPeriodAround } from './report-period';

/** A period without sales: leads to the last one that has some, to everybody's, or to the first order. */
@Component({
  selector: 'app-report-empty',
  imports: [EmptyState, MatButton, RouterLink, TranslocoPipe],
  template: `
    <ui-empty-state icon="chart" [heading]="'reports.nothing' | transloco" [text]="text()">
      @if (isNarrowed()) {
        <button mat-stroked-button type="button" (click)="changed.emit(all)">
          {{ 'table.clearAll' | transloco }}
        </button>
      }
      @if (filled(); as filled) {
        <button mat-stroked-button type="button" (click)="changed.emit(filled)">
          {{ 'reports.showPeriod' | transloco: { period: words.of(filled.kind, filled) } }}
        </button>
      } @else if (last.hasValue() && mayWrite) {
        <a mat-flat-button routerLink="/orders/new">{{ 'orders.new' | transloco }}</a>
      }
    </ui-empty-state>
  `,
})
export class ReportEmpty {
  private readonly api = inject(OrdersService);
  private readonly session = inject(Session);
  private readonly workshop = inject(Workshop);
  private readonly formats = inject(Formats);
  private readonly i18n = inject(I18n);
  protected readonly words = inject(PeriodWords);
  protected readonly mayWrite = this.session.can('orders:write');

  readonly view = input.required<ReportView>();
  readonly changed = output<Partial<ReportView>>();

  protected readonly all = byFilter(() => '');
  protected readonly isNarrowed = computed(() => Object.keys(filtersOf(this.view())).length > 0);
  /** The order sold last, by the same filters. */
  protected readonly last = resource({
    params: () => {
      if (!this.session.can('orders:read')) return undefined;
      return Object.fromEntries(Object.entries(filtersOf(this.view())).map(([filter, id]) => [filter, [id]]));
    },
    loader: async ({ params }) =>
      (await this.api.listOrders({ ...params, status: [...SOLD_STATUSES], sort: '-orderedAt', pageSize: 1 })).items,
  });
  private readonly lastAt = computed(() => (this.last.hasValue() ? this.last.value()[0]?.orderedAt : undefined));
  protected readonly filled = computed(() => {
    const at = this.lastAt();
    if (!at) return undefined;
    return namedPeriodAround(this.view().kind, dayOf(new Date(at), this.workshop.settings().timeZone));
  });
  protected readonly text = computed(() => {
    const at = this.lastAt();
    return at ? this.i18n.t('reports.lastOrder', { day: this.formats.day(at) }) : '';
  });
}
