import { Component, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { TranslocoPipe } from '@jsverse/transloco';
import { SharePipe } from '../../ui/pipes/format-pipes';
import { FileUploads, type Upload } from './file-uploads';

/** Files on their way, each with how far it is or why it failed. */
@Component({
  selector: 'app-upload-list',
  imports: [MatButton, MatIcon, MatIconButton, MatProgressBar, SharePipe, TranslocoPipe],
  template: `
    @if (uploads().length) {
      <ul [attr.aria-label]="'files.uploads' | transloco">
        @for (upload of uploads(); track upload.key) {
          <li>
            <span class="name">{{ upload.name }}</span>
            @if (upload.reason; as reason) {
              <span class="fault" role="alert">{{ reason.key | transloco: reason.params }}</span>
              @if (reason.key.startsWith('errors.')) {
                <button mat-button type="button" (click)="all.retry(upload)">{{ 'files.retry' | transloco }}</button>
              }
            } @else {
              <mat-progress-bar
                mode="determinate"
                [value]="upload.progress * 100"
                [attr.aria-label]="'files.sending' | transloco: { name: upload.name }"
              />
              <span class="muted share">{{ upload.progress | share }}</span>
            }
            <button
              mat-icon-button
              type="button"
              [attr.aria-label]="'files.cancel' | transloco: { name: upload.name }"
              (click)="all.cancel(upload)"
            >
              <mat-icon svgIcon="close" />
            </button>
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
      display: grid;
      gap: 8px;
      margin: 0;
      padding: 0;
      list-style: none;
    }

    li {
      display: flex;
      align-items: center;
      gap: 12px;
      min-width: 0;
    }

    .name {
      flex: 0 1 240px;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    mat-progress-bar {
      flex: 1;
      min-width: 64px;
    }

    .share {
      min-width: 4ch;
      text-align: end;
    }

    .fault {
      flex: 1;
      color: var(--mat-sys-error);
    }
  `,
})
export class UploadList {
  protected readonly all = inject(FileUploads);

  readonly uploads = input.required<readonly Upload[]>();
}
