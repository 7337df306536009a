import { Component, computed, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Part } from '@verstak/api';
import { type PartAction, partActions } from '@verstak/domain';
import type { Refusal } from '../entities/facts/fact-queue';
import type { FilePlace } from '../entities/files/file-place';
import { FilesPanel } from '../entities/files/files-panel';
import { PartStatus } from '../entities/parts/part-status';
import type { IconName } from '../ui/icon/icons';
import { DueDate } from '../ui/pipes/due-date';
import { QuantityPipe } from '../ui/pipes/format-pipes';
import { NoteEditor } from './note-editor';
import { PartClock } from './part-clock';
import { RefusalNote } from './refusal-note';

const ACTION_ICONS: Record<PartAction, IconName> = { start: 'play', pause: 'pause', finish: 'check' };

/** One job: what to make, in full, and the big button of the next step. */
@Component({
  selector: 'app-part-card',
  imports: [
    DueDate,
    FilesPanel,
    MatButton,
    MatIcon,
    NoteEditor,
    PartClock,
    PartStatus,
    QuantityPipe,
    RefusalNote,
    TranslocoPipe,
  ],
  templateUrl: './part-card.html',
  styleUrl: './part-card.scss',
  host: { '[class.running]': 'part().state === "in_progress"', '[class.fresh]': 'isFresh()' },
})
export class PartCard {
  readonly part = input.required<Part>();
  /** The job came while the page was open. */
  readonly isFresh = input(false);
  /** Something about it is still to be sent. */
  readonly isUnsent = input(false);
  readonly refusal = input<Refusal>();

  readonly stepped = output<PartAction>();
  readonly scrapping = output();
  readonly noted = output<string>();
  readonly retried = output<Refusal>();
  readonly dismissed = output();

  protected readonly actions = computed(() =>
    partActions(this.part().state).map((action) => ({
      action,
      icon: ACTION_ICONS[action],
      label: action === 'start' && this.part().state === 'paused' ? 'queue.action.resume' : `queue.action.${action}`,
    })),
  );
  /** Where the files of its order's item lie; what is made for no order has none. */
  protected readonly place = computed<FilePlace | undefined>(() => {
    const { id: partId, orderId: subjectId, itemId } = this.part();
    return subjectId ? { subject: 'Order', subjectId, itemId, partId } : undefined;
  });
  protected readonly hasClock = computed(() => this.part().passesTotal > 0);
  protected readonly isWriting = signal(false);
  /** What is being written stays when the part is read again; what is left unsaved goes back to the part's note. */
  protected readonly note = linkedSignal<string | undefined, string>({
    source: () => this.part().note,
    computation: (note, former) => (this.isWriting() && former ? former.value : (note ?? '')),
  });

  protected saveNote(): void {
    this.noted.emit(this.note().trim());
    this.isWriting.set(false);
  }

  protected leaveNote(): void {
    this.isWriting.set(false);
  }
}
