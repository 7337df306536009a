import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { Shortcuts } from '../core/keyboard/shortcuts';
import { Keycap } from '../ui/keycap/keycap';

/** What the keys do on the page beneath; the lone letters can be turned off here. */
@Component({
  selector: 'app-shortcut-help',
  imports: [
    Keycap,
    MatButton,
    MatCheckbox,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    TranslocoPipe,
  ],
  template: `
    <h2 mat-dialog-title>{{ 'shell.keys.title' | transloco }}</h2>
    <mat-dialog-content>
      <dl>
        @for (shortcut of shortcuts.active(); track $index) {
          <div>
            <dt>{{ shortcut.label | transloco }}</dt>
            <dd><ui-keys [keys]="shortcut.keys" /></dd>
          </div>
        }
      </dl>
      <mat-checkbox [checked]="shortcuts.letterKeysOn()" (change)="shortcuts.useLetterKeys($event.checked)">
        {{ 'shell.keys.letters' | transloco }}
      </mat-checkbox>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button mat-button type="button" mat-dialog-close>{{ 'ui.close' | transloco }}</button>
    </mat-dialog-actions>
  `,
  styles: `
    dl {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(220px, 1fr));
      gap: 0 24px;
      margin-bottom: 16px;
    }
    div {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 12px;
      min-height: 36px;
      border-bottom: var(--v-line);
    }
  `,
})
export class ShortcutHelp {
  protected readonly shortcuts = inject(Shortcuts);
}
