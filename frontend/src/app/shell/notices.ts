import { Component, computed, inject } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { I18n } from '../core/i18n/i18n';
import { ProblemText } from '../core/i18n/problem-text';
import { AppUpdate } from '../core/platform/app-update';
import { Connection } from '../core/platform/connection';
import { Toasts } from '../core/toasts/toasts';
import { Keycap } from '../ui/keycap/keycap';

/** What floats over the page: the last act with Undo, no network, a newer build. */
@Component({
  selector: 'app-notices',
  imports: [Keycap, MatButton, MatIcon, MatIconButton, TranslocoPipe],
  template: `
    <div class="bars" aria-live="polite">
      @if (!connection.isOnline()) {
        <p class="bar"><mat-icon svgIcon="offline" />{{ 'shell.offline' | transloco }}</p>
      }
      @if (update.isWaiting()) {
        <p class="bar">
          <mat-icon svgIcon="refresh" />{{ 'shell.newVersion' | transloco }}
          <button mat-button type="button" (click)="update.apply()">{{ 'shell.reload' | transloco }}</button>
        </p>
      }
      @if (toast(); as toast) {
        <p class="bar" animate.enter="rise" [class.error]="toast.problem" [attr.role]="toast.problem ? 'alert' : null">
          <mat-icon [svgIcon]="toast.problem ? 'error' : 'check'" />
          <span>{{ text() }}</span>
          @if (toast.undo) {
            <button mat-button type="button" (click)="toasts.undo()">
              {{ 'shell.undo' | transloco }} <ui-keys keys="KeyZ" />
            </button>
          }
          <button mat-icon-button type="button" [attr.aria-label]="'ui.close' | transloco" (click)="toasts.dismiss()">
            <mat-icon svgIcon="close" />
          </button>
        </p>
      }
    </div>
  `,
  styleUrl: './notices.scss',
})
export class Notices {
  protected readonly toasts = inject(Toasts);
  protected readonly connection = inject(Connection);
  protected readonly update = inject(AppUpdate);
  private readonly i18n = inject(I18n);
  private readonly problems = inject(ProblemText);
  protected readonly toast = this.toasts.current;
  protected readonly text = computed(() => {
    const toast = this.toast();
    if (!toast) return '';
    return toast.problem ? this.problems.of(toast.problem) : this.i18n.t(toast.key, toast.params);
  });
}
