import { Component, computed, inject, input, resource } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Order, type Part, ProductionService } from '@verstak/api';
import { debounceTime } from 'rxjs';
import { lastValue } from '../../../core/http/last-value';
import { I18n } from '../../../core/i18n/i18n';
import { Live } from '../../../core/live/live';
import { PartStatus } from '../../../entities/parts/part-status';
import { spellMinutes, workedMinutes } from '../../../entities/parts/worked-time';
import { MomentPipe, QuantityPipe } from '../../../ui/pipes/format-pipes';
import { EmptyState } from '../../../ui/states/empty-state';
import { ProblemState } from '../../../ui/states/problem-state';
import { Skeleton } from '../../../ui/states/skeleton';
import { StaleNote } from '../../../ui/states/stale-note';

const PAUSE = 300;

/** What the workshop makes of an order: each part with its state, master, time, scrap and note; follows the work. */
@Component({
  selector: 'app-order-production',
  imports: [EmptyState, MomentPipe, PartStatus, ProblemState, QuantityPipe, Skeleton, StaleNote, TranslocoPipe],
  templateUrl: './order-production.html',
  styleUrl: './order-production.scss',
})
export class OrderProduction {
  private readonly api = inject(ProductionService);
  private readonly i18n = inject(I18n);
  readonly order = input.required<Order>();

  protected readonly parts = resource({
    params: () => this.order().id,
    loader: ({ params }) => this.api.listParts({ orderId: params, pageSize: 200, sort: 'number' }),
  });
  /** What was read stays on screen while it is read again, and where that fails. */
  private readonly page = lastValue(this.parts, ({ items }) => items[0]?.orderId === this.order().id);
  protected readonly rows = computed(() => this.page()?.items);

  constructor() {
    inject(Live)
      .changes('Part')
      .pipe(debounceTime(PAUSE), takeUntilDestroyed())
      .subscribe(() => this.parts.reload());
  }

  protected timeOf(part: Part): string {
    return spellMinutes(workedMinutes(part, new Date()), (key, params) => this.i18n.t(key, params));
  }

  protected lostOf(part: Part): number {
    return part.scraps.reduce((sum, scrap) => sum + scrap.quantity, 0);
  }
}
