import { Component, computed, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoPipe } from '@jsverse/transloco';
import { type BulkAct, BulkRun } from '../list/bulk';
import type { EntityList } from '../list/entity-list';
import { BulkResults } from './bulk-results';

/**
 * What can be done with the selected rows, on whatever pages they stand, and what came of it row by row. What is
 * offered beside the acts, such as their files, is projected.
 */
@Component({
  selector: 'ui-bulk-bar',
  imports: [BulkResults, MatButton, MatIcon, MatIconButton, MatTooltip, TranslocoPipe],
  template: `
    <div aria-live="polite">
      @if (bulk.isRunning()) {
        <p class="bar">
          <span class="count">{{ 'table.bulk.running' | transloco: bulk.progress() }}</span>
        </p>
      } @else if (list().selection().size; as count) {
        <div class="bar" role="toolbar" [attr.aria-label]="'table.bulk.label' | transloco">
          <button
            mat-icon-button
            type="button"
            [attr.aria-label]="'table.bulk.clear' | transloco"
            [matTooltip]="'table.bulk.clear' | transloco"
            (click)="list().unselect()"
          >
            <mat-icon svgIcon="close" />
          </button>
          <span class="count">{{ 'table.selected' | transloco: { count } }}</span>
          @for (act of possible(); track act.key) {
            <button
              mat-stroked-button
              disabledInteractive
              type="button"
              [disabled]="count > (act.most ?? count)"
              [matTooltip]="count > (act.most ?? count) ? ('table.bulk.most' | transloco: { count: act.most }) : ''"
              (click)="bulk.run(act)"
            >
              <mat-icon [svgIcon]="act.icon" />{{ act.label | transloco }}
            </button>
          }
          <ng-content />
        </div>
      }
      @if (!bulk.isRunning() && bulk.results().length) {
        <ui-bulk-results [results]="bulk.results()" [nameOf]="nameOf()" (closed)="bulk.forget()" />
      }
    </div>
  `,
  styleUrl: './bulk-bar.scss',
  host: { class: 'no-print' },
})
export class BulkBar<T extends { id: string }> {
  readonly list = input.required<EntityList<T>>();
  readonly acts = input.required<readonly BulkAct<T>[]>();
  /** How a row is called among the results. */
  readonly nameOf = input.required<(row: T) => string>();

  protected readonly bulk = new BulkRun<T>(() => this.list());
  /** Acts that would change at least one of the selected rows. */
  protected readonly possible = computed(() => {
    const rows = this.list().selected();
    return this.acts().filter(({ applies }) => rows.some(applies));
  });
}
