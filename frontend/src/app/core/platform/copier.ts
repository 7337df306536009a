import { Clipboard } from '@angular/cdk/clipboard';
import { Service, inject } from '@angular/core';
import { Toasts } from '../toasts/toasts';

/** Puts texts into the clipboard, and says whether they are there. */
@Service()
export class Copier {
  /** Unlike the browser's own, also for pages that came without HTTPS. */
  private readonly clipboard = inject(Clipboard);
  private readonly toasts = inject(Toasts);

  /** Copies a text; `said` is the key of what is said of it then. */
  copy(text: string, said = 'ui.copied', params: Record<string, unknown> = {}): void {
    if (this.clipboard.copy(text)) this.toasts.say(said, params);
    else this.toasts.say('ui.notCopied');
  }
}
