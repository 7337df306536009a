import { Component, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { IconName } from '../icon/icons';

/** Tones of states, told apart without colour by icon and word. */
export type Tone = 'neutral' | 'info' | 'active' | 'good' | 'done' | 'warn' | 'bad';

/** How one state looks. */
export interface StatusLook {
  tone: Tone;
  icon: IconName;
}

/** A state: icon, word and colour together. The word is projected. */
@Component({
  selector: 'ui-status-chip',
  imports: [MatIcon],
  template: `<mat-icon [svgIcon]="look().icon" aria-hidden="true" /><span><ng-content /></span>`,
  host: { '[style.--tone]': "'var(--v-tone-' + look().tone + ')'" },
  styles: `
    :host {
      display: inline-flex;
      flex-flow: var(--v-chip-flow, row);
      align-items: center;
      gap: var(--v-chip-gap, 6px);
      max-width: 100%;
      padding: var(--v-chip-padding, 2px 8px 2px 6px);
      border-radius: 6px;
      background: color-mix(in srgb, var(--tone) 11%, transparent);
      color: var(--tone);
      font-size: var(--v-chip-size, 13px);
      font-weight: 550;
      line-height: 20px;
      white-space: nowrap;
    }
    mat-icon {
      width: 16px;
      height: 16px;
    }
    span {
      overflow: hidden;
      text-overflow: ellipsis;
    }
  `,
})
export class StatusChip {
  readonly look = input.required<StatusLook>();
}
