import type { HttpInterceptorFn } from '@angular/common/http';
import { Service, computed, inject, signal } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { finalize, map, of, switchMap, timer } from 'rxjs';

/** What answers sooner needs no sign, in milliseconds. */
const PAUSE = 400;

/** Whether something is on its way: requests, and pages that are being opened. */
@Service()
export class Activity {
  private readonly router = inject(Router);
  private readonly requests = signal(0);
  private readonly isBusy = computed(() => this.requests() > 0 || this.router.currentNavigation() !== null);

  /** True once it takes long enough to be noticed. */
  readonly isSlow = toSignal(
    toObservable(this.isBusy).pipe(switchMap((isBusy) => (isBusy ? timer(PAUSE).pipe(map(() => true)) : of(false)))),
    { initialValue: false },
  );

  began(): void {
    this.requests.update((count) => count + 1);
  }

  ended(): void {
    this.requests.update((count) => count - 1);
  }
}

/** Counts every request from its start to its answer, repetitions included. */
export const activity: HttpInterceptorFn = (request, next) => {
  const counter = inject(Activity);
  counter.began();
  return next(request).pipe(finalize(() => counter.ended()));
};
