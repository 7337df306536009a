import { DestroyRef, afterNextRender, inject } from '@angular/core';

/** How often what is looked at is read again. */
const EVERY = 15_000;

/** Reads something again and again while its page is looked at. */
export function follow(reload: () => void): void {
  const destroyed = inject(DestroyRef);
  afterNextRender(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && reload(), EVERY);
    destroyed.onDestroy(() => clearInterval(timer));
  });
}
