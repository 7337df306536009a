import { Component, input, output } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { type ShownFile, contentAddress, previewAddress } from './file-place';

/** A file as a square of a fixed size: a picture to look at, anything else to open. */
@Component({
  selector: 'app-file-tile',
  imports: [MatIcon, TranslocoPipe],
  template: `
    @let shown = file();
    @if (shown.hasPreview) {
      <button
        type="button"
        class="look"
        [attr.aria-label]="'files.look' | transloco: { name: shown.name }"
        (click)="viewed.emit()"
      >
        <img [src]="previewAddress(shown, 'small')" alt="" loading="lazy" />
      </button>
    } @else {
      <a
        class="look"
        [href]="contentAddress(shown, true)"
        target="_blank"
        rel="noopener"
        [attr.aria-label]="'files.open' | transloco: { name: shown.name }"
      >
        <mat-icon svgIcon="document" />
      </a>
    }
  `,
  styles: `
    :host {
      flex: none;
    }

    .look {
      display: grid;
      place-items: center;
      width: var(--tile, 72px);
      height: var(--tile, 72px);
      padding: 0;
      overflow: hidden;
      border: var(--v-line);
      border-radius: 8px;
      background: var(--mat-sys-surface-container);
      color: inherit;
      cursor: pointer;
    }

    img {
      width: 100%;
      height: 100%;
      object-fit: cover;
    }
  `,
})
export class FileTile {
  readonly file = input.required<ShownFile>();

  /** The picture is wanted in full. */
  readonly viewed = output();

  protected readonly contentAddress = contentAddress;
  protected readonly previewAddress = previewAddress;
}
