import { NgTemplateOutlet } from '@angular/common';
import { Component, type ElementRef, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { TranslocoPipe } from '@jsverse/transloco';
import { FilesService, type StoredFile } from '@verstak/api';
import { inOrder } from '@verstak/domain';
import { liveResource } from '../../core/live/live-resource';
import { Toasts } from '../../core/toasts/toasts';
import { AgoPipe } from '../../ui/pipes/format-pipes';
import { EmptyState } from '../../ui/states/empty-state';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { StaleNote } from '../../ui/states/stale-note';
import { type FilePlace, contentAddress } from './file-place';
import { FileGallery } from './file-gallery';
import { FileRemoval } from './file-removal';
import { FileSizePipe } from './file-size';
import { FileTarget, pickedIn } from './file-target';
import { FileTile } from './file-tile';
import { FileUploads } from './file-uploads';
import { FileViewer } from './file-viewer';
import { UploadList } from './upload-list';

/** An item of the order whose files are shown together. */
export interface FileItem {
  id: string;
  title: string;
}

interface Group {
  /** Empty for what belongs to the whole. */
  title: string;
  files: readonly StoredFile[];
}

/** The files of a place: added by button, drop, paste or camera; shown, saved, removed and brought back. */
@Component({
  selector: 'app-files-panel',
  imports: [
    AgoPipe,
    EmptyState,
    FileGallery,
    FileSizePipe,
    FileTile,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    NgTemplateOutlet,
    ProblemState,
    Skeleton,
    StaleNote,
    TranslocoPipe,
    UploadList,
  ],
  templateUrl: './files-panel.html',
  styleUrl: './files-panel.scss',
  host: {
    '[class.at-part]': 'isAtPart()',
    '(document:paste)': 'paste($event)',
  },
})
export class FilesPanel extends FileTarget {
  private readonly api = inject(FilesService);
  private readonly uploads = inject(FileUploads);
  private readonly toasts = inject(Toasts);
  private readonly removal = inject(FileRemoval);
  private readonly viewer = inject(FileViewer);

  readonly place = input.required<FilePlace>();
  /** What files may be about besides the whole; their groups follow in this order. */
  readonly items = input<readonly FileItem[]>([]);
  readonly mayAdd = input(false);
  /** On the shop floor: only what was added at this part may be removed, and nothing is pasted or explained. */
  readonly isAtPart = input(false);

  /** The files have an order, which whoever may add some may change; the ids in it. */
  readonly order = input<readonly string[]>();
  /** The ids in another order. */
  readonly reordered = output<string[]>();

  protected readonly isOrdered = computed(() => this.order() !== undefined);
  private readonly picker = viewChild.required<ElementRef<HTMLInputElement>>('picker');
  /** The item that the next picked files are about. */
  private target?: string;
  protected readonly showsRemoved = signal(false);
  protected readonly contentAddress = contentAddress;

  protected readonly files = liveResource({
    params: () => this.query(),
    load: (query) => this.api.listFiles(query),
    live: ['File'],
  });
  protected readonly removed = liveResource({
    params: () => (this.showsRemoved() ? { ...this.query(), isRemoved: true } : undefined),
    load: (query) => this.api.listFiles(query),
    live: ['File'],
  });
  protected readonly sending = computed(() => this.uploads.at(this.place()));
  protected readonly groups = computed<readonly Group[]>(() => {
    const files = inOrder(this.files.value() ?? [], this.order() ?? []);
    const known = new Set(this.items().map(({ id }) => id));
    const whole = files.filter(({ itemId }) => !itemId || !known.has(itemId));
    const ofItems = this.items().map(({ id, title }, index) => ({
      title: `${index + 1}. ${title}`,
      files: files.filter(({ itemId }) => itemId === id),
    }));
    return [{ title: '', files: whole }, ...ofItems].filter((group) => group.files.length);
  });

  protected pick(itemId?: string): void {
    this.target = itemId;
    this.picker().nativeElement.click();
  }

  protected picked(field: HTMLInputElement): void {
    this.take(pickedIn(field), this.target);
  }

  protected mayTake(): boolean {
    return this.mayAdd();
  }

  protected take(files: readonly File[], itemId = this.place().itemId): void {
    if (files.length) this.uploads.add(files, { ...this.place(), ...(itemId ? { itemId } : {}) });
  }

  /** A picture or file from the clipboard; text that somebody pastes into a field is none. */
  protected paste({ clipboardData }: ClipboardEvent): void {
    if (this.mayAdd() && !this.isAtPart()) this.take([...(clipboardData?.files ?? [])]);
  }

  protected mayRemove(file: StoredFile): boolean {
    return this.mayAdd() && (!this.isAtPart() || file.partId === this.place().partId);
  }

  /** Opens a picture among the others that are shown. */
  protected view(file: StoredFile): void {
    const pictures = this.groups().flatMap(({ files }) => files.filter(({ hasPreview }) => hasPreview));
    void this.viewer.open(pictures, file);
  }

  protected async remove(file: StoredFile): Promise<void> {
    await this.removal.remove(file);
    this.files.reload();
  }

  protected async restore({ id, name }: StoredFile): Promise<void> {
    try {
      await this.api.restoreFile({ id });
      this.toasts.say('files.restoredOne', { name });
      this.files.reload();
      this.removed.reload();
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  private query(): Omit<FilePlace, 'partId'> {
    const { subject, subjectId, itemId } = this.place();
    return { subject, subjectId, ...(itemId ? { itemId } : {}) };
  }
}
