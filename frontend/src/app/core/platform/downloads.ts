import { DOCUMENT, Service, inject } from '@angular/core';

/** How long a browser may take to begin with a file, in milliseconds; its memory is given back then. */
const BEGINNING_MS = 10_000;

/** Files that the browser saves under a name. */
@Service()
export class Downloads {
  private readonly document = inject(DOCUMENT);

  save(file: Blob, name: string): void {
    const address = URL.createObjectURL(file);
    const link = this.document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    // The browser takes the address over after the click has been handled.
    setTimeout(() => URL.revokeObjectURL(address), BEGINNING_MS);
  }
}
