import { Component, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

/** A line that asks for attention above what a page shows, with what can be done about it projected. */
@Component({
  selector: 'ui-note-bar',
  imports: [MatIcon],
  template: `
    <p role="status">
      <mat-icon svgIcon="error" aria-hidden="true" />
      <span>{{ text() }}</span>
      <ng-content />
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
export class NoteBar {
  readonly text = input.required<string>();
}
