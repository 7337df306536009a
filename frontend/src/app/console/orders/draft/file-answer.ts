import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { FilesService } from '@verstak/api';
import { liveResource } from '../../../core/live/live-resource';
import type { FilePlace } from '../../../entities/files/file-place';
import { pickedIn } from '../../../entities/files/file-target';
import { FileUploads } from '../../../entities/files/file-uploads';
import { UploadList } from '../../../entities/files/upload-list';
import { SelectField } from '../../../ui/fields/select-field';

/**
 * The answer to a question for a file: one of the files of the item, chosen or added there at once. An item that is not
 * stored yet has no place for files.
 */
@Component({
  selector: 'app-file-answer',
  imports: [MatButton, MatIcon, SelectField, TranslocoPipe, UploadList],
  template: `
    <ui-select-field
      [label]="label()"
      [options]="options()"
      [emptyLabel]="'orders.line.nothingChosen' | transloco"
      [hint]="place() ? '' : ('orders.line.filesLater' | transloco)"
      [value]="value()"
      (valueChange)="chosen.emit($event)"
    />
    @if (place()) {
      <app-upload-list [uploads]="sending()" />
      <input #picker type="file" hidden (change)="add(picker)" />
      <button mat-button type="button" (click)="picker.click()">
        <mat-icon svgIcon="attach" />{{ 'orders.line.addFile' | transloco }}
      </button>
    }
  `,
  styles: `
    :host {
      display: grid;
      justify-items: start;
    }

    ui-select-field,
    app-upload-list {
      width: 100%;
    }
  `,
})
export class FileAnswer {
  private readonly api = inject(FilesService);
  private readonly uploads = inject(FileUploads);

  readonly label = input.required<string>();
  /** The name of the file; empty while there is none. */
  readonly value = input.required<string>();
  /** The order and the item, as far as they are stored. */
  readonly orderId = input<string>();
  readonly itemId = input.required<string>();

  readonly chosen = output<string>();

  protected readonly place = computed<FilePlace | undefined>(() => {
    const [subjectId, itemId] = [this.orderId(), this.itemId()];
    return subjectId && itemId ? { subject: 'Order', subjectId, itemId } : undefined;
  });
  private readonly files = liveResource({
    params: () => this.place(),
    load: (place) => this.api.listFiles(place),
    live: ['File'],
  });
  /** The names of the files, with the one that was answered, which may be gone. */
  protected readonly options = computed(() => {
    const names = [...(this.files.value() ?? []).map(({ name }) => name), ...(this.value() ? [this.value()] : [])];
    return [...new Set(names)].map((name) => ({ value: name, label: name }));
  });
  protected readonly sending = computed(() => {
    const place = this.place();
    return place ? this.uploads.at(place) : [];
  });

  protected add(field: HTMLInputElement): void {
    const [place, files] = [this.place(), pickedIn(field)];
    if (!place || !files.length) return;
    this.uploads.add(files, place, ({ name }) => {
      this.files.reload();
      this.chosen.emit(name);
    });
  }
}
