import { Component, input } from '@angular/core';

/** What was chosen and filled in of a product, each with its name: of an item of an order, or of its part. */
@Component({
  selector: 'app-item-details',
  template: `
    @for (detail of details(); track detail.id) {
      <span class="detail"
        ><span class="muted">{{ detail.name }}:</span> {{ detail.value }}</span
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
  readonly details = input<readonly { id: string; name: string; value: string }[]>([]);
}
