import { Component, inject, input } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink, type UrlTree } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Formats } from '../../core/i18n/formats';

/**
 * The head of a page: the way back, title, count, and slots: `[slot=beside]` (chips next to the title), default
 * (actions; the main one last).
 */
@Component({
  selector: 'ui-page-header',
  imports: [MatIcon, MatIconButton, RouterLink, TranslocoPipe],
  template: `
    @if (back(); as back) {
      <a mat-icon-button [routerLink]="back" [attr.aria-label]="backLabel() || ('ui.back' | transloco)"
        ><mat-icon svgIcon="back"
      /></a>
    }
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
  /** Where the way back leads; without it there is none. */
  readonly back = input<string | UrlTree>();
  /** What it is called, translated already; by default “Back”. */
  readonly backLabel = input('');
}
