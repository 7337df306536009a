import { Component, input } from '@angular/core';
import type { WantedDetail } from '@verstak/api';
import { CalendarDayPipe } from '../../ui/pipes/format-pipes';

/** What was chosen and filled in of a product, each with its name: of an item of an order, or of its part. */
@Component({
  selector: 'app-item-details',
  imports: [CalendarDayPipe],
  template: `
    @for (detail of details(); track detail.id) {
      <span class="detail"
        ><span class="muted">{{ detail.name }}:</span>
        {{ detail.isDay ? (detail.value | calendarDay) : detail.value }}</span
      >
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 0 14px;
    }
    :host:empty {
      display: none;
    }
    .detail {
      overflow-wrap: anywhere;
    }
  `,
})
export class ItemDetails {
  readonly details = input<readonly WantedDetail[]>([]);
}
