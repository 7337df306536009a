import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { marginOf } from '@verstak/domain';
import { MoneyPipe, SharePipe } from '../../ui/pipes/format-pipes';

/** What of an order, an item or a product its cost is, as far as the caller may read it. */
export interface Costed {
  cost?: number;
  margin?: number;
  isCostIncomplete?: boolean;
}

/** A cost with the margin that it leaves, where that is known; at least so much, where not all of it is. */
@Component({
  selector: 'app-cost-figure',
  imports: [MoneyPipe, SharePipe, TranslocoPipe],
  template: `
    @let shown = of();
    @let share = margin();
    <span>
      @if (shown.isCostIncomplete) {
        <span [title]="'orders.costIncomplete' | transloco">
          <span aria-hidden="true">≥</span
          ><span class="visually-hidden">{{ 'orders.costIncomplete' | transloco }}</span>
        </span>
      }
      {{ shown.cost | money }}
    </span>
    @if (share !== undefined) {
      <span class="margin" [class.loss]="share < 0" [title]="'orders.margin' | transloco">{{
        share / 100 | share: 1
      }}</span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      gap: 0 8px;
      justify-content: end;
    }
    .margin {
      color: var(--mat-sys-on-surface-variant);
    }
    .loss {
      color: var(--mat-sys-error);
    }
  `,
})
export class CostFigure {
  readonly of = input.required<Costed>();
  /** What an item comes to, of which its margin follows; an order tells its own. */
  readonly total = input<number>();

  protected readonly margin = computed(() => {
    const [{ cost, margin, isCostIncomplete }, total] = [this.of(), this.total()];
    if (total === undefined || cost === undefined || isCostIncomplete) return margin;
    return marginOf(total, cost);
  });
}
