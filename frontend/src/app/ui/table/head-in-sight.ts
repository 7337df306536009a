import { type ElementRef, type Signal, effect } from '@angular/core';

/**
 * Keeps the header of a table that scrolls sideways at the top of the page: nothing is sticky through a parent that
 * scrolls, so it is moved by as much as the table is above. Call where `inject` works.
 */
export function keepHeadInSight(
  table: Signal<ElementRef<HTMLTableElement> | undefined>,
  isWide: Signal<boolean>,
): void {
  effect((onCleanup) => {
    const element = table()?.nativeElement;
    const head = element?.tHead;
    if (!element || !head || !isWide()) return;
    const follow = (): void => {
      const { top, height } = element.getBoundingClientRect();
      const shift = Math.min(Math.max(-top, 0), Math.max(height - 2 * head.offsetHeight, 0));
      head.style.transform = shift ? `translateY(${shift}px)` : '';
    };
    follow();
    addEventListener('scroll', follow, { passive: true });
    onCleanup(() => {
      removeEventListener('scroll', follow);
      head.style.transform = '';
    });
  });
}
