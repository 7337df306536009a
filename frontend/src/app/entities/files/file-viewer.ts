import { Service, inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import type { ShownFile } from './file-place';

/** Shows pictures in full; the dialog is loaded when first wanted. */
@Service()
export class FileViewer {
  private readonly dialog = inject(MatDialog);

  /** Opens one of some pictures; the others are reached from there. */
  async open(pictures: readonly ShownFile[], shown: ShownFile): Promise<void> {
    const { PictureDialog } = await import('./picture-dialog');
    const data = { pictures, start: Math.max(0, pictures.indexOf(shown)) };
    this.dialog.open(PictureDialog, { data, width: '1200px', ariaLabel: shown.name });
  }
}
