import { Component, DestroyRef, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Floor as FloorAnswer, type GetFloor$Params, ProductionService } from '@verstak/api';
import { spellElapsed } from '../../entities/parts/elapsed-time';
import { OrderProgress } from '../../entities/orders/order-progress';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { liveResource } from '../../core/live/live-resource';
import { Session } from '../../core/session/session';
import { Avatar } from '../../ui/avatar/avatar';
import { PageHeader } from '../../ui/page-header/page-header';
import { DueDate } from '../../ui/pipes/due-date';
import { EmptyState } from '../../ui/states/empty-state';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { StaleNote } from '../../ui/states/stale-note';
import { FloorGroups } from './floor-groups';
import { FloorParts } from './floor-parts';

/** The server counts no more often. */
const PAUSE = 500;
/** How often the page looks at the clock: nothing on it is finer than a minute. */
const TICK = 20_000;

const COUNTS = ['inProgress', 'waiting', 'paused', 'blocked', 'late', 'held'] as const;
const NARROWING = ['orderId', 'routeId', 'workCentre', 'workerId'] as const;

/** The shop floor now: what is made where and by whom, what is late and what stands. The address holds what is shown. */
@Component({
  selector: 'app-floor',
  imports: [
    Avatar,
    DueDate,
    EmptyState,
    FloorGroups,
    FloorParts,
    MatButton,
    MatIcon,
    OrderProgress,
    PageHeader,
    ProblemState,
    RouterLink,
    Skeleton,
    StaleNote,
    TranslocoPipe,
  ],
  templateUrl: './floor.html',
  styleUrls: ['../../ui/link-card/link-card.scss', './floor.scss'],
})
export class Floor {
  private readonly api = inject(ProductionService);
  private readonly i18n = inject(I18n);
  private readonly session = inject(Session);
  protected readonly formats = inject(Formats);

  /** All from the address. */
  readonly orderId = input<string>();
  readonly routeId = input<string>();
  readonly workCentre = input<string>();
  readonly workerId = input<string>();

  private readonly query = computed<GetFloor$Params>(() => {
    const asked = NARROWING.flatMap((name) => (this[name]() ? [[name, this[name]()]] : []));
    return Object.fromEntries(asked) as GetFloor$Params; // by the names of the filters
  });
  protected readonly floor = liveResource({
    params: () => this.query(),
    load: (query) => this.api.getFloor(query),
    live: ['Part', 'Order'],
    pause: PAUSE,
    keeps: () => true,
  });
  protected readonly now = signal(new Date());

  protected readonly mayReadOrders = computed(() => this.session.may(['read', 'Order']));
  protected readonly counts = computed(() => {
    const counts = this.floor.value()?.counts;
    return COUNTS.map((name) => ({ name, count: counts?.[name] ?? 0 })).filter(
      ({ name, count }) => count || name === 'inProgress' || name === 'waiting',
    );
  });
  /** What the page is narrowed to, by name. */
  protected readonly narrowed = computed(() => {
    const floor = this.floor.value();
    return NARROWING.flatMap((name) => {
      const value = this[name]();
      if (!value) return [];
      return [{ name, without: { [name]: null }, value: floor ? this.nameOf(name, value, floor) : value }];
    });
  });
  protected readonly people = computed(() =>
    (this.floor.value()?.people ?? []).map((person) => ({
      ...person,
      working: person.working.map((part) => ({
        ...part,
        what: [part.stageName, part.workCentre].filter(Boolean).join(' · '),
        time: part.startedAt && this.spell(part.startedAt),
      })),
    })),
  );

  constructor() {
    const timer = setInterval(() => this.now.set(new Date()), TICK);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  private spell(since: string): string {
    return spellElapsed(since, this.now(), (key, params) => this.i18n.t(key, params));
  }

  /** An id stands for what it names, as far as the page shows it. */
  private nameOf(name: (typeof NARROWING)[number], value: string, floor: FloorAnswer): string {
    switch (name) {
      case 'orderId': {
        const number = floor.orders.find(({ id }) => id === value)?.number;
        return number ? this.i18n.t('ui.numbered', { number }) : '';
      }
      case 'routeId':
        return floor.routes.find(({ id }) => id === value)?.name ?? '';
      case 'workerId':
        return floor.people.find(({ id }) => id === value)?.name ?? '';
      case 'workCentre':
        return value;
    }
  }
}
