import { Injectable, computed, effect, inject, linkedSignal, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { Part } from '@verstak/api';
import { Subject } from 'rxjs';
import { dayOf } from '../core/i18n/format';
import { liveResource } from '../core/live/live-resource';
import { Session } from '../core/session/session';
import { Workshop } from '../core/workshop/workshop';
import { withFacts } from '../entities/facts/fact';
import { Outbox } from '../entities/facts/outbox';
import { routePictures } from '../entities/files/route-pictures';
import { OwnParts } from './own-parts';

/** A master's own parts: as the server knows them, and with what is still to be sent; read again at every hint. */
@Injectable()
export class QueueParts {
  private readonly own = inject(OwnParts);
  private readonly session = inject(Session);
  private readonly workshop = inject(Workshop);
  private readonly outbox = inject(Outbox);
  private known?: ReadonlySet<string>;

  private readonly answer = liveResource({
    params: () => this.session.user()?.id,
    load: (masterId): Promise<Part[][]> => Promise.all([this.own.open(masterId), this.own.done(masterId)]),
    live: ['Part'],
  });
  private readonly parts = computed(() =>
    (this.answer.value() ?? []).flat().map((part) => withFacts(part, this.outbox.facts())),
  );

  readonly problem = this.answer.problem;
  /** The jobs may be old: those of `readAt`. */
  readonly isStale = this.answer.isStale;
  readonly readAt = this.answer.readAt;
  /** What is to be done, by due date. */
  readonly open = computed(() =>
    this.parts()
      .filter((part) => part.state !== 'done' && this.isMine(part))
      .sort(byDue),
  );
  /** What the instructions of the jobs show. */
  readonly pictures = routePictures(() => this.answer.value() && this.open().map(({ routeId }) => routeId));
  /** Whether the pictures of the first jobs are there; a card that comes later brings its own. */
  private readonly hasPictures = linkedSignal<boolean, boolean>({
    source: () => !!this.answer.value() && this.open().every((part) => this.pictures.present(part)),
    computation: (hasAll, former) => hasAll || !!former?.value,
  });
  readonly isLoaded = computed(() => this.answer.value() !== undefined && this.hasPictures());
  /** What was finished today, latest first. */
  readonly doneToday = computed(() => {
    const { timeZone } = this.workshop.settings();
    const today = dayOf(new Date(), timeZone);
    return this.parts()
      .filter(({ state, doneAt }) => state === 'done' && doneAt && dayOf(new Date(doneAt), timeZone) === today)
      .sort((one, other) => (other.doneAt ?? '').localeCompare(one.doneAt ?? ''));
  });
  /** Ids of jobs that came while the page was open. */
  readonly fresh = signal<ReadonlySet<string>>(new Set());
  /** Jobs that have just come. */
  readonly arrivals = new Subject<readonly Part[]>();

  constructor() {
    this.outbox.answers.pipe(takeUntilDestroyed()).subscribe((part) => this.take(part));
    effect(() => {
      const parts = this.answer.value();
      untracked(() => parts && this.notice(parts.flat()));
    });
  }

  reload(): void {
    this.answer.reload();
  }

  /** What has come to a stage of others is theirs, also before the server says so. */
  private isMine({ isStageForAnybody, stagePerformerIds }: Part): boolean {
    return isStageForAnybody || stagePerformerIds.includes(this.session.user()?.id ?? '');
  }

  /** The server's answer takes the part's place before the next reading, so that nothing jumps back. */
  private take(answered: Part | undefined): void {
    const parts = untracked(this.answer.value);
    if (parts && answered)
      this.answer.put(parts.map((list) => list.map((part) => (part.id === answered.id ? answered : part))));
    this.reload();
  }

  private notice(parts: readonly Part[]): void {
    const { known } = this;
    this.known = new Set(parts.map(({ id }) => id));
    if (!known) return;
    const arrived = parts.filter(({ id, state }) => state === 'waiting' && !known.has(id));
    if (!arrived.length) return;
    this.fresh.update((ids) => new Set([...ids, ...arrived.map(({ id }) => id)]));
    this.arrivals.next(arrived);
  }
}

/** Parts by due date; those without one come last, equal ones by number. */
export function byDue(one: Part, other: Part): number {
  return (one.dueAt ?? '9').localeCompare(other.dueAt ?? '9') || one.number - other.number;
}
