import { Service, inject } from '@angular/core';
import { type WebhookEndpoint, type WebhookEndpointWithSecret, WebhooksService } from '@verstak/api';
import { Toasts } from '../../core/toasts/toasts';
import { Dialogs } from '../../ui/dialogs/dialogs';
import { tellSecret } from './tell-secret';

/** What is done with webhooks. */
@Service()
export class WebhookTasks {
  private readonly api = inject(WebhooksService);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);

  /** Makes one, and shows its secret; `undefined` where nothing was made. */
  async make(): Promise<WebhookEndpoint | undefined> {
    const made = await this.ask<WebhookEndpointWithSecret>();
    if (made) await this.show(made);
    return made;
  }

  /** Changes one; `undefined` where nothing was changed. */
  async edit(webhook: WebhookEndpoint): Promise<WebhookEndpoint | undefined> {
    return this.ask<WebhookEndpoint>(webhook);
  }

  /** Gives one a new secret, and shows it. */
  async renewSecret({ id, name }: WebhookEndpoint): Promise<void> {
    const isAgreed = await this.dialogs.confirm({
      title: 'connections.webhooks.renewing.title',
      text: 'connections.webhooks.renewing.text',
      action: 'connections.webhooks.renew',
      params: { name },
    });
    if (isAgreed) await this.toasts.attempt(async () => this.show(await this.api.renewWebhookSecret({ id })));
  }

  /** Switches one on or off; gives it as it is then. */
  async switch({ id }: WebhookEndpoint, isOn: boolean): Promise<WebhookEndpoint | undefined> {
    return this.toasts.attempt(async () => this.api.changeWebhook({ id, body: { isOn } }));
  }

  /** Deletes one with all that was sent there; whether it was. */
  async delete({ id, name }: WebhookEndpoint): Promise<boolean> {
    const isAgreed = await this.dialogs.confirm({
      title: 'connections.webhooks.deleting.title',
      text: 'connections.webhooks.deleting.text',
      action: 'connections.webhooks.delete',
      params: { name },
      isDestructive: true,
    });
    if (!isAgreed) return false;
    const done = await this.toasts.attempt(async () => {
      await this.api.deleteWebhook({ id });
      return true;
    });
    return done ?? false;
  }

  private async ask<W extends WebhookEndpoint>(webhook?: WebhookEndpoint): Promise<W | undefined> {
    const { WebhookDialog } = await import('./webhook-dialog');
    return this.dialogs.open<W>(WebhookDialog, { data: { webhook }, width: '760px' });
  }

  private async show({ name, newSecret: secret, formerSecretUntil }: WebhookEndpointWithSecret): Promise<void> {
    const words = 'connections.webhooks.secret.';
    await tellSecret(this.dialogs, { words, name, secret, ...(formerSecretUntil && { note: `${words}former` }) });
  }
}
