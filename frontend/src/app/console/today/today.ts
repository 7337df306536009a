import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { TODAY_GROUPS, type TodayCardName, todayGroupOf } from '@verstak/domain';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { Preferences } from '../../core/preferences/preferences';
import { Session } from '../../core/session/session';
import { AgendaCard } from '../../entities/agenda/agenda-card';
import { liveAgenda } from '../../entities/agenda/live-agenda';
import { Demo } from '../../entities/demo/demo';
import { DemoPeople } from '../../entities/demo/demo-people';
import { Keycap } from '../../ui/keycap/keycap';
import { RowKeys } from '../../ui/list/row-keys';
import { PageHeader } from '../../ui/page-header/page-header';
import { EmptyState } from '../../ui/states/empty-state';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { StaleNote } from '../../ui/states/stale-note';
import { DemoStart } from './demo-start';
import { FirstHour } from './first-hour';

/** Cards of the workshop itself: where nothing else stands, the work is done all the same. */
const UPKEEP: readonly TodayCardName[] = ['setup', 'upkeep', 'journalCheck', 'letters', 'locked'];

/** What the day begins with: what waits for whoever looks, what is late and what does not move, by what they may do. */
@Component({
  selector: 'app-today',
  imports: [
    AgendaCard,
    DemoPeople,
    DemoStart,
    EmptyState,
    FirstHour,
    Keycap,
    MatButton,
    MatIcon,
    PageHeader,
    ProblemState,
    RouterLink,
    RowKeys,
    Skeleton,
    StaleNote,
    TranslocoPipe,
  ],
  templateUrl: './today.html',
  styleUrl: './today.scss',
})
export class Today {
  private readonly session = inject(Session);
  private readonly preferences = inject(Preferences);
  protected readonly demo = inject(Demo);

  protected readonly mayWrite = computed(() => this.session.can('orders:write'));
  protected readonly mayReadOrders = computed(() => this.session.can('orders:read'));
  protected readonly isAtDesk = computed(() => this.session.can('supply:desk'));
  /** Whoever sets up the workshop is told how, until they hide it. */
  protected readonly hasFirstHour = computed(
    () => this.session.can('workshop:change') && !this.preferences.hidesFirstHour(),
  );
  protected readonly agenda = liveAgenda();

  /** Cards by their question: those with something in them have the room, of the others a line tells. */
  protected readonly groups = computed(() => {
    const cards = this.agenda.value()?.cards ?? [];
    return TODAY_GROUPS.map((key) => {
      const own = cards.filter(({ card }) => todayGroupOf(card) === key);
      return { key, filled: own.filter(({ total }) => total > 0), empty: own.filter(({ total }) => total === 0) };
    }).filter(({ filled, empty }) => filled.length + empty.length > 0);
  });
  protected readonly hasAny = computed(() => this.groups().some(({ filled }) => filled.length > 0));
  protected readonly isQuiet = computed(() =>
    this.groups().every(({ filled }) => filled.every(({ card }) => UPKEEP.includes(card))),
  );

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
