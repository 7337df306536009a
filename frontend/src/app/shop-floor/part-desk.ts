import { Injectable, computed, inject } from '@angular/core';
import type { Part, ScrapReport } from '@verstak/api';
import { type Deed, type Fact, undoOf } from '../entities/facts/fact';
import type { Refusal } from '../entities/facts/fact-queue';
import { Outbox } from '../entities/facts/outbox';
import { Dialogs } from '../ui/dialogs/dialogs';
import { EMPTY_DRAFT, ScrapDialog, type ScrapDraft } from './scrap-dialog';

/** What is done with parts here, and what has become of it. */
@Injectable()
export class PartDesk {
  private readonly outbox = inject(Outbox);
  private readonly dialogs = inject(Dialogs);
  private readonly drafts = new Map<string, ScrapDraft>();

  /** Parts of which something is still to be sent, where sending fails. */
  readonly unsent = computed(
    () => new Set(this.outbox.isStuck() ? this.outbox.facts().map(({ partId }) => partId) : []),
  );
  /** What was not taken, by part. */
  readonly refusals = computed(() => new Map(this.outbox.refusals().map((refusal) => [refusal.fact.partId, refusal])));

  do(part: Part, deed: Deed): Fact {
    return this.outbox.add(part, deed);
  }

  /** Takes a deed back: out of the queue, else by another one, which it gives. */
  async undo(part: Pick<Part, 'id' | 'title'>, fact: Fact): Promise<Fact | undefined> {
    if (await this.outbox.withdraw(fact)) return undefined;
    const deed = undoOf(fact);
    return deed && this.outbox.add(part, deed);
  }

  retry(refusal: Refusal): void {
    this.outbox.retry(refusal);
  }

  dismiss(partId: string): void {
    this.outbox.forget(partId);
  }

  /** Asks what was lost; what was typed stays while the page is open. */
  async reportScrap(part: Part): Promise<Fact | undefined> {
    const data = {
      part,
      draft: this.drafts.get(part.id) ?? EMPTY_DRAFT,
      keep: (draft: ScrapDraft) => void this.drafts.set(part.id, draft),
    };
    const look = { data, width: '480px', maxWidth: 'calc(100vw - 16px)' };
    const report = await this.dialogs.open<ScrapReport>(ScrapDialog, look);
    return report && this.do(part, { kind: 'scrap', report });
  }
}
