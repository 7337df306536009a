import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { TodayService } from '@verstak/api';
import { liveResource } from '../../core/live/live-resource';
import { Preferences } from '../../core/preferences/preferences';
import { Toasts } from '../../core/toasts/toasts';
import { Workshop } from '../../core/workshop/workshop';
import { ProblemState } from '../../ui/states/problem-state';
import { lookOf } from './first-hour-places';

/** What the steps follow from, of what is told live. */
const FOLLOWED = ['Workshop', 'User', 'Route', 'Product', 'Order', 'Part'];
/** Milliseconds between two readings while one thing after another changes. */
const PAUSE = 5_000;

/** What makes a new workshop run: ticked as the data says, each with a way there and how long it takes. */
@Component({
  selector: 'app-first-hour',
  imports: [MatButton, MatIcon, ProblemState, RouterLink, TranslocoPipe],
  templateUrl: './first-hour.html',
  styleUrl: './first-hour.scss',
})
export class FirstHour {
  private readonly api = inject(TodayService);
  private readonly preferences = inject(Preferences);
  private readonly toasts = inject(Toasts);
  private readonly workshop = inject(Workshop);

  protected readonly found = liveResource({
    params: () => true,
    load: () => this.api.listFirstHour(),
    live: FOLLOWED,
    pause: PAUSE,
  });
  /** What days and sums are counted in, to be looked at. */
  protected readonly reckoning = computed(() => {
    const { currency, timeZone } = this.workshop.settings();
    return { currency, timeZone };
  });
  protected readonly steps = computed(() => {
    const steps = this.found.value() ?? [];
    const next = steps.find(({ isDone }) => !isDone);
    return steps.map((step) => ({ ...step, ...lookOf(step), isNext: step === next }));
  });
  protected readonly count = computed(() => {
    const steps = this.steps();
    return { done: steps.filter(({ isDone }) => isDone).length, total: steps.length };
  });
  protected readonly isOver = computed(() => this.count().done === this.count().total);

  protected hide(): void {
    this.preferences.hideFirstHour(true);
    this.toasts.offerUndo('today.first.hidden', {}, async () => this.preferences.hideFirstHour(false));
  }
}
