import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type WebhookEndpoint, WebhooksService } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { useShortcuts } from '../../core/keyboard/shortcuts';
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
import { HEALTH_LOOK, healthOf } from './webhook-states';
import { WebhookTasks } from './webhook-tasks';

/** Where events of the workshop are sent. */
@Component({
  selector: 'app-webhook-list',
  imports: [Cell, DataTable, FilterBar, Keycap, MatButton, MatIcon, PageHeader, StatusChip, TranslocoPipe, ViewTabs],
  templateUrl: './webhook-list.html',
})
export class WebhookList {
  private readonly api = inject(WebhooksService);
  private readonly router = inject(Router);
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);
  private readonly tasks = inject(WebhookTasks);

  protected readonly tabs = connectionTabs('webhooks');
  protected readonly look = HEALTH_LOOK;
  protected readonly healthOf = healthOf;
  protected readonly list = entityList<WebhookEndpoint>({
    sort: 'name',
    load: ({ page, pageSize, sort, q }) => this.api.listWebhooks({ page, pageSize, sort, ...(q && { q }) }),
    live: ['WebhookEndpoint'],
  });
  protected readonly columns: readonly Column<WebhookEndpoint>[] = [
    { key: 'name', header: 'connections.webhooks.field.name', isSortable: true, card: 'title' },
    { key: 'state', header: 'connections.webhooks.field.state', type: 'template', width: '170px', card: 'end' },
    { key: 'url', header: 'connections.webhooks.field.url', value: ({ url }) => hostOf(url), isFluid: true },
    {
      key: 'events',
      header: 'connections.webhooks.field.events',
      value: ({ events }) => this.i18n.t('connections.webhooks.eventCount', { count: events.length }),
      width: '130px',
    },
    {
      key: 'lastSuccessAt',
      header: 'connections.webhooks.field.lastSuccessAt',
      value: ({ lastSuccessAt }) => (lastSuccessAt ? this.formats.ago(lastSuccessAt) : ''),
      width: '150px',
    },
    {
      key: 'failingSince',
      header: 'connections.webhooks.field.failingSince',
      type: 'moment',
      hideBelow: 900,
      width: '150px',
    },
  ];
  protected readonly linkOf = ({ id }: WebhookEndpoint): string => `/connections/webhooks/${id}`;

  constructor() {
    useShortcuts([{ keys: 'KeyN', label: 'connections.webhooks.new', icon: 'add', run: () => void this.make() }]);
  }

  protected async make(): Promise<void> {
    const made = await this.tasks.make();
    if (made) await this.router.navigateByUrl(this.linkOf(made));
  }
}

/** Of an address what is no secret. */
function hostOf(url = ''): string {
  return URL.parse(url)?.host ?? '';
}
