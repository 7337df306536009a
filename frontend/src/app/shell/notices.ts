import { Component, computed, inject } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
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
        <p class="bar" animate.enter="rise" [class.error]="toast.tone === 'error'" [attr.role]="toast.tone === 'error' ? 'alert' : null">
          <mat-icon [svgIcon]="toast.tone === 'error' ? 'error' : 'check'" />
          <span>{{ toast.key | transloco: toast.params }}</span>
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
  protected readonly toast = computed(() => this.toasts.current());
}
