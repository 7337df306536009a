import { DestroyRef, ElementRef, type Signal, effect, inject, signal } from '@angular/core';

/** The room a table has, followed as it changes. */
export interface TableRoom {
  /** Width of the table's place in px. */
  width: Signal<number>;
  /** The table is wider than its place and scrolls sideways within it. */
  isWide: Signal<boolean>;
}

/** Measures the room of the table in the calling component. Call where `inject` works. */
export function tableRoom(table: Signal<ElementRef<HTMLElement> | undefined>): TableRoom {
  const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  const [width, isWide] = [signal(globalThis.innerWidth), signal(false)];
  if (typeof ResizeObserver === 'undefined') return { width, isWide };
  const sizes = new ResizeObserver(() => {
    width.set(host.clientWidth);
    isWide.set((table()?.nativeElement.scrollWidth ?? 0) > host.clientWidth + 1);
  });
  effect((onCleanup) => {
    const element = table()?.nativeElement;
    if (!element) return;
    sizes.observe(element);
    onCleanup(() => sizes.unobserve(element));
  });
  sizes.observe(host);
  inject(DestroyRef).onDestroy(() => sizes.disconnect());
  return { width, isWide };
}
