import { Component, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Part } from '@verstak/api';
import { Formats } from '../core/i18n/formats';
import { I18n } from '../core/i18n/i18n';
import { spellMinutes, workedMinutes } from '../entities/parts/worked-time';
import { QuantityPipe } from '../ui/pipes/format-pipes';

/** What a master finished today, with the time it took. */
@Component({
  selector: 'app-done-list',
  imports: [MatIcon, QuantityPipe, TranslocoPipe],
  template: `
    @if (parts().length) {
      <h2>
        {{ 'queue.doneToday' | transloco }} <span class="muted">{{ formats.number(parts().length) }}</span>
      </h2>
      <ul>
        @for (part of parts(); track part.id) {
          <li>
            <mat-icon svgIcon="check-circle" aria-hidden="true" />
            <span class="what">
              @if (part.orderNumber) {
                <span class="muted">{{ 'queue.number' | transloco: { order: part.orderNumber } }}</span>
              }
              {{ part.title }}, {{ part.quantity | quantity: part.unit }}
            </span>
            <span class="muted">{{ took(part) }}</span>
          </li>
        }
      </ul>
    }
  `,
  styles: `
    h2 {
      margin: 32px 0 8px;
      font-size: 18px;
      line-height: 26px;
    }
    li {
      display: flex;
      gap: 10px;
      align-items: start;
      padding: 10px 0;
      border-bottom: var(--v-line);
      font-size: 16px;
      line-height: 24px;
    }
    mat-icon {
      color: var(--v-tone-good);
    }
    .what {
      flex: 1;
      min-width: 0;
    }
  `,
})
export class DoneList {
  private readonly i18n = inject(I18n);
  protected readonly formats = inject(Formats);
  readonly parts = input.required<readonly Part[]>();

  /** How long the work took; nothing where the clock never ran. */
  protected took(part: Part): string {
    if (!part.passesTotal) return '';
    return spellMinutes(Math.max(1, workedMinutes(part, new Date())), (key, params) => this.i18n.t(key, params));
  }
}
