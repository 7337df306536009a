import { Component, DestroyRef, afterNextRender, computed, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Weekday, WEEKDAYS, hoursRuns, openStateAt } from '@verstak/domain';
import { Language } from '../core/language';
import { Shop } from '../core/shop';

/** How often a page that stays open looks at the clock. */
const PAUSE = 30_000;
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;

/** When the workshop is open, by its own clock, and whether it is now. */
@Component({
  selector: 'shop-opening-hours',
  imports: [TranslocoPipe],
  template: `
    @if (runs().length) {
      <h2>{{ 'shop.hours.title' | transloco }}</h2>
      <p class="now">{{ 'shop.hours.' + state().key | transloco: state().params }}</p>
      <dl>
        @for (run of runs(); track run.days) {
          <div>
            <dt>{{ run.days }}</dt>
            <dd>{{ run.hours || ('shop.hours.dayOff' | transloco) }}</dd>
          </div>
        }
      </dl>
    }
  `,
  styles: `
    h2 {
      font-size: inherit;
    }
    .now {
      color: var(--mat-sys-on-surface);
    }
    dl > div {
      display: flex;
      gap: 12px;
    }
    dt {
      min-width: 56px;
    }
    dd {
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class OpeningHours {
  private readonly shop = inject(Shop);
  private readonly language = inject(Language).current;
  private readonly now = signal(new Date());

  private readonly hours = computed(() => this.shop.about()?.openingHours ?? {});
  protected readonly runs = computed(() =>
    hoursRuns(this.hours()).map(({ from, to, hours }) => ({
      days: from === to ? this.nameOf(from) : `${this.nameOf(from)}–${this.nameOf(to)}`,
      hours,
    })),
  );
  /** Which sentence says how it stands now, and what it is told. */
  protected readonly state = computed((): { key: string; params: Record<string, string> } => {
    const state = openStateAt(this.hours(), this.shop.about()?.timeZone ?? 'UTC', this.now());
    if (state.isOpen)
      return state.until ? { key: 'until', params: { time: state.until } } : { key: 'always', params: {} };
    const { day, inDays, at } = state.from ?? { day: 'monday', inDays: 0, at: '' };
    const key = inDays === 0 ? 'today' : inDays === 1 ? 'tomorrow' : `from.${day}`;
    return { key, params: { time: at } };
  });

  constructor() {
    const destroyed = inject(DestroyRef);
    afterNextRender(() => {
      const timer = setInterval(() => this.now.set(new Date()), PAUSE);
      destroyed.onDestroy(() => clearInterval(timer));
    });
  }

  private nameOf(day: Weekday): string {
    const format = new Intl.DateTimeFormat(this.language, { weekday: 'short', timeZone: 'UTC' });
    return format.format(MONDAY + WEEKDAYS.indexOf(day) * DAY);
  }
}
