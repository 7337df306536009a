import { Service, computed, signal } from '@angular/core';

/** What Chromium offers where the product can be installed; not in the DOM's own types. */
interface InstallEvent extends Event {
  prompt(): Promise<void>;
}

/** How it is installed here: the browser asks (`offer`), by the menu of Safari (`share`), or only over HTTPS (`insecure`). */
export type InstallWay = 'offer' | 'share' | 'insecure';

/** How the product is installed in this browser; its own offer is kept until the person wants it. */
@Service()
export class InstallPrompt {
  private readonly offer = signal<InstallEvent | undefined>(undefined);
  private readonly isInstalled = signal(globalThis.matchMedia?.('(display-mode: standalone)').matches ?? false);

  /** `undefined` where it is installed, or the browser installs nothing. */
  readonly way = computed<InstallWay | undefined>(() => {
    if (this.offer()) return 'offer';
    return this.isInstalled() ? undefined : otherWay();
  });

  constructor() {
    globalThis.addEventListener?.('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.offer.set(event as InstallEvent);
    });
    globalThis.addEventListener?.('appinstalled', () => {
      this.offer.set(undefined);
      this.isInstalled.set(true);
    });
  }

  async ask(): Promise<void> {
    const offer = this.offer();
    this.offer.set(undefined);
    await offer?.prompt();
  }
}

function otherWay(): InstallWay | undefined {
  // An iPad calls itself a Mac, which has no touch screen.
  const isApple = /iPhone|iPad/.test(navigator.userAgent) || (/Mac/.test(navigator.userAgent) && touches());
  if (isApple) return 'share';
  return isSecureContext ? undefined : 'insecure';
}

function touches(): boolean {
  return navigator.maxTouchPoints > 1;
}
