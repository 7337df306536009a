import { Component, computed, inject, input } from '@angular/core';
import { type Params, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { FloorGroup } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';

/** What is made at each work centre or on each route; its name narrows the page to it. */
@Component({
  selector: 'app-floor-groups',
  imports: [RouterLink, TranslocoPipe],
  template: `
    <h2 [id]="'floor-' + by()">{{ (by() === 'workCentre' ? 'floor.workCentres' : 'floor.routes') | transloco }}</h2>
    <div class="scroll" tabindex="0" role="group" [attr.aria-labelledby]="'floor-' + by()">
      <table [attr.aria-labelledby]="'floor-' + by()">
        <thead>
          <tr>
            <th scope="col">{{ 'floor.of.' + (by() === 'workCentre' ? 'workCentre' : 'routeId') | transloco }}</th>
            @for (column of columns; track column) {
              <th scope="col" class="end">{{ 'floor.' + column | transloco }}</th>
            }
            <th scope="col" class="end">{{ 'floor.left' | transloco }}</th>
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track row.name) {
            <tr>
              <th scope="row" [style.--share.%]="row.share * 100">
                @if (row.params; as params) {
                  <a routerLink="." [queryParams]="params" queryParamsHandling="merge">{{ row.name }}</a>
                } @else {
                  <span class="muted">{{ row.name }}</span>
                }
              </th>
              @for (column of columns; track column) {
                <td class="end" [class.alarm]="isAlarm(column) && row.group[column]">
                  {{ row.group[column] ? formats.number(row.group[column]) : '–' }}
                </td>
              }
              <td class="end">{{ row.left }}</td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styleUrls: ['../../ui/figures/figures.scss', './floor-groups.scss'],
})
export class FloorGroups {
  private readonly i18n = inject(I18n);
  protected readonly formats = inject(Formats);

  readonly by = input.required<'workCentre' | 'routeId'>();
  readonly groups = input.required<readonly FloorGroup[]>();

  protected readonly columns = ['inProgress', 'waiting', 'paused', 'blocked', 'late'] as const;
  protected readonly rows = computed(() => {
    const most = Math.max(1, ...this.groups().map(({ parts }) => parts));
    return this.groups().map((group) => ({
      group,
      name: group.name ?? this.i18n.t(this.by() === 'workCentre' ? 'floor.noCentre' : 'floor.noRoute'),
      params: this.paramsOf(group),
      share: group.parts / most,
      left: this.hours(group.plannedSeconds - group.earnedSeconds),
    }));
  });

  protected isAlarm(column: (typeof this.columns)[number]): boolean {
    return column === 'blocked' || column === 'late';
  }

  private paramsOf({ id, name }: FloorGroup): Params | undefined {
    const value = this.by() === 'workCentre' ? name : id;
    return value === undefined ? undefined : { [this.by()]: value };
  }

  /** Planned time in hours, to a tenth where they are few. */
  private hours(seconds: number): string {
    const hours = seconds / 3_600;
    return this.i18n.t('floor.hours', { hours: this.formats.number(hours, hours < 10 ? 1 : 0) });
  }
}
