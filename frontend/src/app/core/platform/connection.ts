import { Service, signal } from '@angular/core';

/** Whether the browser believes to have a network. */
@Service()
export class Connection {
  private readonly online = signal(globalThis.navigator?.onLine ?? true);

  readonly isOnline = this.online.asReadonly();

  constructor() {
    globalThis.addEventListener?.('online', () => this.online.set(true));
    globalThis.addEventListener?.('offline', () => this.online.set(false));
  }
}
