import { Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { MomentPipe } from '../pipes/format-pipes';

/** Says of when what is shown is, where reading it again failed, and offers to try once more. */
@Component({
  selector: 'ui-stale-note',
  imports: [MatButton, MatIcon, MomentPipe, TranslocoPipe],
  template: `
    <p role="status">
      <mat-icon svgIcon="error" aria-hidden="true" />
      <span>{{ 'states.stale' | transloco: { at: at() ?? '' | moment } }}</span>
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
    span {
      flex: 1 1 0;
      min-width: 60%;
      padding: 4px 0;
    }
    mat-icon {
      color: var(--v-tone-warn);
    }
  `,
})
export class StaleNote {
  /** When it was read. */
  readonly at = input.required<Date | undefined>();
  readonly retry = output();
}
