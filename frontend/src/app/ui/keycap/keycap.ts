import { Component, computed, input } from '@angular/core';
import { keycaps } from '../../core/keyboard/keys';

/** A key combination as keycaps; for the eye only, the accessible name belongs to the control beside it. */
@Component({
  selector: 'ui-keys',
  template: `@for (cap of caps(); track $index) {
    <kbd>{{ cap }}</kbd>
  }`,
  host: { 'aria-hidden': 'true' },
  styles: `
    :host {
      display: inline-flex;
      gap: 3px;
    }
    :host-context(.mdc-button) {
      margin-inline: 6px -10px;
      vertical-align: middle;
    }
    @media (pointer: coarse) {
      :host {
        display: none;
      }
    }
  `,
})
export class Keycap {
  readonly keys = input.required<string>();
  protected readonly caps = computed(() => keycaps(this.keys()));
}
