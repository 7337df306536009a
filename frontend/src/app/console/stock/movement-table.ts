import { Component, computed, inject, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Movement } from '@verstak/api';
import type { MovementKind } from '@verstak/domain';
import { Session } from '../../core/session/session';
import type { EntityList } from '../../ui/list/entity-list';
import { CalendarDayPipe, QuantityPipe } from '../../ui/pipes/format-pipes';
import { StatusChip, type StatusLook } from '../../ui/status-chip/status-chip';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';
import { StockActs, isReversible } from './stock-acts';

/** How each movement looks; told apart without colour by icon and word. */
const LOOKS: Record<MovementKind, StatusLook> = {
  receipt: { tone: 'good', icon: 'download' },
  issue: { tone: 'info', icon: 'upload' },
  return: { tone: 'info', icon: 'restore' },
  write_off: { tone: 'warn', icon: 'minus' },
  stocktake: { tone: 'active', icon: 'check-all' },
  reversal: { tone: 'neutral', icon: 'undo' },
};

const COLUMNS: readonly Column<Movement>[] = [
  { key: 'kind', header: 'stock.field.kind', type: 'template', isSortable: true, card: 'end', width: '180px' },
  { key: 'stockItemName', header: 'stock.field.item', type: 'template', card: 'title', isFluid: true },
  { key: 'day', header: 'stock.field.day', type: 'template', isSortable: true, width: '110px' },
  { key: 'quantity', header: 'stock.field.quantity', type: 'template', isSortable: true, align: 'end', width: '110px' },
  { key: 'balance', header: 'stock.field.balance', type: 'number', width: '96px', hideBelow: 700 },
  { key: 'unitCost', header: 'stock.field.cost', type: 'money', permission: 'stock:cost', hideBelow: 1300 },
  { key: 'why', header: 'stock.field.why', type: 'template', isFluid: true },
  { key: 'doneByName', header: 'stock.field.doneBy', hideBelow: 1100 },
  { key: 'createdAt', header: 'stock.field.createdAt', type: 'moment', isSortable: true, isOptional: true },
  { key: 'act', header: 'stock.reverse.short', type: 'template', width: '88px' },
];

/** How the stock came and went; also on the page of one thing. */
@Component({
  selector: 'app-movement-table',
  imports: [
    CalendarDayPipe,
    Cell,
    DataTable,
    MatIcon,
    MatIconButton,
    MatTooltip,
    QuantityPipe,
    RouterLink,
    StatusChip,
    TranslocoPipe,
  ],
  templateUrl: './movement-table.html',
})
export class MovementTable {
  private readonly session = inject(Session);
  private readonly acts = inject(StockActs);

  readonly list = input.required<EntityList<Movement>>();
  /** They are those of one thing, which need not be named. */
  readonly isOfOne = input(false);
  /** One was taken back. */
  readonly changed = output();

  protected readonly columns = computed(() =>
    COLUMNS.filter(({ key }) => (key !== 'act' || this.mayWrite()) && (key !== 'stockItemName' || !this.isOfOne())),
  );
  protected readonly looks = LOOKS;
  protected readonly isReversible = isReversible;
  protected readonly mayReadOrders = computed(() => this.session.may(['read', 'Order']));
  private readonly mayWrite = computed(() => this.session.can('stock:write'));

  protected reverse(movement: Movement): void {
    void this.acts.reverse(movement, () => {
      this.list().reload();
      this.changed.emit();
    });
  }
}
