import { Component, input } from '@angular/core';

/** A grey bar where a text will stand. */
@Component({
  selector: 'ui-skeleton',
  template: '',
  host: { 'aria-hidden': 'true', '[style.width]': 'width()', '[style.height]': 'height()' },
  styles: `
    :host {
      display: inline-block;
      max-width: 100%;
      border-radius: 5px;
      background: var(--mat-sys-surface-container-high);
      vertical-align: middle;
      animation: breathe 1.4s ease-in-out infinite alternate;
    }
    @keyframes breathe {
      to {
        opacity: 0.45;
      }
    }
  `,
})
export class Skeleton {
  readonly width = input('100%');
  readonly height = input('12px');
}
