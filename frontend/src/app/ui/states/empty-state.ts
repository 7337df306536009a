import { Component, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { IconName } from '../icon/icons';

/** Says what belongs here and offers the next step; the action is projected. */
@Component({
  selector: 'ui-empty-state',
  imports: [MatIcon],
  template: `
    <mat-icon [svgIcon]="icon()" aria-hidden="true" />
    <h2>{{ heading() }}</h2>
    @if (text()) {
      <p>{{ text() }}</p>
    }
    <div class="actions"><ng-content /></div>
  `,
  styleUrl: './empty-state.scss',
})
export class EmptyState {
  readonly icon = input<IconName>('inbox');
  /** Translated already. */
  readonly heading = input.required<string>();
  readonly text = input('');
}
