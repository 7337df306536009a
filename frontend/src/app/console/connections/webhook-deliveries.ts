import { Component, effect, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  type ListWebhookDeliveries$Params,
  type WebhookDeliveryListItem,
  type WebhookEndpoint,
  WebhooksService,
} from '@verstak/api';
import { WEBHOOK_STATES, WEBHOOK_TYPES, addDays, startOfDay } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { Toasts } from '../../core/toasts/toasts';
import { Workshop } from '../../core/workshop/workshop';
import { Dialogs } from '../../ui/dialogs/dialogs';
import { type Filter, choiceFilter, filterKeys } from '../../ui/filter-bar/filter';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import { entityList } from '../../ui/list/entity-list';
import type { ListView } from '../../ui/list/list-view';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';
import { DELIVERY_LOOK } from './webhook-states';

/** While something waits to be sent, how often it is looked what has become of it. */
const LOOK_MS = 3_000;

/** What was sent to a webhook, or is to be. */
@Component({
  selector: 'app-webhook-deliveries',
  imports: [Cell, DataTable, FilterBar, MatButton, MatIcon, StatusChip, TranslocoPipe],
  templateUrl: './webhook-deliveries.html',
  styleUrl: './connection-log.scss',
})
export class WebhookDeliveries {
  private readonly api = inject(WebhooksService);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly i18n = inject(I18n);
  private readonly workshop = inject(Workshop);

  readonly webhook = input.required<WebhookEndpoint>();
  /** Something was sent: how it goes with the webhook may be another. */
  readonly changed = output();

  protected readonly look = DELIVERY_LOOK;
  protected readonly opens = (): boolean => true;
  protected readonly filters: readonly Filter[] = [
    choiceFilter('state', 'connections.webhooks.field.delivery', WEBHOOK_STATES, 'connections.webhooks.delivery.'),
    choiceFilter('type', 'connections.webhooks.field.type', WEBHOOK_TYPES, 'connections.webhooks.event.'),
    { kind: 'period', key: 'at', label: 'connections.webhooks.field.at' },
  ];
  protected readonly list = entityList<WebhookDeliveryListItem>({
    sort: '-at',
    filters: filterKeys(this.filters),
    of: () => this.webhook().id,
    load: ({ page, pageSize, filters }) =>
      this.api.listWebhookDeliveries({ id: this.webhook().id, page, pageSize, ...this.queryOf(filters) }),
  });
  protected readonly columns: readonly Column<WebhookDeliveryListItem>[] = [
    { key: 'at', header: 'connections.webhooks.field.at', type: 'moment', width: '150px' },
    { key: 'type', header: 'connections.webhooks.field.type', value: (one) => this.titleOf(one), card: 'title' },
    { key: 'state', header: 'connections.webhooks.field.delivery', type: 'template', width: '150px', card: 'end' },
    { key: 'answer', header: 'connections.webhooks.field.answer', value: (one) => this.answerOf(one), isFluid: true },
    { key: 'attemptCount', header: 'connections.webhooks.field.attemptCount', width: '110px' },
    { key: 'dueAt', header: 'connections.webhooks.field.dueAt', type: 'moment', hideBelow: 1100, width: '150px' },
  ];

  constructor() {
    effect((onCleanup) => {
      if (!this.list.rows().some(({ state }) => state === 'waiting')) return;
      const timer = setTimeout(() => this.lookAgain(), LOOK_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }

  protected async test(): Promise<void> {
    const sent = await this.toasts.attempt(async () => this.api.testWebhook({ id: this.webhook().id }));
    if (!sent) return;
    this.toasts.say('connections.webhooks.testing');
    this.lookAgain();
  }

  protected async open({ id }: WebhookDeliveryListItem): Promise<void> {
    const { WebhookDeliveryDialog } = await import('./webhook-delivery-dialog');
    const data = { webhook: this.webhook(), id };
    if (await this.dialogs.open<boolean>(WebhookDeliveryDialog, { data, width: '720px' })) this.lookAgain();
  }

  protected async sendAgain(): Promise<void> {
    const { WebhookAgainDialog } = await import('./webhook-again-dialog');
    const count = await this.dialogs.open<number>(WebhookAgainDialog, { data: this.webhook(), width: '520px' });
    if (count === undefined) return;
    this.toasts.say('connections.webhooks.sendingAgain', { count });
    this.lookAgain();
  }

  private lookAgain(): void {
    this.list.reload();
    this.changed.emit();
  }

  private titleOf({ type, number }: WebhookDeliveryListItem): string {
    const event = this.i18n.t(`connections.webhooks.event.${type}`);
    return number ? `${event}, ${this.i18n.t('ui.numbered', { number })}` : event;
  }

  private answerOf({ lastStatus, lastFault }: WebhookDeliveryListItem): string {
    return lastFault ? this.i18n.t(`connections.webhooks.fault.${lastFault}`) : `${lastStatus ?? ''}`;
  }

  /** What the address says, as the API is asked; days are the workshop's, the last one included. */
  private queryOf(filters: ListView['filters']): Omit<ListWebhookDeliveries$Params, 'id'> {
    const { timeZone } = this.workshop.settings();
    const chosen = <T extends string>(name: string, known: readonly T[]): T[] | undefined =>
      filters[name] && known.filter((value) => filters[name]?.includes(value));
    const [state, type] = [chosen('state', WEBHOOK_STATES), chosen('type', WEBHOOK_TYPES)];
    const [from, to] = [filters['atFrom']?.[0], filters['atTo']?.[0]];
    return {
      ...(state && { state }),
      ...(type && { type }),
      ...(from && { from: startOfDay(from, timeZone).toISOString() }),
      ...(to && { to: startOfDay(addDays(to, 1), timeZone).toISOString() }),
    };
  }
}
