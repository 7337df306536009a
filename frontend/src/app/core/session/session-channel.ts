import { DestroyRef, Service, inject } from '@angular/core';

const NAME = 'verstak.session';

/** Somebody has signed in, or out. */
export type SessionNews = 'sign-in' | 'sign-out';

/** What tabs of one browser tell each other about the session they share. */
@Service()
export class SessionChannel {
  private readonly channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(NAME);

  constructor() {
    inject(DestroyRef).onDestroy(() => this.channel?.close());
  }

  /** Calls back when another tab tells this. */
  on(news: SessionNews, react: () => void): void {
    this.channel?.addEventListener('message', ({ data }: MessageEvent) => {
      if (data === news) react();
    });
  }

  /** Tells the other tabs. */
  tell(news: SessionNews): void {
    this.channel?.postMessage(news);
  }

  /** One tab at a time: two that renew with the same rotating cookie would look like a stolen one. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    return navigator.locks ? navigator.locks.request(NAME, work) : work();
  }
}
