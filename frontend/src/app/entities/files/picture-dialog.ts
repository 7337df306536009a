import { Component, computed, inject, signal } from '@angular/core';
import { MatIconAnchor, MatIconButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogClose, MatDialogContent } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { type ShownFile, contentAddress, previewAddress } from './file-place';
import { FileSizePipe } from './file-size';

/** One picture of several, in full; arrows lead to the others. */
@Component({
  selector: 'app-picture-dialog',
  imports: [FileSizePipe, MatDialogClose, MatDialogContent, MatIcon, MatIconAnchor, MatIconButton, TranslocoPipe],
  template: `
    @let file = shown();
    <header>
      <div class="about">
        <strong>{{ file.name }}</strong>
        <span class="muted">{{ file.width }} × {{ file.height }} · {{ file.size | fileSize }}</span>
      </div>
      <a
        mat-icon-button
        [href]="contentAddress(file)"
        [attr.aria-label]="'files.save' | transloco: { name: file.name }"
      >
        <mat-icon svgIcon="download" />
      </a>
      <button mat-icon-button type="button" mat-dialog-close [aria-label]="'ui.close' | transloco">
        <mat-icon svgIcon="close" />
      </button>
    </header>
    <mat-dialog-content>
      <img
        [src]="previewAddress(file, 'large')"
        [alt]="file.alt ?? file.name"
        [width]="file.width"
        [height]="file.height"
      />
    </mat-dialog-content>
    @if (data.pictures.length > 1) {
      <footer>
        <button mat-icon-button type="button" [attr.aria-label]="'files.former' | transloco" (click)="move(-1)">
          <mat-icon svgIcon="chevron-left" />
        </button>
        <span aria-live="polite">{{ index() + 1 }} / {{ data.pictures.length }}</span>
        <button mat-icon-button type="button" [attr.aria-label]="'files.next' | transloco" (click)="move(1)">
          <mat-icon svgIcon="chevron-right" />
        </button>
      </footer>
    }
  `,
  styles: `
    header,
    footer {
      display: flex;
      align-items: center;
      gap: 8px;
      padding: 8px 8px 8px 24px;
    }

    footer {
      justify-content: center;
    }

    .about {
      display: grid;
      flex: 1;
      min-width: 0;
    }

    img {
      display: block;
      max-width: 100%;
      height: auto;
      max-height: 70vh;
      margin: auto;
      object-fit: contain;
    }
  `,
})
export class PictureDialog {
  protected readonly data = inject<{ pictures: readonly ShownFile[]; start: number }>(MAT_DIALOG_DATA);
  protected readonly index = signal(this.data.start);
  protected readonly shown = computed(() => this.data.pictures[this.index()] as ShownFile);
  protected readonly contentAddress = contentAddress;
  protected readonly previewAddress = previewAddress;

  constructor() {
    useShortcuts(
      [
        { keys: 'ArrowLeft', label: 'files.former', run: () => this.move(-1) },
        { keys: 'ArrowRight', label: 'files.next', run: () => this.move(1) },
      ],
      true,
    );
  }

  protected move(step: number): void {
    const { length } = this.data.pictures;
    this.index.update((index) => (index + step + length) % length);
  }
}
