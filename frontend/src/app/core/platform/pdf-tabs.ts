import { DOCUMENT, Service, inject } from '@angular/core';
import { Toasts } from '../toasts/toasts';

/** How long a tab may take to read a file, in milliseconds; its memory is given back then. */
const READING_MS = 60_000;

/** Pages to print, shown by the browser in a tab of their own, from where they are printed or kept. */
@Service()
export class PdfTabs {
  private readonly document = inject(DOCUMENT);
  private readonly toasts = inject(Toasts);

  /** Call it from a click: the tab opens at once, or browsers take it for an advertisement. */
  async open(read: () => Promise<Blob>): Promise<void> {
    const tab = this.document.defaultView?.open('', '_blank');
    try {
      const address = URL.createObjectURL(await read());
      setTimeout(() => URL.revokeObjectURL(address), READING_MS);
      if (tab) tab.location.replace(address);
      else this.document.location.assign(address);
    } catch (error) {
      tab?.close();
      this.toasts.fail(error);
    }
  }
}
