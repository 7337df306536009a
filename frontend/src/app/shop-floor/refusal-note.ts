import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { ProblemText } from '../core/i18n/problem-text';
import type { Refusal } from '../entities/facts/fact-queue';
import { MomentPipe } from '../ui/pipes/format-pipes';
import { deedKey } from './deed-words';

/** Why the server did not take what a master did; stays until it is read, and keeps what was typed. */
@Component({
  selector: 'app-refusal-note',
  imports: [MatButton, MatIcon, MomentPipe, TranslocoPipe],
  template: `
    <p class="what">
      {{ 'queue.refused' | transloco: { deed: (deed() | transloco), at: (refusal().fact.at | moment) } }}
    </p>
    <p role="alert"><mat-icon svgIcon="error" aria-hidden="true" />{{ text() }}</p>
    @if (typed(); as typed) {
      <blockquote>{{ typed }}</blockquote>
    }
    <button mat-button type="button" (click)="retried.emit()">{{ 'states.retry' | transloco }}</button>
    <button mat-button type="button" (click)="dismissed.emit()">{{ 'ui.close' | transloco }}</button>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
      padding: 12px;
      border-radius: 8px;
      background: var(--mat-sys-error-container);
      color: var(--mat-sys-on-error-container);
      font-size: 16px;
      line-height: 24px;
      --mat-button-text-label-text-color: currentcolor;
      --mat-button-text-container-height: 48px;
    }
    p {
      display: flex;
      flex: 1 0 100%;
      gap: 8px;
    }
    blockquote {
      flex: 1 0 100%;
      margin: 0;
      padding-left: 32px;
      white-space: pre-wrap;
    }
  `,
})
export class RefusalNote {
  private readonly texts = inject(ProblemText);
  readonly refusal = input.required<Refusal>();
  readonly retried = output();
  readonly dismissed = output();

  protected readonly text = computed(() => this.texts.of(this.refusal().problem));
  protected readonly deed = computed(() => deedKey(this.refusal().fact));
  protected readonly typed = computed(() => {
    const { fact } = this.refusal();
    if (fact.kind === 'note') return fact.note;
    if (fact.kind === 'problem') return fact.text;
    return fact.kind === 'scrap' ? fact.report.note : undefined;
  });
}
