import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { toProblem } from '../../core/http/api-problem';
import { ProblemText } from '../../core/i18n/problem-text';
import { EmptyState } from './empty-state';

/** What stands where something could not be read: forbidden, missing, or failed with a way to try again. */
@Component({
  selector: 'ui-problem-state',
  imports: [EmptyState, MatButton, MatIcon, TranslocoPipe],
  template: `
    <ui-empty-state role="alert" [icon]="look().icon" [heading]="look().heading | transloco" [text]="text()">
      @if (look().canRetry) {
        <button mat-stroked-button type="button" (click)="retry.emit()">
          <mat-icon svgIcon="refresh" />{{ 'states.retry' | transloco }}
        </button>
      }
      <ng-content />
    </ui-empty-state>
  `,
})
export class ProblemState {
  private readonly texts = inject(ProblemText);
  readonly error = input.required<unknown>();
  readonly retry = output();

  private readonly problem = computed(() => toProblem(this.error()));
  /** An id that cannot be one names nothing, as one that is not there. */
  private readonly code = computed(() => {
    const { code, errors } = this.problem();
    return errors.some(({ field }) => field === 'id') ? 'not_found' : code;
  });
  protected readonly text = computed(() => this.texts.of({ code: this.code(), params: this.problem().params }));
  protected readonly look = computed(() => {
    const code = this.code();
    if (code === 'auth.forbidden') return { icon: 'lock', heading: 'states.forbidden', canRetry: false } as const;
    if (code === 'not_found') return { icon: 'search', heading: 'states.missing', canRetry: false } as const;
    return { icon: 'error', heading: 'states.failed', canRetry: true } as const;
  });
}
