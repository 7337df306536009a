import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { type WebhookAttempt, type WebhookEndpoint, WebhooksService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { useDialogAct } from '../../core/keyboard/shortcuts';
import { liveResource } from '../../core/live/live-resource';
import { Toasts } from '../../core/toasts/toasts';
import { MomentPipe } from '../../ui/pipes/format-pipes';
import { DocumentState } from '../../ui/states/document-state';

/** Which delivery is shown. */
interface Task {
  webhook: WebhookEndpoint;
  id: string;
}

/** One delivery: what is sent, and what came of each attempt; closes with whether it is sent again. */
@Component({
  selector: 'app-webhook-delivery-dialog',
  imports: [
    DocumentState,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    MatIcon,
    MomentPipe,
    TranslocoPipe,
  ],
  templateUrl: './webhook-delivery-dialog.html',
  styleUrl: './webhook-delivery-dialog.scss',
})
export class WebhookDeliveryDialog {
  private readonly api = inject(WebhooksService);
  private readonly i18n = inject(I18n);
  private readonly toasts = inject(Toasts);
  private readonly dialog = inject<MatDialogRef<WebhookDeliveryDialog, boolean>>(MatDialogRef);
  protected readonly task = inject<Task>(MAT_DIALOG_DATA);

  protected readonly delivery = liveResource({
    params: () => this.task.id,
    load: (deliveryId) => this.api.getWebhookDelivery({ id: this.task.webhook.id, deliveryId }),
  });
  /** What is sent, as people read it. */
  protected readonly body = computed(() => {
    const text = this.delivery.value()?.body;
    return text ? JSON.stringify(JSON.parse(text), undefined, 2) : '';
  });
  protected readonly attempts = computed(() => [...(this.delivery.value()?.attempts ?? [])].reverse());

  constructor() {
    useDialogAct(
      'connections.webhooks.sendAgain',
      () => void this.sendAgain(),
      () => this.task.webhook.isOn,
    );
  }

  protected answerOf({ status, fault }: WebhookAttempt): string {
    return fault ? this.i18n.t(`connections.webhooks.fault.${fault}`) : `${status ?? ''}`;
  }

  protected async sendAgain(): Promise<void> {
    const ids = { id: this.task.webhook.id, deliveryId: this.task.id };
    if (await this.toasts.attempt(async () => this.api.sendWebhookAgain(ids))) this.dialog.close(true);
  }
}
