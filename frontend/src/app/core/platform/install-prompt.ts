import { Service, computed, signal } from '@angular/core';

/** What Chromium offers where the product can be installed; not in the DOM's own types. */
interface InstallEvent extends Event {
  prompt(): Promise<void>;
}

/** The browser's offer to install the product, kept until the person wants it. */
@Service()
export class InstallPrompt {
  private readonly offer = signal<InstallEvent | undefined>(undefined);

  readonly isOffered = computed(() => this.offer() !== undefined);

  constructor() {
    globalThis.addEventListener?.('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.offer.set(event as InstallEvent);
    });
    globalThis.addEventListener?.('appinstalled', () => this.offer.set(undefined));
  }

  async ask(): Promise<void> {
    const offer = this.offer();
    this.offer.set(undefined);
    await offer?.prompt();
  }
}
