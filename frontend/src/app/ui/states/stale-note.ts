import { Component, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';

/** Says over what was read before that reading it again failed, and offers to try once more. */
@Component({
  selector: 'ui-stale-note',
  imports: [MatButton, MatIcon, TranslocoPipe],
  template: `
    <p role="status">
      <mat-icon svgIcon="error" aria-hidden="true" />
      <span>{{ 'states.stale' | transloco }}</span>
      <button mat-button type="button" (click)="retry.emit()">{{ 'states.retry' | transloco }}</button>
    </p>
  `,
  styles: `
    p {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 8px;
      margin-bottom: 8px;
      padding: 0 12px;
      border-radius: 8px;
      background: var(--mat-sys-surface-container);
    }
    mat-icon {
      color: var(--v-tone-warn);
    }
  `,
})
export class StaleNote {
  readonly retry = output();
}
