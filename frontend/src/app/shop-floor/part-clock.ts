import { Component, DestroyRef, computed, inject, input, signal } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { Part } from '@verstak/api';
import { workedSeconds } from '../entities/parts/worked-time';

/** How long a part has been worked on; runs while work goes on. */
@Component({
  selector: 'app-part-clock',
  imports: [MatIcon],
  template: `<mat-icon svgIcon="clock" aria-hidden="true" /><span role="timer">{{ text() }}</span>`,
  host: { '[class.running]': 'isRunning()' },
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 8px;
      color: var(--mat-sys-on-surface-variant);
      font-size: 22px;
      font-weight: 600;
      line-height: 28px;
    }
    :host(.running) {
      color: var(--v-tone-active);
    }
  `,
})
export class PartClock {
  readonly part = input.required<Part>();
  private readonly now = signal(new Date());

  protected readonly isRunning = computed(() => this.part().state === 'in_progress');
  protected readonly text = computed(() => clockText(workedSeconds(this.part(), this.now())));

  constructor() {
    const timer = setInterval(() => this.isRunning() && this.now.set(new Date()), 1_000);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }
}

/** A running time as a clock shows it: `12:05`, `1:02:05`. */
export function clockText(seconds: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}
