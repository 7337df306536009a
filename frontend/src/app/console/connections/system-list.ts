import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Connection, ConnectionsService } from '@verstak/api';
import { CONNECTION_KINDS } from '@verstak/domain';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { type Filter, choiceFilter, filterKeys } from '../../ui/filter-bar/filter';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import { Keycap } from '../../ui/keycap/keycap';
import { entityList } from '../../ui/list/entity-list';
import { PageHeader } from '../../ui/page-header/page-header';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';
import { ViewTabs } from '../../ui/view-tabs/view-tabs';
import { connectionTabs } from './connection-tabs';
import { SYSTEM_LOOK, healthOf } from './system-states';
import { SystemTasks } from './system-tasks';

/** The systems that the workshop exchanges with. */
@Component({
  selector: 'app-system-list',
  imports: [Cell, DataTable, FilterBar, Keycap, MatButton, MatIcon, PageHeader, StatusChip, TranslocoPipe, ViewTabs],
  templateUrl: './system-list.html',
})
export class SystemList {
  private readonly api = inject(ConnectionsService);
  private readonly router = inject(Router);
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);
  private readonly tasks = inject(SystemTasks);

  protected readonly tabs = connectionTabs('systems');
  protected readonly look = SYSTEM_LOOK;
  protected readonly healthOf = healthOf;
  protected readonly filters: readonly Filter[] = [
    choiceFilter('kind', 'connections.systems.field.kind', CONNECTION_KINDS, 'connections.systems.kind.'),
  ];
  protected readonly list = entityList<Connection>({
    sort: 'name',
    filters: filterKeys(this.filters),
    load: ({ page, pageSize, sort, q, filters }) => {
      const kind = CONNECTION_KINDS.filter((one) => filters['kind']?.includes(one));
      return this.api.listConnections({ page, pageSize, sort, ...(q && { q }), ...(kind.length && { kind }) });
    },
    live: ['Connection'],
  });
  protected readonly columns: readonly Column<Connection>[] = [
    { key: 'name', header: 'connections.systems.field.name', isSortable: true, card: 'title', isFluid: true },
    { key: 'state', header: 'connections.systems.field.state', type: 'template', width: '190px', card: 'end' },
    {
      key: 'kind',
      header: 'connections.systems.field.kind',
      value: ({ kind }) => this.i18n.t(`connections.systems.kind.${kind}`),
      isSortable: true,
      width: '150px',
    },
    {
      key: 'exchanges',
      header: 'connections.systems.field.exchanges',
      value: ({ exchanges }) =>
        exchanges.map(({ subject }) => this.i18n.t(`connections.systems.subject.${subject}`)).join(', '),
      isFluid: true,
    },
    {
      key: 'lastSuccessAt',
      header: 'connections.systems.field.lastSuccessAt',
      value: ({ lastSuccessAt }) => (lastSuccessAt ? this.formats.ago(lastSuccessAt) : ''),
      width: '150px',
    },
    {
      key: 'refused',
      header: 'connections.systems.field.refused',
      value: ({ refused }) => (refused ? String(refused) : ''),
      width: '110px',
    },
  ];
  protected readonly linkOf = ({ id }: Connection): string => `/connections/systems/${id}`;

  constructor() {
    useShortcuts([{ keys: 'KeyN', label: 'connections.systems.new', icon: 'add', run: () => void this.make() }]);
  }

  protected async make(): Promise<void> {
    const made = await this.tasks.make();
    if (made) await this.router.navigateByUrl(this.linkOf(made));
  }
}
