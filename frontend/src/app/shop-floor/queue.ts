import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Component, computed, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Part, ScrapReport } from '@verstak/api';
import { I18n } from '../core/i18n/i18n';
import type { Deed } from '../entities/facts/fact';
import { Outbox } from '../entities/facts/outbox';
import { Dialogs } from '../ui/dialogs/dialogs';
import { PageHeader } from '../ui/page-header/page-header';
import { EmptyState } from '../ui/states/empty-state';
import { ProblemState } from '../ui/states/problem-state';
import { Skeleton } from '../ui/states/skeleton';
import { StaleNote } from '../ui/states/stale-note';
import { Chime } from './chime';
import { DoneList } from './done-list';
import { PartCard } from './part-card';
import { QueueParts } from './queue-parts';
import { EMPTY_DRAFT, ScrapDialog, type ScrapDraft } from './scrap-dialog';

/** A master's own jobs by due date: one card each, with the next step as its big button. */
@Component({
  selector: 'app-queue',
  imports: [
    DoneList,
    EmptyState,
    MatButton,
    MatIcon,
    PageHeader,
    PartCard,
    ProblemState,
    Skeleton,
    StaleNote,
    TranslocoPipe,
  ],
  providers: [QueueParts],
  templateUrl: './queue.html',
  styleUrl: './queue.scss',
})
export class Queue {
  private readonly outbox = inject(Outbox);
  private readonly dialogs = inject(Dialogs);
  protected readonly parts = inject(QueueParts);
  protected readonly chime = inject(Chime);
  private readonly drafts = new Map<string, ScrapDraft>();

  protected readonly unsentCount = computed(() => (this.outbox.isStuck() ? this.outbox.facts().length : 0));
  protected readonly isKept = this.outbox.isKept;
  protected readonly unsent = computed(
    () => new Set(this.outbox.isStuck() ? this.outbox.facts().map(({ partId }) => partId) : []),
  );
  protected readonly refusals = computed(
    () => new Map(this.outbox.refusals().map((refusal) => [refusal.fact.partId, refusal])),
  );

  constructor() {
    const announcer = inject(LiveAnnouncer);
    const i18n = inject(I18n);
    this.parts.arrivals.pipe(takeUntilDestroyed()).subscribe(([first, ...others]) => {
      if (!first) return;
      const title = others.length ? '' : first.title;
      const params = { count: others.length + 1, number: first.orderNumber, title };
      void announcer.announce(i18n.t(others.length ? 'queue.arrivedMany' : 'queue.arrived', params));
      this.chime.play();
    });
  }

  protected do(part: Part, deed: Deed): void {
    this.outbox.add(part.id, deed);
  }

  protected retry(partId: string): void {
    const refusal = this.refusals().get(partId);
    if (refusal) this.outbox.retry(refusal);
  }

  protected dismiss(partId: string): void {
    this.outbox.forget(partId);
  }

  protected async reportScrap(part: Part): Promise<void> {
    const data = {
      part,
      draft: this.drafts.get(part.id) ?? EMPTY_DRAFT,
      keep: (draft: ScrapDraft) => void this.drafts.set(part.id, draft),
    };
    const look = { data, width: '480px', maxWidth: 'calc(100vw - 16px)' };
    const report = await this.dialogs.open<ScrapReport>(ScrapDialog, look);
    if (report) this.do(part, { kind: 'scrap', report });
  }
}
