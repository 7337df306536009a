import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { Chime } from './chime';

/** Turns the sounds of the shop floor on and off. */
@Component({
  selector: 'app-chime-switch',
  imports: [MatButton, MatIcon, TranslocoPipe],
  template: `
    <button mat-button type="button" [attr.aria-pressed]="chime.isOn()" (click)="chime.turn(!chime.isOn())">
      <mat-icon svgIcon="bell" />{{ (chime.isOn() ? 'queue.soundOn' : 'queue.soundOff') | transloco }}
    </button>
  `,
  styles: `
    button {
      --mat-button-text-container-height: 48px;
    }
  `,
})
export class ChimeSwitch {
  protected readonly chime = inject(Chime);
}
