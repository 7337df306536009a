import { Component, inject, signal } from '@angular/core';
import { FormField, FormRoot, maxLength } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { FilesService, type StoredFile } from '@verstak/api';
import { TextField } from '../../ui/fields/text-field';
import { FormProblem } from '../../ui/forms/form-problem';
import { formSession } from '../../ui/forms/form-session';
import { previewAddress } from './file-place';

/** Longest text about a picture. */
const LONGEST = 300;

/** Says what a picture shows; closes with `true` when it is stored. */
@Component({
  selector: 'app-picture-words-dialog',
  imports: [
    FormField,
    FormProblem,
    FormRoot,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    TextField,
    TranslocoPipe,
  ],
  template: `
    <h2 mat-dialog-title>{{ 'files.alt' | transloco }}</h2>
    <form [formRoot]="session.form">
      <mat-dialog-content>
        <ui-form-problem [session]="session" />
        <img [src]="previewAddress(file, 'small')" alt="" />
        <ui-text-field
          [rows]="2"
          [label]="'files.alt' | transloco"
          [hint]="'files.altHint' | transloco"
          [formField]="session.form.alt"
        />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button mat-button type="button" mat-dialog-close>{{ 'ui.cancel' | transloco }}</button>
        <button mat-flat-button [disabled]="session.isSaving()">{{ 'ui.save' | transloco }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    mat-dialog-content {
      display: grid;
      gap: 16px;
    }

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
