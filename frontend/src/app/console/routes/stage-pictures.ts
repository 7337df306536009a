import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { StoredFile } from '@verstak/api';
import type { FilePlace } from '../../entities/files/file-place';
import { FileRemoval } from '../../entities/files/file-removal';
import { FileStrip } from '../../entities/files/file-strip';
import { FileTarget, pickedIn } from '../../entities/files/file-target';
import { FileUploads } from '../../entities/files/file-uploads';
import type { RoutePictures } from '../../entities/files/route-pictures';
import { UploadList } from '../../entities/files/upload-list';

/**
 * The pictures of a stage under its instruction, which is put inside: picked, dropped, or pasted there, and stored at
 * once. A stage that is not stored yet has no place for them.
 */
@Component({
  selector: 'app-stage-pictures',
  imports: [FileStrip, MatButton, MatIcon, TranslocoPipe, UploadList],
  template: `
    <ng-content />
    @if (mayTake()) {
      <app-file-strip
        [files]="files()"
        [label]="'files.ofInstruction' | transloco"
        [isRemovable]="true"
        (removed)="remove($event)"
      />
      <app-upload-list [uploads]="sending()" />
      <div>
        <input #picker type="file" multiple hidden accept="image/*,.pdf" (change)="take(pickedIn(picker))" />
        <button mat-button type="button" (click)="picker.click()">
          <mat-icon svgIcon="attach" />{{ 'routes.stage.addPictures' | transloco }}
        </button>
      </div>
    } @else {
      <p class="muted">{{ 'routes.stage.picturesLater' | transloco }}</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
      border-radius: 8px;
      outline: 2px dashed transparent;
      outline-offset: 4px;
    }

    :host(.dropping) {
      outline-color: var(--mat-sys-primary);
    }

    p {
      margin: 0;
    }
  `,
  host: { '(paste)': 'paste($event)' },
})
export class StagePictures extends FileTarget {
  private readonly uploads = inject(FileUploads);
  private readonly removal = inject(FileRemoval);

  /** The route and the stage, as far as they are stored. */
  readonly routeId = input<string>();
  readonly stageId = input.required<string>();
  readonly pictures = input.required<RoutePictures>();

  protected readonly pickedIn = pickedIn;
  protected readonly place = computed<FilePlace | undefined>(() => {
    const [subjectId, stageId] = [this.routeId(), this.stageId()];
    return subjectId && stageId ? { subject: 'Route', subjectId, stageId } : undefined;
  });
  protected readonly files = computed(() => this.pictures().at(this.routeId(), this.stageId()) ?? []);
  protected readonly sending = computed(() => {
    const place = this.place();
    return place ? this.uploads.at(place) : [];
  });

  protected mayTake(): boolean {
    return this.place() !== undefined;
  }

  protected take(files: readonly File[]): void {
    const place = this.place();
    if (place && files.length) this.uploads.add(files, place, () => this.pictures().reload());
  }

  /** A picture from the clipboard; cells of a table, which bring a picture of themselves, are text. */
  protected paste(event: ClipboardEvent): void {
    const { clipboardData: given } = event;
    if (!this.mayTake() || !given?.files.length || given.types.includes('text/plain')) return;
    event.preventDefault();
    this.take([...given.files]);
  }

  protected async remove(file: StoredFile): Promise<void> {
    await this.removal.remove(file);
    this.pictures().reload();
  }
}
