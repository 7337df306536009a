import { Component, computed, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoPipe } from '@jsverse/transloco';
import type { SupplyRequest } from '@verstak/api';
import { CalendarDayPipe, QuantityPipe } from '../../ui/pipes/format-pipes';

/** What came of a request when, the latest first; each can be taken back. */
@Component({
  selector: 'app-request-receipts',
  imports: [CalendarDayPipe, MatIcon, MatIconButton, MatTooltip, QuantityPipe, TranslocoPipe],
  template: `
    <section aria-labelledby="request-receipts">
      <h2 id="request-receipts">{{ 'requests.receipts' | transloco }}</h2>
      <ul>
        @for (receipt of receipts(); track receipt.id) {
          <li>
            <span>{{ receipt.day | calendarDay }}</span>
            <span class="what">
              {{ receipt.item?.name }}
              @if (receipt.note) {
                <span class="muted">&ngsp;{{ receipt.note }}</span>
              }
            </span>
            <strong>+{{ receipt.quantity | quantity: receipt.item?.unit }}</strong>
            <span class="muted">{{ receipt.receivedByName }}</span>
            @if (mayReverse()) {
              <button
                mat-icon-button
                type="button"
                [matTooltip]="'requests.ask.reverse.action' | transloco"
                [attr.aria-label]="
                  'requests.reverseOf' | transloco: { name: receipt.item?.name, quantity: receipt.quantity | quantity }
                "
                (click)="reversed.emit(receipt.id)"
              >
                <mat-icon svgIcon="undo" />
              </button>
            }
          </li>
        }
      </ul>
    </section>
  `,
  styles: `
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: grid;
      grid-template-columns: 96px minmax(0, 1fr) auto 120px 44px;
      gap: 0 16px;
      align-items: center;
      min-height: 44px;
      border-bottom: var(--v-line);
    }
    .what {
      overflow-wrap: anywhere;
    }
    @media (max-width: 599px) {
      li {
        grid-template-columns: minmax(0, 1fr) auto 44px;
      }
      li > :first-child,
      li > :nth-child(4) {
        display: none;
      }
    }
  `,
})
export class RequestReceipts {
  readonly request = input.required<SupplyRequest>();
  readonly mayReverse = input(false);
  /** The id of a receipt that is to be taken back. */
  readonly reversed = output<string>();

  protected readonly receipts = computed(() => {
    const { items, receipts } = this.request();
    const byId = new Map(items.map((item) => [item.id, item]));
    return receipts.map((receipt) => ({ ...receipt, item: byId.get(receipt.itemId) })).reverse();
  });
}
