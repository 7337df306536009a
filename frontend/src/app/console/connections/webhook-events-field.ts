import { Component, computed, inject, model } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { WEBHOOK_AREAS, WEBHOOK_EVENTS, type WebhookEvent, webhookEventsFor, webhookEventsIn } from '@verstak/domain';
import { Session } from '../../core/session/session';
import { FieldBase } from '../../ui/fields/field-base';

/** What is sent, by what it is about. Nobody has sent what they may not read. */
@Component({
  selector: 'app-webhook-events-field',
  imports: [TranslocoPipe],
  templateUrl: './webhook-events-field.html',
  styleUrl: './scopes-field.scss',
})
export class WebhookEventsField extends FieldBase implements FormValueControl<WebhookEvent[]> {
  private readonly session = inject(Session);
  readonly value = model<WebhookEvent[]>([]);

  private readonly mayHear = computed(() => webhookEventsFor(this.session.rights()));
  protected readonly areas = WEBHOOK_AREAS.map((key) => ({ key, events: webhookEventsIn(key) }));

  /** What is ticked may always be unticked. */
  protected isOpen(event: WebhookEvent): boolean {
    return this.value().includes(event) || this.mayHear().includes(event);
  }

  protected toggle(event: WebhookEvent): void {
    const chosen = this.value();
    const isChosen = (one: WebhookEvent): boolean => chosen.includes(one) !== (one === event);
    this.value.set(WEBHOOK_EVENTS.filter(isChosen));
    this.blur();
  }
}
