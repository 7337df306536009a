import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Order, type Part, ProductionService } from '@verstak/api';
import { I18n } from '../../../core/i18n/i18n';
import { liveResource } from '../../../core/live/live-resource';
import { LabelPrints } from '../../../entities/parts/labels/label-prints';
import { PartStatus } from '../../../entities/parts/part-status';
import { spellMinutes, workedMinutes } from '../../../entities/parts/worked-time';
import { MomentPipe, QuantityPipe } from '../../../ui/pipes/format-pipes';
import { EmptyState } from '../../../ui/states/empty-state';
import { ProblemState } from '../../../ui/states/problem-state';
import { Skeleton } from '../../../ui/states/skeleton';
import { StaleNote } from '../../../ui/states/stale-note';

/** What the workshop makes of an order: each part with its state, master, time, scrap and note; follows the work. */
@Component({
  selector: 'app-order-production',
  imports: [
    EmptyState,
    MatButton,
    MatIcon,
    MomentPipe,
    PartStatus,
    ProblemState,
    QuantityPipe,
    RouterLink,
    Skeleton,
    StaleNote,
    TranslocoPipe,
  ],
  templateUrl: './order-production.html',
  styleUrl: './order-production.scss',
})
export class OrderProduction {
  private readonly api = inject(ProductionService);
  private readonly i18n = inject(I18n);
  private readonly labels = inject(LabelPrints);
  readonly order = input.required<Order>();

  protected readonly parts = liveResource({
    params: () => this.order().id,
    load: (orderId) => this.api.listParts({ orderId: [orderId], pageSize: 200, sort: 'number' }),
    live: ['Part'],
  });
  protected readonly rows = computed(() => this.parts.value()?.items);

  protected printLabels(): void {
    void this.labels.open((this.rows() ?? []).map(({ id }) => id));
  }

  protected timeOf(part: Part): string {
    return spellMinutes(workedMinutes(part, new Date()), (key, params) => this.i18n.t(key, params));
  }

  protected lostOf(part: Part): number {
    return part.scraps.reduce((sum, scrap) => sum + scrap.quantity, 0);
  }
}
