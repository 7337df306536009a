import { A11yModule } from '@angular/cdk/a11y';
import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { NgTemplateOutlet } from '@angular/common';
import { Component, type TemplateRef, contentChild, input, model, output } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';

/**
 * A filter that is set in a small panel, which holds the focus until it is closed: what is chosen stands on the chip and
 * can be taken away there. What the panel holds is projected as `<ng-template #panel>`.
 */
@Component({
  selector: 'ui-panel-chip',
  imports: [A11yModule, CdkConnectedOverlay, CdkOverlayOrigin, MatIcon, NgTemplateOutlet, TranslocoPipe],
  host: { '[class.on]': 'values() !== ""' },
  template: `
    <button
      type="button"
      class="open in-print"
      cdkOverlayOrigin
      #origin="cdkOverlayOrigin"
      aria-haspopup="dialog"
      (click)="isOpen.set(true)"
    >
      {{ label() }}
      @if (values()) {
        <span class="values">{{ values() }}</span>
      }
      <mat-icon svgIcon="chevron-down" />
    </button>
    @if (values()) {
      <button
        type="button"
        class="remove"
        [attr.aria-label]="'table.removeFilter' | transloco: { label: label() }"
        (click)="removed.emit()"
      >
        <mat-icon svgIcon="close" />
      </button>
    }
    <ng-template
      cdkConnectedOverlay
      cdkConnectedOverlayHasBackdrop
      cdkConnectedOverlayPush
      [cdkConnectedOverlayViewportMargin]="8"
      cdkConnectedOverlayBackdropClass="cdk-overlay-transparent-backdrop"
      [cdkConnectedOverlayOrigin]="origin"
      [cdkConnectedOverlayOpen]="isOpen()"
      [cdkConnectedOverlayOffsetY]="4"
      (backdropClick)="isOpen.set(false)"
      (detach)="isOpen.set(false)"
    >
      <div
        class="panel"
        role="dialog"
        aria-modal="true"
        cdkTrapFocus
        cdkTrapFocusAutoCapture
        [attr.aria-label]="label()"
      >
        <ng-container [ngTemplateOutlet]="panel()" />
      </div>
    </ng-template>
  `,
  styleUrl: './chip.scss',
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
export class PanelChip {
  /** What is filtered by, translated. */
  readonly label = input.required<string>();
  /** What is chosen, in words; empty where nothing is. */
  readonly values = input('');
  readonly isOpen = model(false);
  readonly removed = output();

  protected readonly panel = contentChild.required<TemplateRef<unknown>>('panel');
}
