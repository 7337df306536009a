import { Component, type ElementRef, computed, inject, linkedSignal, signal, viewChild } from '@angular/core';
import { FormField, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { type OneDriveFile, OneDriveService } from '@verstak/api';
import { searchable } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { useDialogAct } from '../../core/keyboard/shortcuts';
import { liveResource } from '../../core/live/live-resource';
import { TextField } from '../../ui/fields/text-field';
import { DayPipe } from '../../ui/pipes/format-pipes';
import { EmptyState } from '../../ui/states/empty-state';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { FileSizePipe } from '../files/file-size';

/** What was chosen: by its id, which stays the same wherever it is moved, and by its path, as people know it. */
export interface OnedrivePick {
  id: string;
  name: string;
  /** From the root, with its own name: `Прайсы/Прайс 2026.xlsx`. */
  path: string;
}

/** What is chosen in the dialog. */
export type OnedriveTask = { kind: 'file'; endings: readonly string[] } | { kind: 'place' };

/** A folder on the way from the root; the root has no id. */
interface Step {
  id: string;
  name: string;
}

/** Looks through the OneDrive of the workshop, folder by folder; closes with what was chosen. */
@Component({
  selector: 'app-onedrive-picker',
  imports: [
    DayPipe,
    EmptyState,
    FileSizePipe,
    FormField,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    MatIcon,
    ProblemState,
    Skeleton,
    TextField,
    TranslocoPipe,
  ],
  templateUrl: './onedrive-picker.html',
  styleUrl: './onedrive-picker.scss',
  host: { '(keydown)': 'step($event)' },
})
export class OnedrivePicker {
  private readonly api = inject(OneDriveService);
  private readonly i18n = inject(I18n);
  private readonly dialog = inject<MatDialogRef<OnedrivePicker, OnedrivePick>>(MatDialogRef);
  private readonly here = viewChild<ElementRef<HTMLElement>>('here');
  private readonly list = viewChild<ElementRef<HTMLElement>>('list');
  protected readonly task = inject<OnedriveTask>(MAT_DIALOG_DATA);

  /** From the root to the folder that is shown. */
  protected readonly trail = signal<readonly Step[]>([{ id: '', name: this.i18n.t('onedrive.root') }]);
  private readonly folderId = computed(() => this.trail().at(-1)?.id ?? '');
  protected readonly content = liveResource({
    params: () => this.folderId(),
    load: (folder) => this.api.listOneDriveFiles(folder ? { folder } : {}),
  });

  protected readonly search = form(linkedSignal({ source: this.folderId, computation: () => ({ words: '' }) }));
  /** What can be opened or chosen: folders first, each in the order of names. */
  protected readonly offered = computed(() => {
    const items = this.content.value()?.items ?? [];
    return [...items.filter(({ isFolder }) => isFolder), ...items.filter((file) => this.isWanted(file))];
  });
  protected readonly shown = computed(() => {
    const words = searchable(this.search().value().words.trim());
    return this.offered().filter(({ name }) => searchable(name).includes(words));
  });
  protected readonly emptyText = computed(() =>
    this.task.kind === 'place'
      ? this.i18n.t('onedrive.emptyPlace')
      : this.i18n.t('onedrive.emptyText', { endings: this.task.endings.join(', ') }),
  );

  constructor() {
    const run = (): void => this.close(this.trail());
    const when = (): boolean => this.task.kind === 'place' && !!this.content.value();
    useDialogAct('onedrive.choosePlace', run, when);
  }

  protected take(file: OneDriveFile): void {
    const trail = [...this.trail(), file];
    if (file.isFolder) this.lead(trail);
    else this.close(trail);
  }

  /** Back to a folder on the way. */
  protected leadTo(index: number): void {
    this.lead(this.trail().slice(0, index + 1));
  }

  protected close(trail: readonly Step[]): void {
    const { id = '', name = '' } = trail.at(-1) ?? {};
    const path = trail.slice(1).map((step) => step.name);
    this.dialog.close({ id, name, path: path.join('/') });
  }

  /** Arrows go along the list, Backspace leads one folder up. */
  protected step(event: KeyboardEvent): void {
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.key === 'Backspace' && !isTyping && this.trail().length > 1) this.leadTo(this.trail().length - 2);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') this.walk(event.key === 'ArrowDown' ? 1 : -1);
    else return;
    event.preventDefault();
  }

  private walk(by: 1 | -1): void {
    const entries = [...(this.list()?.nativeElement.querySelectorAll<HTMLElement>('.entry') ?? [])];
    const at = entries.findIndex((entry) => entry === document.activeElement);
    entries[Math.min(Math.max(at + by, 0), entries.length - 1)]?.focus();
  }

  private lead(trail: readonly Step[]): void {
    this.trail.set(trail.map(({ id, name }) => ({ id, name })));
    // What had the focus goes with its folder; the name of the next one is read out.
    setTimeout(() => this.here()?.nativeElement.focus());
  }

  private isWanted({ isFolder, name }: OneDriveFile): boolean {
    if (isFolder || this.task.kind === 'place') return false;
    return this.task.endings.some((ending) => name.toLowerCase().endsWith(ending));
  }
}
