import { DestroyRef, Service, inject } from '@angular/core';

const NAME = 'verstak.session';

/** What tabs of one browser tell each other about the session they share. */
@Service()
export class SessionChannel {
  private readonly channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(NAME);

  constructor() {
    inject(DestroyRef).onDestroy(() => this.channel?.close());
  }

  /** Calls back when another tab signs out. */
  onSignOut(react: () => void): void {
    this.channel?.addEventListener('message', (event: MessageEvent) => {
      if (event.data === 'sign-out') react();
    });
  }

  /** Tells the other tabs. */
  signOut(): void {
    this.channel?.postMessage('sign-out');
  }

  /** One tab at a time: two that renew with the same rotating cookie would look like a stolen one. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    return navigator.locks ? navigator.locks.request(NAME, work) : work();
  }
}
