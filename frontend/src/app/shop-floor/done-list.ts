import { Component, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Part } from '@verstak/api';
import { Formats } from '../core/i18n/formats';
import { I18n } from '../core/i18n/i18n';
import { QuantityPipe } from '../ui/pipes/format-pipes';
import { workedSeconds } from './fact';

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
              <span class="muted">{{ 'queue.number' | transloco: { order: part.orderNumber } }}</span>
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
      overflow-wrap: anywhere;
    }
  `,
})
export class DoneList {
  private readonly i18n = inject(I18n);
  protected readonly formats = inject(Formats);
  readonly parts = input.required<readonly Part[]>();

  /** How long the work took, in minutes up to an hour and then in hours too. */
  protected took(part: Part): string {
    const minutes = Math.max(1, Math.round(workedSeconds(part, new Date()) / 60));
    if (!part.passes.length) return '';
    const hours = Math.floor(minutes / 60);
    return this.i18n.t(hours ? 'queue.hours' : 'queue.minutes', { hours, minutes: minutes % 60 });
  }
}
