import { Component, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { ProductionService, type WorkListItem } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { Workshop } from '../../core/workshop/workshop';
import { spellMinutes } from '../../entities/parts/worked-time';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import { entityList } from '../../ui/list/entity-list';
import { PageHeader } from '../../ui/page-header/page-header';
import { QuantityPipe } from '../../ui/pipes/format-pipes';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';
import { WORK_FILTERS, WorkFilters, workQuery } from './work-filters';

/** The stretches of work on all parts: who worked at which stage of which part, for how long, and what came of it. */
@Component({
  selector: 'app-work-list',
  imports: [Cell, DataTable, FilterBar, PageHeader, QuantityPipe, TranslocoPipe],
  template: `
    <ui-page-header [heading]="'parts.passes' | transloco" [count]="list.total()" />
    <ui-filter-bar [list]="list" [filters]="filters" [hasSearch]="false" />
    <ui-data-table
      name="work"
      emptyIcon="clock"
      [label]="'parts.passes' | transloco"
      [list]="list"
      [columns]="columns"
      [link]="linkOf"
      [emptyHeading]="'parts.passesEmpty' | transloco"
      [emptyText]="'parts.workEmpty' | transloco"
    >
      <ng-template uiCell="time" [uiCellOf]="columns" let-pass>{{ timeOf(pass) }}</ng-template>
      <ng-template uiCell="good" [uiCellOf]="columns" let-pass>{{ pass.good | quantity: pass.unit ?? '' }}</ng-template>
      <ng-template uiCell="scrapped" [uiCellOf]="columns" let-pass>
        @if (pass.scrapped) {
          {{ pass.scrapped | quantity: pass.unit ?? '' }}
        }
      </ng-template>
    </ui-data-table>
  `,
})
export class WorkList {
  private readonly api = inject(ProductionService);
  private readonly i18n = inject(I18n);
  private readonly workshop = inject(Workshop);
  protected readonly filters = inject(WorkFilters).all;

  protected readonly list = entityList<WorkListItem>({
    sort: '-endedAt',
    filters: WORK_FILTERS,
    load: (view) => {
      const { page, pageSize, sort } = view;
      return this.api.listWork({ page, pageSize, sort, ...workQuery(view, this.workshop.settings().timeZone) });
    },
    live: ['StagePass'],
  });
  protected readonly columns: readonly Column<WorkListItem>[] = [
    { key: 'partNumber', header: 'parts.field.number', type: 'number', hideBelow: 900, card: 'none', width: '64px' },
    { key: 'partTitle', header: 'parts.field.title', card: 'title', isFluid: true },
    { key: 'stageName', header: 'parts.field.stageName' },
    { key: 'masterName', header: 'parts.pass.masterName' },
    { key: 'startedAt', header: 'parts.pass.startedAt', type: 'moment', isSortable: true },
    { key: 'endedAt', header: 'parts.pass.endedAt', type: 'moment', isSortable: true },
    { key: 'time', header: 'parts.pass.time', type: 'template', align: 'end', width: '110px' },
    { key: 'good', header: 'parts.pass.good', type: 'template', align: 'end' },
    { key: 'scrapped', header: 'parts.pass.scrapped', type: 'template', align: 'end' },
  ];
  protected readonly linkOf = ({ partId }: WorkListItem): string => `/parts/${partId}`;

  /** How long it took; nothing while it goes on. */
  protected timeOf({ startedAt, endedAt }: WorkListItem): string {
    if (!endedAt) return '';
    const minutes = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 60_000);
    return spellMinutes(minutes, (key, params) => this.i18n.t(key, params));
  }
}
