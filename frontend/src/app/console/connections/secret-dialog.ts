import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { CopyText } from '../../ui/copy-text/copy-text';

/** A secret, and what is said of it. */
export interface Secret {
  /** Where its `title`, `text`, `label`, `copy` and `done` stand: `connections.keys.made.`. */
  words: string;
  /** What it is a secret of. */
  name: string;
  secret: string;
  /** A command that tries it. */
  command?: string;
  /** A key of what is to be known besides. */
  note?: string;
}

/** A secret that is shown this once: to be copied, with a command that tries it. */
@Component({
  selector: 'app-secret-dialog',
  imports: [CopyText, MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle, TranslocoPipe],
  template: `
    <h2 mat-dialog-title>{{ told.words + 'title' | transloco: { name: told.name } }}</h2>
    <mat-dialog-content>
      <p>{{ told.words + 'text' | transloco }}</p>
      <ui-copy-text
        isMain
        [label]="told.words + 'label' | transloco"
        [text]="told.secret"
        [action]="told.words + 'copy' | transloco"
      />
      @if (told.command; as command) {
        <ui-copy-text
          [label]="'connections.keys.made.curl' | transloco"
          [text]="command"
          [action]="'connections.keys.made.copyCurl' | transloco"
        >
          <a mat-button href="/api/docs" target="_blank" rel="noopener">{{
            'connections.keys.made.docs' | transloco
          }}</a>
        </ui-copy-text>
      }
      @if (told.note; as note) {
        <p>{{ note | transloco }}</p>
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button mat-stroked-button type="button" mat-dialog-close>{{ told.words + 'done' | transloco }}</button>
    </mat-dialog-actions>
  `,
  styles: `
    :host {
      display: contents;
    }
    mat-dialog-content {
      display: grid;
      gap: 20px;
    }
  `,
})
export class SecretDialog {
  protected readonly told = inject<Secret>(MAT_DIALOG_DATA);
}
