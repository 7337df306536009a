import { Component, computed, inject, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { ProblemText } from '../../core/i18n/problem-text';
import type { BulkResult } from '../list/bulk';

/** What came of several rows, one by one; what was refused stands first, with the reason. */
@Component({
  selector: 'ui-bulk-results',
  imports: [MatIcon, MatIconButton, TranslocoPipe],
  template: `
    <section class="results" [attr.aria-label]="'table.bulk.results' | transloco">
      <header>
        <h2>{{ 'table.bulk.done' | transloco: counts() }}</h2>
        <button mat-icon-button type="button" [attr.aria-label]="'ui.close' | transloco" (click)="closed.emit()">
          <mat-icon svgIcon="close" />
        </button>
      </header>
      <ul>
        @for (result of sorted(); track result.row.id) {
          <li [class.bad]="result.problem">
            <mat-icon [svgIcon]="result.problem ? 'error' : 'check'" aria-hidden="true" />
            <span
              ><strong>{{ nameOf()(result.row) }}</strong> {{ wordsOf(result) }}</span
            >
          </li>
        }
      </ul>
    </section>
  `,
  styleUrl: './bulk-results.scss',
})
export class BulkResults<T extends { id: string }> {
  private readonly texts = inject(ProblemText);

  readonly results = input.required<readonly BulkResult<T>[]>();
  /** How a row is called. */
  readonly nameOf = input.required<(row: T) => string>();
  readonly closed = output();

  protected readonly sorted = computed(() =>
    [...this.results()].sort((one, other) => Number(Boolean(other.problem)) - Number(Boolean(one.problem))),
  );
  protected readonly counts = computed(() => {
    const refused = this.results().filter(({ problem }) => problem).length;
    return { done: this.results().length - refused, refused };
  });

  protected wordsOf({ problem }: BulkResult<T>): string {
    return problem ? this.texts.of(problem) : '';
  }
}
