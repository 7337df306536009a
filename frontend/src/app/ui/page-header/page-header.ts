import { Component, inject, input } from '@angular/core';
import { Formats } from '../../core/i18n/formats';

/**
 * The head of a page: title, count, and slots: `[slot=before]` (back link), `[slot=beside]` (chips next to the title),
 * default (actions; the main one last).
 */
@Component({
  selector: 'ui-page-header',
  template: `
    <ng-content select="[slot=before]" />
    <h1>
      {{ heading() }}
      @if (count(); as count) {
        <span class="count">{{ formats.number(count) }}</span>
      }
    </h1>
    <ng-content select="[slot=beside]" />
    <div class="actions"><ng-content /></div>
  `,
  styleUrl: './page-header.scss',
})
export class PageHeader {
  protected readonly formats = inject(Formats);
  /** Translated already. */
  readonly heading = input.required<string>();
  readonly count = input<number>();
}
