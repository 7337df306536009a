import { Service, inject } from '@angular/core';
import { Router, Scroll } from '@angular/router';
import { filter } from 'rxjs';

/** How long a page that was left further down may take to grow again, in milliseconds. */
const PATIENCE = 10_000;

/** Signs that the person has gone on. */
const SIGNS = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/**
 * Back leads to where the page was left. The router scrolls once, when the page has only its skeleton; this goes on
 * until the page is tall enough, or the person goes on.
 */
@Service()
export class ScrollReturn {
  private stop?: () => void;

  constructor() {
    inject(Router)
      .events.pipe(filter((event) => event instanceof Scroll))
      .subscribe(({ position }) => {
        this.stop?.();
        if (position?.[1]) this.goTo(position[1]);
      });
  }

  private goTo(top: number): void {
    const until = Date.now() + PATIENCE;
    const { signal, abort } = endedBySigns();
    this.stop = abort;
    const step = (): void => {
      if (signal.aborted) return;
      scrollTo({ top });
      if (Math.abs(scrollY - top) < 1 || Date.now() > until) abort();
      else requestAnimationFrame(step);
    };
    step();
  }
}

function endedBySigns(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  const { signal } = controller;
  const abort = (): void => controller.abort();
  for (const sign of SIGNS) addEventListener(sign, abort, { signal, passive: true });
  return { signal, abort };
}
