import { DOCUMENT, inject } from '@angular/core';
import { Router, Scroll } from '@angular/router';
import { filter } from 'rxjs';

/** How long a page that one comes back to may take to be as long as it was, in milliseconds. */
const PATIENCE = 2_000;

/**
 * Leads whoever comes back to where they were once the page is long enough: the router itself looks for the place before
 * what the page shows has been read. Call where `inject` works, in a browser.
 */
export function scrollBack(): void {
  const { documentElement: root, defaultView: view } = inject(DOCUMENT);
  const events = inject(Router).events.pipe(filter((event) => event instanceof Scroll));
  events.subscribe(({ position }) => {
    if (!position || !view) return;
    const [, top] = position;
    const end = Date.now() + PATIENCE;
    const attempt = (): void => {
      if (root.scrollHeight - view.innerHeight >= top) view.scrollTo(...position);
      else if (Date.now() < end) view.requestAnimationFrame(attempt);
    };
    attempt();
  });
}
