import { Component, computed, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Part, StoredFile } from '@verstak/api';
import { type PartAction, partActions } from '@verstak/domain';
import type { Deed } from '../entities/facts/fact';
import type { Refusal } from '../entities/facts/fact-queue';
import type { FilePlace } from '../entities/files/file-place';
import { FileStrip } from '../entities/files/file-strip';
import { FilesPanel } from '../entities/files/files-panel';
import { PartStatus } from '../entities/parts/part-status';
import { ItemDetails } from '../entities/products/item-details';
import type { IconName } from '../ui/icon/icons';
import { DueDate } from '../ui/pipes/due-date';
import { QuantityPipe } from '../ui/pipes/format-pipes';
import { NoteEditor } from './note-editor';
import { PartClock } from './part-clock';
import { PortionEditor } from './portion-editor';
import { RefusalNote } from './refusal-note';

const ACTION_ICONS: Record<PartAction, IconName> = { start: 'play', pause: 'pause', finish: 'check' };

/** One job: what to make, in full, and the big button of the next step. */
@Component({
  selector: 'app-part-card',
  imports: [
    DueDate,
    FileStrip,
    FilesPanel,
    ItemDetails,
    MatButton,
    MatIcon,
    NoteEditor,
    PartClock,
    PartStatus,
    PortionEditor,
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
  /** What the instruction of its stage shows: known before the card is shown, so that nothing moves under a finger. */
  readonly pictures = input<readonly StoredFile[]>([]);
  /** The job came while the page was open. */
  readonly isFresh = input(false);
  /** Something about it is still to be sent. */
  readonly isUnsent = input(false);
  readonly refusal = input<Refusal>();

  readonly did = output<Deed>();
  readonly scrapping = output();
  readonly retried = output<Refusal>();
  readonly dismissed = output();

  protected readonly actions = computed(() =>
    partActions(this.part().state).map((action) => ({
      action,
      icon: ACTION_ICONS[action],
      label: action === 'start' && this.part().state === 'paused' ? 'queue.action.resume' : `queue.action.${action}`,
    })),
  );
  /** Where its files lie: those of its order's item, else its own. */
  protected readonly place = computed<FilePlace>(() => {
    const { id: partId, orderId, itemId } = this.part();
    return orderId
      ? { subject: 'Order', subjectId: orderId, itemId, partId }
      : { subject: 'Part', subjectId: partId, partId };
  });
  protected readonly hasClock = computed(() => this.part().passesTotal > 0);
  /** The stage at which it is, as one of how many; nothing where there is but one without a name. */
  protected readonly stage = computed(() => {
    const { stages, stagesDone } = this.part();
    const stage = stages[stagesDone];
    return stage && (stages.length > 1 || stage.name)
      ? { ...stage, place: stagesDone + 1, of: stages.length }
      : undefined;
  });
  /** Pieces that are still to be made at the stage. */
  protected readonly left = computed(() => {
    const { stages, stagesDone, quantity } = this.part();
    return quantity - (stages[stagesDone]?.good ?? 0);
  });
  /** Why the next step cannot be done: the key of the reason. */
  protected readonly hindrance = computed(() => {
    const { isHeld, isBlocked, state, stagesDone, childrenDone, childrenTotal } = this.part();
    if (isHeld) return 'queue.held';
    if (isBlocked) return 'queue.blocked';
    const waits = state !== 'in_progress' && stagesDone === 0 && childrenDone < childrenTotal;
    return waits ? 'queue.children' : undefined;
  });
  protected readonly canPortion = computed(() => this.part().state === 'in_progress' && this.left() > 1);
  protected readonly writing = signal<'note' | 'problem' | 'portion' | undefined>(undefined);
  protected readonly problem = signal('');
  /** What is being written stays when the part is read again; what is left unsaved goes back to the part's note. */
  protected readonly note = linkedSignal<string | undefined, string>({
    source: () => this.part().note,
    computation: (note, former) => (this.writing() === 'note' && former ? former.value : (note ?? '')),
  });

  protected do(deed: Deed): void {
    this.did.emit(deed);
    this.writing.set(undefined);
  }

  protected tellProblem(): void {
    const text = this.problem().trim();
    if (!text) return;
    this.do({ kind: 'problem', text });
    this.problem.set('');
  }
}
