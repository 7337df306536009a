import { Component, DestroyRef, computed, effect, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { type DocumentRow, type DocumentRun, TemplatesService } from '@verstak/api';
import type { ErrorCode } from '@verstak/domain';
import { ProblemText } from '../../core/i18n/problem-text';
import { liveResource } from '../../core/live/live-resource';
import { Downloads } from '../../core/platform/downloads';
import { Toasts } from '../../core/toasts/toasts';
import { ShareBar } from '../../ui/share-bar/share-bar';
import { ProblemState } from '../../ui/states/problem-state';

/** How often a run that is under way is looked at, in milliseconds. */
const LOOK_MS = 1_000;
/** Rows that are told of. */
const MOST_ROWS = 200;

/** How far a run of documents is, which were refused and why, and what was made. */
@Component({
  selector: 'app-run-progress',
  imports: [MatButton, MatIcon, ProblemState, ShareBar, TranslocoPipe],
  template: `
    @if (run.problem(); as problem) {
      <ui-problem-state [error]="problem" (retry)="run.reload()" />
    } @else if (run.value(); as run) {
      @let counted = { done: run.done ?? 0, total: run.total };
      @let words = (run.state === 'done' ? 'templates.run.ready' : 'templates.run.progress') | transloco: counted;
      <p role="status"><ui-share-bar [share]="shareOf(run)" [label]="words" [words]="words" /></p>
      @if (run.state === 'done' && run.done) {
        @if (run.target === 'download') {
          <button mat-flat-button type="button" [disabled]="isBusy()" (click)="save(run)">
            <mat-icon svgIcon="download" />{{ 'templates.run.saveAll' | transloco }}
          </button>
        } @else {
          <p>{{ 'templates.run.inOneDrive' | transloco }}</p>
          <ul>
            @for (row of stored(); track row.id) {
              <li>
                <a [href]="row.webUrl" target="_blank" rel="noopener noreferrer">{{ row.fileName }}</a>
              </li>
            }
          </ul>
        }
      }
      @if (refused().length) {
        <h3>{{ 'templates.run.failedRows' | transloco: { count: refused().length } }}</h3>
        <ul>
          @for (row of refused(); track row.id) {
            <li>{{ 'templates.run.row' | transloco: { number: numberOf(row) } }}: {{ reasonOf(row) }}</li>
          }
        </ul>
      }
    }
  `,
})
export class RunProgress {
  private readonly api = inject(TemplatesService);
  private readonly downloads = inject(Downloads);
  private readonly problems = inject(ProblemText);
  private readonly toasts = inject(Toasts);
  readonly runId = input.required<string>();
  /** What the documents are of, by id. */
  readonly numbers = input.required<ReadonlyMap<string, number>>();

  protected readonly run = liveResource({
    params: () => this.runId(),
    load: (id) => this.api.getDocumentRun({ id }),
    keeps: () => true,
  });
  private readonly rows = liveResource({
    params: () => {
      const { refused = 0, state, target } = this.run.value() ?? {};
      const isTold = refused > 0 || (target === 'onedrive' && state === 'done');
      return isTold ? { id: this.runId(), refused, state } : undefined;
    },
    load: ({ id }) => this.api.listDocumentRows({ id, pageSize: MOST_ROWS }),
    keeps: () => true,
  });
  protected readonly refused = computed(() =>
    (this.rows.value()?.items ?? []).filter(({ state }) => state === 'refused'),
  );
  /** What lies in OneDrive. */
  protected readonly stored = computed(() => (this.rows.value()?.items ?? []).filter(({ webUrl }) => webUrl));
  protected readonly isBusy = signal(false);

  constructor() {
    let timer: ReturnType<typeof setTimeout> | undefined;
    effect(() => {
      if (this.run.value()?.state === 'making' && this.run.readAt())
        timer = setTimeout(() => this.run.reload(), LOOK_MS);
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  }

  protected shareOf({ done = 0, refused = 0, total }: DocumentRun): number {
    return (done + refused) / total;
  }

  protected numberOf({ subjectId, position }: DocumentRow): number {
    return this.numbers().get(subjectId) ?? position;
  }

  protected reasonOf({ code = 'internal', params = {} }: DocumentRow): string {
    return this.problems.of({ code: code as ErrorCode, params }); // as the server tells them
  }

  protected async save({ id, name, done }: DocumentRun): Promise<void> {
    this.isBusy.set(true);
    try {
      this.downloads.save(await this.api.getDocumentRunFile({ id }), `${name}.${done === 1 ? 'docx' : 'zip'}`);
    } catch (error) {
      this.toasts.fail(error);
    } finally {
      this.isBusy.set(false);
    }
  }
}
