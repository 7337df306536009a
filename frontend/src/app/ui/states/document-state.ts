import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { LiveResource } from '../../core/live/live-resource';
import { LastViews } from '../../core/platform/last-views';
import { ProblemState } from './problem-state';
import { Skeleton } from './skeleton';
import { StaleNote } from './stale-note';

/** What stands over a document that may be old, or in its place: why it cannot be shown, or that it is being read. */
@Component({
  selector: 'ui-document-state',
  imports: [MatButton, ProblemState, RouterLink, Skeleton, StaleNote, TranslocoPipe],
  template: `
    @if (of().isStale()) {
      <ui-stale-note [at]="of().readAt()" (retry)="retry.emit()" />
    }
    @if (of().problem(); as problem) {
      <ui-problem-state [error]="problem" (retry)="retry.emit()">
        <a mat-stroked-button [routerLink]="list()">{{ area() + '.toList' | transloco }}</a>
      </ui-problem-state>
    } @else if (!of().value()) {
      <div aria-busy="true">
        <ui-skeleton width="40%" height="28px" />
        <ui-skeleton width="60%" />
        <ui-skeleton width="50%" />
        <ui-skeleton width="70%" />
      </div>
    }
  `,
  styles: `
    div {
      display: grid;
      gap: 16px;
      padding-top: 24px;
    }
  `,
})
export class DocumentState {
  private readonly lastViews = inject(LastViews);

  /** Where its kind stands: `clients` for `/clients`, and its word `toList`. */
  readonly area = input.required<string>();
  readonly of = input.required<Pick<LiveResource<unknown>, 'value' | 'problem' | 'isStale' | 'readAt'>>();
  readonly retry = output();

  protected readonly list = computed(() => this.lastViews.to(`/${this.area()}`));
}
