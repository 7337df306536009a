import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Component, computed, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { I18n } from '../core/i18n/i18n';
import { AgendaStrip } from '../entities/agenda/agenda-strip';
import { PageHeader } from '../ui/page-header/page-header';
import { EmptyState } from '../ui/states/empty-state';
import { ProblemState } from '../ui/states/problem-state';
import { Skeleton } from '../ui/states/skeleton';
import { StaleNote } from '../ui/states/stale-note';
import { Chime } from './chime';
import { ChimeSwitch } from './chime-switch';
import { DoneList } from './done-list';
import { PartCard } from './part-card';
import { PartDesk } from './part-desk';
import { QueueParts } from './queue-parts';
import { RefusalList } from './refusal-list';
import { UnsentNote } from './unsent-note';

/** A master's own jobs by due date: one card each, with the next step as its big button. */
@Component({
  selector: 'app-queue',
  imports: [
    AgendaStrip,
    ChimeSwitch,
    DoneList,
    EmptyState,
    PageHeader,
    PartCard,
    ProblemState,
    RefusalList,
    Skeleton,
    StaleNote,
    TranslocoPipe,
    UnsentNote,
  ],
  providers: [PartDesk, QueueParts],
  templateUrl: './queue.html',
  styleUrl: './queue.scss',
})
export class Queue {
  protected readonly parts = inject(QueueParts);
  protected readonly desk = inject(PartDesk);
  protected readonly shown = computed(() => new Set(this.parts.open().map(({ id }) => id)));

  constructor() {
    const announcer = inject(LiveAnnouncer);
    const [i18n, chime] = [inject(I18n), inject(Chime)];
    this.parts.arrivals.pipe(takeUntilDestroyed()).subscribe(([first, ...others]) => {
      if (!first) return;
      const title = others.length ? '' : first.title;
      const params = { count: others.length + 1, number: first.orderNumber, title };
      void announcer.announce(i18n.t(others.length ? 'queue.arrivedMany' : 'queue.arrived', params));
      chime.play('arrived');
    });
  }
}
