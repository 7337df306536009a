import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Order } from '@verstak/api';
import { progressOf } from '@verstak/domain';
import { Formats } from '../../core/i18n/formats';
import { ShareBar } from '../../ui/share-bar/share-bar';

/** How far production is: the share of planned time as a bar, parts done of all in words; nothing where there are none. */
@Component({
  selector: 'app-order-progress',
  imports: [ShareBar, TranslocoPipe],
  template: `
    @if (total()) {
      <ui-share-bar
        [share]="share()"
        [label]="'orders.progressOf' | transloco: { done: done(), total: total() }"
        [words]="words()"
      />
    } @else {
      <span class="muted" aria-hidden="true">–</span>
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
