import { Component, DestroyRef, ElementRef, computed, inject } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { I18n } from '../core/i18n/i18n';
import { ProblemText } from '../core/i18n/problem-text';
import { AppUpdate } from '../core/platform/app-update';
import { Connection } from '../core/platform/connection';
import { Toasts } from '../core/toasts/toasts';
import { Keycap } from '../ui/keycap/keycap';

/** A strip under every page: the last act with Undo, no network, a newer build. */
@Component({
  selector: 'app-notices',
  imports: [Keycap, MatButton, MatIcon, MatIconButton, TranslocoPipe],
  template: `
    @if (!connection.isOnline()) {
      <p class="bar">
        <mat-icon svgIcon="offline" /><span>{{ 'shell.offline' | transloco }}</span>
      </p>
    }
    @if (update.isWaiting()) {
      <p class="bar">
        <mat-icon svgIcon="refresh" /><span>{{ 'shell.newVersion' | transloco }}</span>
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
  `,
  styleUrl: './notices.scss',
  host: { 'aria-live': 'polite', class: 'no-print' },
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

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const measure = new ResizeObserver(() => makeRoom(host.offsetHeight));
    measure.observe(host);
    inject(DestroyRef).onDestroy(() => measure.disconnect());
  }
}

/** The page ends so much higher; where its end was in sight, and where somebody is at work, stays in sight. */
function makeRoom(height: number): void {
  const page = document.documentElement;
  const isAtEnd = page.scrollTop > 0 && page.scrollTop + page.clientHeight >= page.scrollHeight - 1;
  page.style.setProperty('--v-notices', `${height}px`);
  if (isAtEnd) page.scrollTop = page.scrollHeight;
  document.activeElement?.scrollIntoView({ block: 'nearest' });
}
