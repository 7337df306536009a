import { Component, computed, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { type SetupStep, WorkshopService } from '@verstak/api';
import { liveResource } from '../../core/live/live-resource';
import { DayPipe } from '../../ui/pipes/format-pipes';
import type { IconName } from '../../ui/icon/icons';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { OnedriveCheck } from './onedrive-check';
import { WorkshopWords } from './workshop-words';

/** What is set up and what is not yet: why it matters, and the line or command that does it. */
@Component({
  selector: 'app-setup-list',
  imports: [DayPipe, MatIcon, OnedriveCheck, ProblemState, Skeleton, TranslocoPipe],
  template: `
    @if (steps.problem(); as problem) {
      <ui-problem-state [error]="problem" (retry)="steps.reload()" />
    } @else if (steps.value()) {
      <ul>
        @for (step of sorted(); track step.topic) {
          <li [class.done]="step.isDone" [class.unused]="iconOf(step) === 'info'">
            <mat-icon [svgIcon]="iconOf(step)" aria-hidden="true" />
            <div>
              <h3>{{ 'workshop.setup.' + step.topic + '.name' | transloco }}</h3>
              <p>
                {{ textOf(step) | transloco: { value: step.value, day: (step.at | day), lacks: lacking(step) } }}
              </p>
              @if (step.remedy) {
                <code>{{ step.remedy }}</code>
              }
              @if (step.topic === 'onedrive' && step.state === 'done') {
                <app-onedrive-check />
              }
            </div>
          </li>
        }
      </ul>
      <p class="muted">{{ 'workshop.setup.env' | transloco }}</p>
    } @else {
      <ui-skeleton height="48px" /><ui-skeleton height="48px" /><ui-skeleton height="48px" />
    }
  `,
  styles: `
    :host,
    ul {
      display: grid;
      gap: 16px;
    }
    li {
      display: flex;
      gap: 12px;
    }
    li > div {
      min-width: 0;
    }
    h3 {
      margin: 0;
      font-size: 14px;
      line-height: 24px;
    }
    mat-icon {
      flex: none;
      color: var(--mat-sys-error);
    }
    .done mat-icon {
      color: var(--mat-sys-primary);
    }
    .unused mat-icon {
      color: var(--mat-sys-on-surface-variant);
    }
    p {
      color: var(--mat-sys-on-surface-variant);
      overflow-wrap: anywhere;
    }
    code {
      display: block;
      margin-top: 4px;
      padding: 6px 8px;
      border-radius: 6px;
      background: var(--mat-sys-surface-container);
      overflow-wrap: anywhere;
      white-space: pre-line;
      user-select: all;
    }
  `,
})
export class SetupList {
  private readonly api = inject(WorkshopService);
  private readonly words = inject(WorkshopWords);

  /** The workshop as it was read last: with another one, what lacks is another. */
  readonly version = input.required<number>();

  protected readonly steps = liveResource({
    params: () => this.version(),
    load: () => this.api.listSetup(),
    keeps: () => true,
  });
  /** What is to be done comes first. */
  protected readonly sorted = computed(() =>
    [...(this.steps.value() ?? [])].sort((one, other) => Number(one.isDone) - Number(other.isDone)),
  );

  protected textOf({ topic, state }: SetupStep): string {
    return `workshop.setup.${topic}.${state}`;
  }

  protected iconOf({ state, isDone }: SetupStep): IconName {
    if (state === 'unused' || state === 'assumed') return 'info';
    return isDone ? 'check-circle' : 'error';
  }

  protected lacking({ lacks = [] }: SetupStep): string {
    return lacks.map((field) => this.words.nameOf(field)).join(', ');
  }
}
