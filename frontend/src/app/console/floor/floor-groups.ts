import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { FloorGroup } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { type Alarm, type FiguresRow, FiguresTable } from '../../ui/figures/figures-table';

const COUNTS = ['inProgress', 'waiting', 'paused', 'blocked', 'late'] as const;
const ALARMING: ReadonlySet<string> = new Set(['blocked', 'late']);

/** What is made at each work centre or on each route; its name narrows the page to it. */
@Component({
  selector: 'app-floor-groups',
  imports: [FiguresTable, TranslocoPipe],
  template: `
    <h2>{{ words().title | transloco }}</h2>
    <ui-figures-table [label]="words().title | transloco" [headers]="headers()" [rows]="rows()" />
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
  `,
})
export class FloorGroups {
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);

  readonly by = input.required<'workCentre' | 'routeId'>();
  readonly groups = input.required<readonly FloorGroup[]>();

  protected readonly words = computed(() =>
    this.by() === 'workCentre'
      ? { title: 'floor.workCentres', none: 'floor.noCentre' }
      : { title: 'floor.routes', none: 'floor.noRoute' },
  );
  protected readonly headers = computed(() => [
    `floor.of.${this.by()}`,
    ...COUNTS.map((name) => `floor.${name}`),
    'floor.left',
  ]);
  protected readonly rows = computed<FiguresRow[]>(() => {
    const most = Math.max(1, ...this.groups().map(({ parts }) => parts));
    return this.groups().map((group) => {
      const value = this.by() === 'workCentre' ? group.name : group.id;
      return {
        id: value ?? '',
        name: group.name ?? this.i18n.t(this.words().none),
        share: group.parts / most,
        figures: [...COUNTS.map((name) => this.figure(name, group[name])), this.hoursLeft(group)],
        ...(value !== undefined && { narrows: { [this.by()]: value } }),
      };
    });
  });

  private figure(name: string, count: number): string | Alarm {
    const written = count ? this.formats.number(count) : '–';
    return count && ALARMING.has(name) ? { alarm: written } : written;
  }

  /** Planned time in hours, to a tenth where they are few. */
  private hoursLeft({ plannedSeconds, earnedSeconds }: FloorGroup): string {
    const hours = (plannedSeconds - earnedSeconds) / 3_600;
    return this.i18n.t('floor.hours', { hours: this.formats.number(hours, hours < 10 ? 1 : 0) });
  }
}
