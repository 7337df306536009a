import { Component, inject, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { StoredFile } from '@verstak/api';
import { FileTile } from './file-tile';
import { FileViewer } from './file-viewer';

/** Files that go with a text, side by side: the pictures of an instruction. */
@Component({
  selector: 'app-file-strip',
  imports: [FileTile, MatIcon, MatIconButton, TranslocoPipe],
  template: `
    @if (files().length) {
      <ul [attr.aria-label]="label()">
        @for (file of files(); track file.id) {
          <li>
            <app-file-tile [file]="file" (viewed)="view(file)" />
            @if (isRemovable()) {
              <button
                mat-icon-button
                type="button"
                [attr.aria-label]="'files.remove' | transloco: { name: file.name }"
                (click)="removed.emit(file)"
              >
                <mat-icon svgIcon="delete" />
              </button>
            }
          </li>
        }
      </ul>
    }
  `,
  styles: `
    :host(:empty) {
      display: none;
    }

    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      margin: 0;
      padding: 0;
      list-style: none;
    }

    li {
      display: flex;
      align-items: center;
    }
  `,
})
export class FileStrip {
  private readonly viewer = inject(FileViewer);

  readonly files = input.required<readonly StoredFile[]>();
  /** What they are, for who does not see them. */
  readonly label = input.required<string>();
  readonly isRemovable = input(false);

  readonly removed = output<StoredFile>();

  protected view(file: StoredFile): void {
    const pictures = this.files().filter(({ hasPreview }) => hasPreview);
    void this.viewer.open(pictures, file);
  }
}
