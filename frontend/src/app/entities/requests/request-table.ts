import { Component, booleanAttribute, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { SupplyRequestListItem } from '@verstak/api';
import type { EntityList } from '../../ui/list/entity-list';
import { CalendarDayPipe } from '../../ui/pipes/format-pipes';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';
import { RequestStatusChip } from './request-status';

const COLUMNS: readonly Column<SupplyRequestListItem>[] = [
  { key: 'number', header: 'requests.field.number', type: 'number', isSortable: true, width: '72px' },
  { key: 'supplierName', header: 'suppliers.one', isSortable: true, card: 'title' },
  { key: 'status', header: 'requests.field.status', type: 'template', isSortable: true, card: 'end', width: '150px' },
  { key: 'items', header: 'requests.field.items', type: 'template', isFluid: true },
  { key: 'cost', header: 'requests.field.cost', type: 'money', isSortable: true, permission: 'stock:cost' },
  { key: 'dueDay', header: 'requests.field.dueDay', type: 'template', isSortable: true, width: '120px' },
  { key: 'orderNumber', header: 'requests.field.order', type: 'template', hideBelow: 1300, width: '100px' },
  { key: 'requesterName', header: 'requests.field.requester', isSortable: true, hideBelow: 1100 },
  { key: 'createdAt', header: 'requests.field.createdAt', type: 'day', isSortable: true, hideBelow: 1100 },
  { key: 'sentAt', header: 'requests.field.sentAt', type: 'day', isSortable: true, isOptional: true },
];

/** Requests as a table: of all suppliers, or of one. */
@Component({
  selector: 'app-request-table',
  imports: [CalendarDayPipe, Cell, DataTable, RequestStatusChip, TranslocoPipe],
  template: `
    <ui-data-table
      [name]="name()"
      [isSelectable]="isSelectable()"
      emptyIcon="inbox"
      [label]="'requests.place' | transloco"
      [list]="list()"
      [columns]="columns()"
      [link]="linkOf"
      [emptyHeading]="'requests.empty' | transloco"
      [emptyText]="'requests.emptyText' | transloco"
    >
      <ng-template uiCell="status" [uiCellOf]="columns()" let-row>
        <app-request-status [status]="row.status" />
      </ng-template>
      <ng-template uiCell="items" [uiCellOf]="columns()" let-row>{{ wordsOf(row) }}</ng-template>
      <ng-template uiCell="dueDay" [uiCellOf]="columns()" let-row>
        @if (row.dueDay) {
          <span [class.late]="row.status === 'in_process' && row.dueDay < today()">{{ row.dueDay | calendarDay }}</span>
        }
      </ng-template>
      <ng-template uiCell="orderNumber" [uiCellOf]="columns()" let-row>
        @if (row.orderNumber) {
          {{ 'ui.numbered' | transloco: { number: row.orderNumber } }}
        }
      </ng-template>
      <ng-content ngProjectAs="[slot=empty]" select="[slot=empty]" />
    </ui-data-table>
  `,
  styles: `
    .late {
      color: var(--mat-sys-error);
      font-weight: 550;
    }
  `,
})
export class RequestTable {
  readonly list = input.required<EntityList<SupplyRequestListItem>>();
  /** What its columns are remembered by. */
  readonly name = input('requests');
  readonly isSelectable = input(false, { transform: booleanAttribute });
  /** They are those of one supplier, who need not be named. */
  readonly isOfOne = input(false);
  readonly today = input.required<string>();

  protected readonly columns = computed(() => COLUMNS.filter(({ key }) => key !== 'supplierName' || !this.isOfOne()));
  protected readonly linkOf = ({ id }: SupplyRequestListItem): string => `/requests/${id}`;

  /** What is asked for, the first of it by name. */
  protected wordsOf({ items }: SupplyRequestListItem): string {
    const names = items.slice(0, SHOWN).map(({ name }) => name);
    return [names.join(', '), ...(items.length > SHOWN ? [`+${items.length - SHOWN}`] : [])].join(' ');
  }
}

/** Items that are named in a row. */
const SHOWN = 3;
