import { Component, computed, effect, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type WebhookEndpoint, WebhooksService } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { liveResource } from '../../core/live/live-resource';
import { LastViews } from '../../core/platform/last-views';
import { PageTitle } from '../../core/platform/page-title';
import { PageHeader } from '../../ui/page-header/page-header';
import { DocumentState } from '../../ui/states/document-state';
import { NoteBar } from '../../ui/states/note-bar';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { WebhookDeliveries } from './webhook-deliveries';
import { withoutSecrets } from './shown-address';
import { HEALTH_LOOK, healthOf } from './webhook-states';
import { WebhookTasks } from './webhook-tasks';

/** One thing that is told of a webhook. */
interface Fact {
  key: 'url' | 'lastSuccessAt' | 'failingSince' | 'restsUntil' | 'formerSecretUntil' | 'events';
  value: string;
}

/** One webhook: how it goes, and what was sent there. */
@Component({
  selector: 'app-webhook-page',
  imports: [
    DocumentState,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    NoteBar,
    PageHeader,
    StatusChip,
    TranslocoPipe,
    WebhookDeliveries,
  ],
  templateUrl: './webhook-page.html',
  styleUrls: ['../../ui/details/details.scss', './connection-page.scss'],
})
export class WebhookPage {
  private readonly api = inject(WebhooksService);
  private readonly formats = inject(Formats);
  private readonly i18n = inject(I18n);
  private readonly router = inject(Router);
  protected readonly tasks = inject(WebhookTasks);
  protected readonly list = inject(LastViews).to('/connections/webhooks');
  protected readonly look = HEALTH_LOOK;
  protected readonly healthOf = healthOf;

  /** From the address. */
  readonly id = input.required<string>();

  protected readonly webhook = liveResource({
    params: () => this.id(),
    load: (id) => this.api.getWebhook({ id }),
    live: ['WebhookEndpoint'],
    hears: ({ id }) => id === this.id(),
  });
  protected readonly facts = computed((): Fact[] => {
    const webhook = this.webhook.value();
    if (!webhook) return [];
    const { url, events, lastSuccessAt, failingSince, restsUntil, formerSecretUntil } = webhook;
    const moment = (key: Fact['key'], at?: string): Fact[] => (at ? [{ key, value: this.formats.moment(at) }] : []);
    return [
      { key: 'url', value: withoutSecrets(url) },
      ...moment('lastSuccessAt', lastSuccessAt),
      ...moment('failingSince', failingSince),
      ...moment('restsUntil', ahead(restsUntil)),
      ...moment('formerSecretUntil', ahead(formerSecretUntil)),
      {
        key: 'events',
        value: events.map((event) => this.i18n.t(`connections.webhooks.event.${event}`)).join(', '),
      },
    ];
  });

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const webhook = this.webhook.value();
      if (webhook) title.say(webhook.name);
    });
  }

  protected async edit(webhook: WebhookEndpoint): Promise<void> {
    if (await this.tasks.edit(webhook)) this.webhook.reload();
  }

  protected async renewSecret(webhook: WebhookEndpoint): Promise<void> {
    await this.tasks.renewSecret(webhook);
    this.webhook.reload();
  }

  protected async switch(webhook: WebhookEndpoint): Promise<void> {
    const switched = await this.tasks.switch(webhook, !webhook.isOn);
    if (switched) this.webhook.put(switched);
  }

  protected async delete(webhook: WebhookEndpoint): Promise<void> {
    if (await this.tasks.delete(webhook)) await this.router.navigateByUrl('/connections/webhooks');
  }
}

/** An instant that is still to come. */
function ahead(at: string | undefined): string | undefined {
  return at && Date.parse(at) > Date.now() ? at : undefined;
}
