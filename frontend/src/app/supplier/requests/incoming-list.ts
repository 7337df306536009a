import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { type DeskRequestListItem, SupplierDeskService } from '@verstak/api';
import { liveResource } from '../../core/live/live-resource';
import { RequestStatusChip } from '../../entities/requests/request-status';
import { entityList } from '../../ui/list/entity-list';
import { PageHeader } from '../../ui/page-header/page-header';
import { MomentPipe } from '../../ui/pipes/format-pipes';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';
import { ViewTabs } from '../../ui/view-tabs/view-tabs';

/** What the workshop asks for, the latest first; what waits for an answer is counted. */
@Component({
  selector: 'app-incoming-list',
  imports: [Cell, DataTable, MomentPipe, PageHeader, RequestStatusChip, TranslocoPipe, ViewTabs],
  template: `
    <ui-page-header [heading]="'incoming.place' | transloco" [count]="list.total()" />
    <ui-view-tabs [tabs]="tabs()" [label]="'incoming.place' | transloco" />
    <ui-data-table
      name="incoming"
      emptyIcon="inbox"
      [label]="'incoming.place' | transloco"
      [list]="list"
      [columns]="columns"
      [link]="linkOf"
      [emptyHeading]="'incoming.empty' | transloco"
      [emptyText]="'incoming.emptyText' | transloco"
    >
      <ng-template uiCell="items" [uiCellOf]="columns" let-row>{{ wordsOf(row) }}</ng-template>
      <ng-template uiCell="waiting" [uiCellOf]="columns" let-row>
        @if (waitingOf(row); as count) {
          <strong>{{ 'incoming.waiting' | transloco: { count } }}</strong>
        }
      </ng-template>
      <ng-template uiCell="sentAt" [uiCellOf]="columns" let-row>{{ row.sentAt | moment }}</ng-template>
      <ng-template uiCell="status" [uiCellOf]="columns" let-row
        ><app-request-status [status]="row.status"
      /></ng-template>
    </ui-data-table>
  `,
})
export class IncomingList {
  private readonly api = inject(SupplierDeskService);

  protected readonly list = entityList<DeskRequestListItem>({
    sort: '',
    filters: ['isUnanswered'],
    load: ({ page, pageSize, filters }) =>
      this.api.listDeskRequests({ page, pageSize, ...(filters['isUnanswered'] && { isUnanswered: true }) }),
    live: ['SupplyRequest'],
  });
  private readonly unanswered = liveResource({
    params: () => true,
    load: async () => (await this.api.listDeskRequests({ isUnanswered: true, pageSize: 1 })).total,
    live: ['SupplyRequest'],
  });
  protected readonly tabs = computed(() => {
    const isUnanswered = !!this.list.view().filters['isUnanswered'];
    const params = (value: string | null): Record<string, string | null> => ({ isUnanswered: value, page: null });
    return [
      { key: 'all', label: 'incoming.all', params: params(null), isCurrent: !isUnanswered },
      {
        key: 'unanswered',
        label: 'incoming.unanswered',
        params: params('true'),
        isCurrent: isUnanswered,
        count: this.unanswered.value(),
        isAlarming: true,
      },
    ];
  });
  protected readonly columns: readonly Column<DeskRequestListItem>[] = [
    { key: 'number', header: 'requests.field.number', type: 'number', width: '72px', card: 'title' },
    { key: 'items', header: 'requests.field.items', type: 'template', isFluid: true },
    { key: 'waiting', header: 'incoming.unanswered', type: 'template', width: '150px' },
    { key: 'requesterName', header: 'requests.field.requester', hideBelow: 900 },
    { key: 'sentAt', header: 'incoming.came', type: 'template', width: '150px' },
    { key: 'status', header: 'requests.field.status', type: 'template', card: 'end', width: '150px' },
  ];
  protected readonly linkOf = ({ id }: DeskRequestListItem): string => `/supply/requests/${id}`;
  protected readonly wordsOf = ({ items }: DeskRequestListItem): string => items.map(({ name }) => name).join(', ');
  protected readonly waitingOf = ({ items, status }: DeskRequestListItem): number =>
    status === 'in_process' ? items.filter(({ state }) => state === 'waiting').length : 0;
}
