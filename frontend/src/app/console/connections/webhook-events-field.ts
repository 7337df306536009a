import { Component, computed, inject } from '@angular/core';
import { WEBHOOK_AREAS, WEBHOOK_EVENTS, type WebhookEvent, webhookEventsFor, webhookEventsIn } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { type TickArea, TickedAreas } from './ticked-areas';

/** What is sent, by what it is about. Nobody has sent what they may not read. */
@Component({
  selector: 'app-webhook-events-field',
  templateUrl: './ticked-areas.html',
  styleUrl: './ticked-areas.scss',
})
export class WebhookEventsField extends TickedAreas<WebhookEvent> {
  private readonly session = inject(Session);
  private readonly i18n = inject(I18n);
  private readonly mayHear = computed(() => webhookEventsFor(this.session.rights()));

  protected readonly closed = this.i18n.t('connections.webhooks.notYours');
  protected readonly areas = WEBHOOK_AREAS.map((key): TickArea<WebhookEvent> => ({
    key,
    label: this.i18n.t(`connections.webhooks.area.${key}`),
    rows: webhookEventsIn(key).map((value) => ({
      value,
      label: this.i18n.t(`connections.webhooks.event.${value}`),
      note: value,
    })),
  }));

  protected mayTick(event: WebhookEvent): boolean {
    return this.mayHear().includes(event);
  }

  protected toggled(former: readonly WebhookEvent[], event: WebhookEvent): WebhookEvent[] {
    return WEBHOOK_EVENTS.filter((one) => former.includes(one) !== (one === event));
  }
}
