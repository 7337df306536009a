import { A11yModule } from '@angular/cdk/a11y';
import { Component, input } from '@angular/core';

/** The small panel a filter opens: holds the focus until it is closed. */
@Component({
  selector: 'ui-chip-panel',
  imports: [A11yModule],
  template: `
    <div class="panel" role="dialog" aria-modal="true" cdkTrapFocus cdkTrapFocusAutoCapture [attr.aria-label]="label()">
      <ng-content />
    </div>
  `,
  styles: `
    .panel {
      display: grid;
      gap: 12px;
      width: min(300px, calc(100vw - 32px));
      padding: 16px;
      border: var(--v-line);
      border-radius: 10px;
      background: var(--mat-sys-surface-container-lowest);
      box-shadow: var(--v-shadow);
    }
  `,
})
export class ChipPanel {
  readonly label = input.required<string>();
}
