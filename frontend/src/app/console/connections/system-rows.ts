import { Component, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Connection, ConnectionsService, type ExchangeRow } from '@verstak/api';
import { CONNECTION_SUBJECTS, EXCHANGE_ROW_STATES } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { type Filter, choiceFilter, filterKeys } from '../../ui/filter-bar/filter';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import { entityList } from '../../ui/list/entity-list';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';
import { RowWords } from './row-words';
import { ROW_LOOK } from './system-states';
import { SystemTasks } from './system-tasks';

const PAGE_OF = { products: '/catalog', clients: '/clients', orders: '/orders' } as const;

/** What came of each document that was exchanged. */
@Component({
  selector: 'app-system-rows',
  imports: [Cell, DataTable, FilterBar, MatButton, MatIcon, RouterLink, StatusChip, TranslocoPipe],
  templateUrl: './system-rows.html',
  styleUrl: './connection-log.scss',
})
export class SystemRows {
  private readonly api = inject(ConnectionsService);
  private readonly i18n = inject(I18n);
  private readonly tasks = inject(SystemTasks);
  private readonly words = inject(RowWords);

  readonly system = input.required<Connection>();
  /** Something was taken again: how it goes with the connection may be another. */
  readonly changed = output();

  protected readonly look = ROW_LOOK;
  protected readonly filters: readonly Filter[] = [
    choiceFilter('state', 'connections.systems.field.row', EXCHANGE_ROW_STATES, 'connections.systems.row.'),
    choiceFilter('subject', 'connections.systems.field.subject', CONNECTION_SUBJECTS, 'connections.systems.subject.'),
  ];
  protected readonly list = entityList<ExchangeRow>({
    sort: '-at',
    filters: filterKeys(this.filters),
    of: () => this.system().id,
    load: ({ page, pageSize, filters }) => {
      const state = EXCHANGE_ROW_STATES.filter((one) => filters['state']?.includes(one));
      const subject = CONNECTION_SUBJECTS.filter((one) => filters['subject']?.includes(one));
      const narrowed = { ...(state.length && { state }), ...(subject.length && { subject }) };
      return this.api.listExchangeRows({ id: this.system().id, page, pageSize, ...narrowed });
    },
  });
  protected readonly columns: readonly Column<ExchangeRow>[] = [
    { key: 'at', header: 'connections.systems.field.at', type: 'moment', width: '150px' },
    { key: 'name', header: 'connections.systems.field.document', type: 'template', card: 'title', width: '220px' },
    { key: 'state', header: 'connections.systems.field.row', type: 'template', width: '160px', card: 'end' },
    {
      key: 'subject',
      header: 'connections.systems.field.subject',
      value: ({ subject, way }) => this.i18n.t(`connections.systems.way.${way}.${subject}`),
      width: '170px',
    },
    { key: 'told', header: 'connections.systems.field.told', value: (row) => this.words.told(row), isFluid: true },
    { key: 'act', header: 'connections.systems.field.act', type: 'template', width: '120px' },
  ];

  /** Reads again what came of documents. */
  reload(): void {
    this.list.reload();
  }

  protected pageOf({ subject, documentId }: ExchangeRow): string | undefined {
    return documentId && `${PAGE_OF[subject]}/${documentId}`;
  }

  protected async repeat({ id }: ExchangeRow): Promise<void> {
    if (await this.tasks.repeat(this.system(), id)) this.lookAgain();
  }

  protected async repeatAll(): Promise<void> {
    if (await this.tasks.repeatAll(this.system())) this.lookAgain();
  }

  private lookAgain(): void {
    this.list.reload();
    this.changed.emit();
  }
}
