import { Component, computed, input } from '@angular/core';

/** How much is done as a bar, and in a few words beside it. */
@Component({
  selector: 'ui-share-bar',
  template: `
    <span
      class="bar"
      role="progressbar"
      aria-valuemin="0"
      aria-valuemax="100"
      [attr.aria-valuenow]="percent()"
      [attr.aria-label]="label()"
      [style.--share]="share()"
    ></span>
    <span class="words" aria-hidden="true">{{ words() }}</span>
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 8px;
    }
    .bar {
      width: 56px;
      height: 6px;
      overflow: hidden;
      border-radius: 3px;
      background: var(--mat-sys-surface-container-highest);
    }
    .bar::before {
      display: block;
      width: calc(var(--share) * 100%);
      height: 100%;
      background: var(--v-tone-good);
      transition: width var(--v-motion);
      content: '';
    }
    .words {
      color: var(--mat-sys-on-surface-variant);
      font-size: 12px;
      white-space: nowrap;
    }
  `,
})
export class ShareBar {
  /** From 0 to 1. */
  readonly share = input.required<number>();
  /** Accessible name, translated. */
  readonly label = input.required<string>();
  readonly words = input.required<string>();

  /** What is not all done never says so. */
  protected readonly percent = computed(() => Math.floor(this.share() * 100));
}
