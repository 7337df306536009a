import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Order } from '@verstak/api';
import { progressOf } from '@verstak/domain';
import { Formats } from '../../core/i18n/formats';

/** How far production is: the share of planned time as a bar, parts done of all in words; nothing where there are none. */
@Component({
  selector: 'app-order-progress',
  imports: [TranslocoPipe],
  template: `
    @if (total()) {
      <span
        class="bar"
        role="progressbar"
        aria-valuemin="0"
        [attr.aria-valuemax]="total()"
        [attr.aria-valuenow]="done()"
        [attr.aria-label]="'orders.progressOf' | transloco: { done: done(), total: total() }"
        [style.--share]="share()"
      ></span>
      <span class="words" aria-hidden="true">{{ words() }}</span>
    } @else {
      <span class="muted" aria-hidden="true">–</span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 8px;
    }
    .bar {
      width: 56px;
      height: 6px;
      overflow: hidden;
      border-radius: 3px;
      background: var(--mat-sys-surface-container-highest);
    }
    .bar::before {
      display: block;
      width: calc(var(--share) * 100%);
      height: 100%;
      background: var(--v-tone-good);
      transition: width var(--v-motion);
      content: '';
    }
    .words {
      color: var(--mat-sys-on-surface-variant);
      font-size: 12px;
      white-space: nowrap;
    }
  `,
})
export class OrderProgress {
  private readonly formats = inject(Formats);
  readonly order = input.required<Pick<Order, 'partsTotal' | 'partsDone' | 'plannedSeconds' | 'earnedSeconds'>>();

  protected readonly done = computed(() => this.order().partsDone);
  protected readonly total = computed(() => this.order().partsTotal);
  protected readonly share = computed(() => progressOf({ ...this.order(), plannedBelow: 0, earnedBelow: 0 }));
  protected readonly words = computed(() => `${this.formats.number(this.done())}/${this.formats.number(this.total())}`);
}
