import { Component, inject, signal } from '@angular/core';
import { FormField, maxLength } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { FilesService, type StoredFile } from '@verstak/api';
import { TextField } from '../../ui/fields/text-field';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { formSession } from '../../ui/forms/form-session';
import { previewAddress } from './file-place';

/** Longest text about a picture. */
const LONGEST = 300;

/** Says what a picture shows; closes with `true` when it is stored. */
@Component({
  selector: 'app-picture-words-dialog',
  imports: [FormDialog, FormField, TextField, TranslocoPipe],
  template: `
    <ui-form-dialog [session]="session" [heading]="'files.alt' | transloco" [action]="'ui.save' | transloco">
      <img [src]="previewAddress(file, 'small')" alt="" />
      <ui-text-field
        [rows]="2"
        [label]="'files.alt' | transloco"
        [hint]="'files.altHint' | transloco"
        [formField]="session.form.alt"
      />
    </ui-form-dialog>
  `,
  styles: `
    img {
      max-width: 100%;
      max-height: 200px;
      border-radius: 8px;
    }
  `,
})
export class PictureWordsDialog {
  private readonly api = inject(FilesService);
  private readonly dialog = inject<MatDialogRef<PictureWordsDialog, boolean>>(MatDialogRef);
  protected readonly file = inject<StoredFile>(MAT_DIALOG_DATA);
  protected readonly previewAddress = previewAddress;
  protected readonly session = formSession(signal({ alt: this.file.alt ?? '' }), {
    rules: (path) => maxLength(path.alt, LONGEST),
    save: async ({ alt }) => {
      const { id, version } = this.file;
      await this.api.changeFile({ id, body: { version, alt: alt.trim() || null } });
      this.dialog.close(true);
    },
    first: (form) => form.alt,
    isModal: true,
  });
}
