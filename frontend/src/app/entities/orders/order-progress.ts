import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Formats } from '../../core/i18n/formats';

/** How far production is: parts done of all, as a bar and in words; nothing where there are no parts yet. */
@Component({
  selector: 'app-order-progress',
  imports: [TranslocoPipe],
  template: `
    @if (total()) {
      <span
        class="bar"
        role="progressbar"
        aria-valuemin="0"
        [attr.aria-valuemax]="total()"
        [attr.aria-valuenow]="done()"
        [attr.aria-label]="'orders.progressOf' | transloco: { done: done(), total: total() }"
        [style.--share]="share()"
      ></span>
      <span class="words" aria-hidden="true">{{ words() }}</span>
    } @else {
      <span class="muted" aria-hidden="true">–</span>
    }
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
export class OrderProgress {
  private readonly formats = inject(Formats);
  readonly done = input.required<number>();
  readonly total = input.required<number>();

  protected readonly share = computed(() => this.done() / (this.total() || 1));
  protected readonly words = computed(() => `${this.formats.number(this.done())}/${this.formats.number(this.total())}`);
}
