import { Component, computed, inject } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { Outbox } from '../entities/facts/outbox';

/** How much is still to be sent, where sending fails. */
@Component({
  selector: 'app-unsent-note',
  imports: [MatIcon, TranslocoPipe],
  template: `
    @if (count(); as count) {
      <p>
        <mat-icon svgIcon="offline" aria-hidden="true" />{{
          (isKept() ? 'queue.stuck' : 'queue.stuckUnkept') | transloco: { count }
        }}
      </p>
    }
  `,
  styles: `
    p {
      display: flex;
      gap: 10px;
      margin-bottom: 8px;
      padding: 12px 14px;
      border-radius: 10px;
      background: var(--mat-sys-tertiary-container);
      color: var(--mat-sys-on-tertiary-container);
      font-size: 16px;
      line-height: 24px;
    }
  `,
  host: { 'aria-live': 'polite' },
})
export class UnsentNote {
  private readonly outbox = inject(Outbox);
  protected readonly count = computed(() => (this.outbox.isStuck() ? this.outbox.facts().length : 0));
  protected readonly isKept = this.outbox.isKept;
}
