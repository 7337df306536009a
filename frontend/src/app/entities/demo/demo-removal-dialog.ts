import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { Api, type DemoStaying, previewDemoRemoval } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { useDialogAct } from '../../core/keyboard/shortcuts';
import { liveResource } from '../../core/live/live-resource';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';

/** Says what goes with a demo and what stays for the sake of own documents; closes with whether it is to go. */
@Component({
  selector: 'app-demo-removal-dialog',
  imports: [
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    ProblemState,
    Skeleton,
    TranslocoPipe,
  ],
  template: `
    <h2 mat-dialog-title>{{ 'demo.remove.title' | transloco }}</h2>
    <mat-dialog-content>
      @if (parting.problem(); as problem) {
        <ui-problem-state [error]="problem" (retry)="parting.reload()" />
      } @else if (parting.value(); as found) {
        <h3>{{ 'demo.remove.going' | transloco }}</h3>
        <ul class="going">
          @for (one of found.going; track one.kind) {
            <li>{{ 'demo.kind.' + one.kind | transloco }}: {{ one.count }}</li>
          }
        </ul>
        @if (found.stayingTotal) {
          <h3>{{ 'demo.remove.staying' | transloco: { count: found.stayingTotal } }}</h3>
          <p class="muted">{{ 'demo.remove.why' | transloco }}</p>
          <ul>
            @for (one of found.staying; track one.id) {
              <li>{{ nameOf(one) }}</li>
            }
          </ul>
        }
        <p>{{ 'demo.remove.text' | transloco }}</p>
      } @else {
        <ui-skeleton /><ui-skeleton width="70%" /><ui-skeleton width="80%" />
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button mat-button type="button" mat-dialog-close>{{ 'ui.cancel' | transloco }}</button>
      <button mat-flat-button type="button" class="bad" [disabled]="!parting.value()" [mat-dialog-close]="true">
        {{ 'demo.remove.confirm' | transloco }}
      </button>
    </mat-dialog-actions>
  `,
  styles: `
    h3 {
      margin: 8px 0 4px;
    }
    .going {
      columns: 2;
    }
    p {
      margin: 8px 0;
    }
    .bad {
      --mat-button-filled-container-color: var(--mat-sys-error);
      --mat-button-filled-label-text-color: var(--mat-sys-on-error);
    }
  `,
})
export class DemoRemovalDialog {
  private readonly api = inject(Api);
  private readonly i18n = inject(I18n);

  protected readonly parting = liveResource({
    params: () => true,
    load: () => this.api.invoke(previewDemoRemoval),
  });

  constructor() {
    const dialog = inject<MatDialogRef<DemoRemovalDialog, boolean>>(MatDialogRef);
    useDialogAct(
      'demo.remove.confirm',
      () => dialog.close(true),
      () => !!this.parting.value(),
    );
  }

  protected nameOf({ kind, number, name, becauseKind, becauseNumber, becauseName }: DemoStaying): string {
    const called = (of: string, number?: number, text?: string): string =>
      [this.i18n.t(`journal.kind.${of}`), number && this.i18n.t('ui.numbered', { number }), text]
        .filter(Boolean)
        .join(' ');
    const because = called(becauseKind, becauseNumber, becauseName);
    return this.i18n.t('demo.remove.because', { what: called(kind, number, name), because });
  }
}
