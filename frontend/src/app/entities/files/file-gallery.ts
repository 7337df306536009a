import { CdkDrag, type CdkDragDrop, CdkDragHandle, CdkDropList, moveItemInArray } from '@angular/cdk/drag-drop';
import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  ElementRef,
  Injector,
  type TemplateRef,
  afterNextRender,
  inject,
  input,
  linkedSignal,
  output,
} from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { StoredFile } from '@verstak/api';
import { Dialogs } from '../../ui/dialogs/dialogs';
import { MoveActs } from '../../ui/forms/move-acts';

/** Files in an order that people give them, by dragging or step by step; what a picture shows is written here. */
@Component({
  selector: 'app-file-gallery',
  imports: [CdkDrag, CdkDragHandle, CdkDropList, MatIcon, MatIconButton, MoveActs, NgTemplateOutlet, TranslocoPipe],
  template: `
    <ol cdkDropList (cdkDropListDropped)="drop($event)">
      @for (file of shown(); track file.id; let index = $index) {
        <li cdkDrag>
          <span class="handle" cdkDragHandle aria-hidden="true"><mat-icon svgIcon="sort" /></span>
          <ng-container [ngTemplateOutlet]="row()" [ngTemplateOutletContext]="{ $implicit: file }" />
          <span class="acts">
            @if (file.hasPreview) {
              <button
                mat-icon-button
                type="button"
                [attr.aria-label]="'files.describe' | transloco: { name: file.name }"
                (click)="describe(file)"
              >
                <mat-icon svgIcon="edit" />
              </button>
            }
            <ui-move-acts
              words="files."
              [isFirst]="index === 0"
              [isLast]="index === shown().length - 1"
              [name]="file.name"
              (shifted)="shift(index, $event.by)"
            />
          </span>
        </li>
      }
    </ol>
  `,
  styleUrl: './file-gallery.scss',
})
export class FileGallery {
  private readonly dialogs = inject(Dialogs);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly files = input.required<readonly StoredFile[]>();
  /** How a file is shown. */
  readonly row = input.required<TemplateRef<{ $implicit: StoredFile }>>();
  /** The ids in their new order. */
  readonly reordered = output<string[]>();
  /** What a picture shows was written. */
  readonly described = output();

  /** As it was left here, until it is read again. */
  protected readonly shown = linkedSignal(() => this.files());

  protected drop({ previousIndex, currentIndex }: CdkDragDrop<unknown>): void {
    if (previousIndex !== currentIndex) this.move(previousIndex, currentIndex);
  }

  /** The same button moves the file on. */
  protected shift(index: number, by: 1 | -1): void {
    this.move(index, index + by);
    const go = (): void => {
      const acts = this.host.nativeElement.querySelectorAll('ui-move-acts')[index + by];
      acts?.querySelectorAll('button')[by < 0 ? 0 : 1]?.focus();
    };
    afterNextRender(go, { injector: this.injector });
  }

  protected async describe(file: StoredFile): Promise<void> {
    const { PictureWordsDialog } = await import('./picture-words-dialog');
    if (await this.dialogs.open<boolean>(PictureWordsDialog, { data: file, width: '560px' })) this.described.emit();
  }

  private move(from: number, to: number): void {
    this.shown.update((files) => {
      const moved = [...files];
      moveItemInArray(moved, from, to);
      return moved;
    });
    this.reordered.emit(this.shown().map(({ id }) => id));
  }
}
