import { Component, booleanAttribute, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Copier } from '../../core/platform/copier';

/** A text to be copied whole, under its name; other acts with it are projected beside the button. */
@Component({
  selector: 'ui-copy-text',
  imports: [MatButton, MatIcon],
  template: `
    <h3>{{ label() }}</h3>
    <code tabindex="0" role="group" [attr.aria-label]="label()">{{ text() }}</code>
    <div>
      <button type="button" [matButton]="isMain() ? 'filled' : 'outlined'" (click)="copier.copy(text())">
        <mat-icon svgIcon="copy" />{{ action() }}
      </button>
      <ng-content />
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
    }
    h3 {
      margin: 0;
      font-size: 13px;
      font-weight: 550;
    }
    code {
      padding: 12px;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: 8px;
      background: var(--mat-sys-surface-container);
      overflow-wrap: anywhere;
      user-select: all;
    }
    div {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
  `,
})
export class CopyText {
  protected readonly copier = inject(Copier);
  /** Translated. */
  readonly label = input.required<string>();
  readonly text = input.required<string>();
  /** What the button says, translated. */
  readonly action = input.required<string>();
  /** Copying is what is to be done next. */
  readonly isMain = input(false, { transform: booleanAttribute });
}
