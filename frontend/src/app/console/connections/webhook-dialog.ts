import { Component, computed, inject, signal } from '@angular/core';
import { FormField, maxLength, required, validate } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type WebhookEndpoint, type WebhookEndpointWithSecret, WebhooksService } from '@verstak/api';
import type { WebhookEvent } from '@verstak/domain';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { TextField } from '../../ui/fields/text-field';
import { formSession } from '../../ui/forms/form-session';
import { WebhookEventsField } from './webhook-events-field';

/** Makes a webhook, or changes what it is called, where it leads and what is sent; closes with it as it is stored. */
@Component({
  selector: 'app-webhook-dialog',
  imports: [FormDialog, FormField, TextField, TranslocoPipe, WebhookEventsField],
  template: `
    <ui-form-dialog
      [session]="session"
      [heading]="
        (webhook ? 'connections.webhooks.editing' : 'connections.webhooks.new') | transloco: { name: webhook?.name }
      "
      [action]="(webhook ? 'ui.save' : 'connections.webhooks.make') | transloco"
    >
      <ui-text-field
        [label]="'connections.webhooks.field.name' | transloco"
        [hint]="'connections.webhooks.nameHint' | transloco"
        [formField]="session.form.name"
      />
      <ui-text-field
        [label]="'connections.webhooks.field.url' | transloco"
        [hint]="(isPlain() ? 'connections.webhooks.plainNote' : 'connections.webhooks.urlHint') | transloco"
        [formField]="session.form.url"
      />
      <app-webhook-events-field
        [label]="'connections.webhooks.field.events' | transloco"
        [hint]="'connections.webhooks.eventsText' | transloco"
        [formField]="session.form.events"
      />
    </ui-form-dialog>
  `,
})
export class WebhookDialog {
  private readonly api = inject(WebhooksService);
  private readonly dialog =
    inject<MatDialogRef<WebhookDialog, WebhookEndpoint | WebhookEndpointWithSecret>>(MatDialogRef);
  protected readonly webhook = inject<{ webhook?: WebhookEndpoint }>(MAT_DIALOG_DATA).webhook;

  protected readonly session = formSession(
    signal({
      name: this.webhook?.name ?? '',
      url: this.webhook?.url ?? '',
      events: [...(this.webhook?.events ?? [])] as WebhookEvent[],
    }),
    {
      rules: (path) => {
        required(path.name);
        maxLength(path.name, 100);
        required(path.url);
        maxLength(path.url, 2_000);
        validate(path.url, ({ value }) =>
          /^(https?:\/\/\S+)?$/i.test(value().trim()) ? null : { kind: 'webAddress' },
        );
        validate(path.events, ({ value }) => (value().length ? null : { kind: 'required' }));
      },
      save: async ({ name, url, events }) => {
        const fields = { name: name.trim(), url: url.trim(), events };
        this.dialog.close(await this.store(fields));
      },
      first: (form) => form.name,
      isModal: true,
    },
  );
  /** What is sent there, others on the way can read. */
  protected readonly isPlain = computed(() => /^http:/i.test(this.session.form.url().value().trim()));

  private store(fields: { name: string; url: string; events: WebhookEvent[] }): Promise<WebhookEndpoint> {
    if (!this.webhook) return this.api.createWebhook({ body: { ...fields, isOn: true } });
    const { id, version } = this.webhook;
    return this.api.changeWebhook({ id, body: { version, ...fields } });
  }
}
