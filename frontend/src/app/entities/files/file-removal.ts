import { Service, inject } from '@angular/core';
import { FilesService, type StoredFile } from '@verstak/api';
import { Toasts } from '../../core/toasts/toasts';

/** Removes files, and brings them back where that is wanted at once. */
@Service()
export class FileRemoval {
  private readonly api = inject(FilesService);
  private readonly toasts = inject(Toasts);

  async remove({ id, name }: StoredFile): Promise<void> {
    try {
      await this.api.removeFile({ id });
      this.toasts.offerUndo('files.removedOne', { name }, () => this.api.restoreFile({ id }));
    } catch (error) {
      this.toasts.fail(error);
    }
  }
}
