import { DOCUMENT, DestroyRef, inject } from '@angular/core';

/** Keeps the screen on for as long as the component lives, where the browser can. Call where `inject` works. */
export function stayAwake(): void {
  const document = inject(DOCUMENT);
  const locks = document.defaultView?.navigator.wakeLock;
  if (!locks) return;
  let lock: Promise<WakeLockSentinel | undefined> = Promise.resolve(undefined);
  // The browser takes it away from a page that is not in sight; an empty battery refuses it.
  const ask = (): void => {
    if (!document.hidden) lock = locks.request('screen').catch(() => undefined);
  };
  ask();
  document.addEventListener('visibilitychange', ask);
  inject(DestroyRef).onDestroy(() => {
    document.removeEventListener('visibilitychange', ask);
    void lock.then((held) => held?.release());
  });
}
