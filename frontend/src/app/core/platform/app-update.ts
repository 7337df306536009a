import { Service, inject, signal } from '@angular/core';
import { SwUpdate } from '@angular/service-worker';
import { filter } from 'rxjs';

/** Whether a newer build waits, or the one on screen can no longer load its parts. */
@Service()
export class AppUpdate {
  private readonly waiting = signal(false);

  readonly isWaiting = this.waiting.asReadonly();

  constructor() {
    const updates = inject(SwUpdate);
    if (!updates.isEnabled) return;
    updates.versionUpdates
      .pipe(filter((event) => event.type === 'VERSION_READY'))
      .subscribe(() => this.waiting.set(true));
    updates.unrecoverable.subscribe(() => this.waiting.set(true));
  }

  /** A part of this build could not be loaded: most likely a newer one has taken its place. */
  partMissing(): void {
    this.waiting.set(true);
  }

  apply(): void {
    location.reload();
  }
}
