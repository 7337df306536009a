import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { ReportsService } from '@verstak/api';
import { OPEN_STATUSES } from '@verstak/domain';
import { Formats } from '../../core/i18n/formats';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { liveResource } from '../../core/live/live-resource';
import { Session } from '../../core/session/session';
import { Workshop } from '../../core/workshop/workshop';
import { Keycap } from '../../ui/keycap/keycap';
import { PageHeader } from '../../ui/page-header/page-header';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { StaleNote } from '../../ui/states/stale-note';
import { UnsentLetters } from '../../entities/letters/unsent-letters';
import { OrderStatusChip } from '../../entities/orders/order-status';
import { FirstSteps } from './first-steps';
import { ShortStock } from './short-stock';
import { TodayList } from './today-list';

/** What the day begins with: what is late, due today, waiting to be handed over, and where the work stands. */
@Component({
  selector: 'app-today',
  imports: [
    FirstSteps,
    Keycap,
    MatButton,
    MatIcon,
    OrderStatusChip,
    PageHeader,
    ProblemState,
    RouterLink,
    ShortStock,
    Skeleton,
    StaleNote,
    TodayList,
    TranslocoPipe,
    UnsentLetters,
  ],
  templateUrl: './today.html',
  styleUrl: './today.scss',
})
export class Today {
  private readonly api = inject(ReportsService);
  private readonly session = inject(Session);
  private readonly workshop = inject(Workshop);
  protected readonly formats = inject(Formats);

  protected readonly mayWrite = computed(() => this.session.can('orders:write'));
  protected readonly report = liveResource({
    params: () => this.workshop.today(),
    load: () => this.api.getToday(),
    live: ['Order'],
    keeps: () => true,
  });

  protected readonly counts = computed(() => {
    const counted = new Map(this.report.value()?.byStatus.map(({ status, orders }) => [status, orders]));
    return OPEN_STATUSES.map((status) => ({ status, orders: counted.get(status) ?? 0 }));
  });
  protected readonly isQuiet = computed(() => this.counts().every(({ orders }) => orders === 0));

  /** Each list with the address where the whole of it stands. */
  private readonly lists = computed(() => {
    const report = this.report.value();
    if (!report) return [];
    return [
      { key: 'late', icon: 'error', found: report.late, params: { due: 'late' } },
      { key: 'dueToday', icon: 'clock', found: report.dueToday, params: { due: 'today' } },
      { key: 'ready', icon: 'check-circle', found: report.ready, params: { status: 'ready' } },
    ] as const;
  });
  /** Lists with something in them have the room, the others stand aside. */
  protected readonly filled = computed(() => this.lists().filter(({ found }) => found.total > 0));
  protected readonly empty = computed(() => this.lists().filter(({ found }) => found.total === 0));

  constructor() {
    const router = inject(Router);
    useShortcuts([
      {
        keys: 'KeyN',
        label: 'orders.new',
        run: () => void router.navigateByUrl('/orders/new'),
        when: () => this.mayWrite(),
      },
    ]);
  }
}
