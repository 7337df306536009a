import { Injectable } from '@nestjs/common';
import {
  MOST_SENT_AGAIN,
  MOST_WEBHOOKS,
  WEBHOOK_TEST,
  webhookEventsFor,
  type WebhookEvent,
  type WebhookState,
} from '@verstak/domain';
import { signedInPerson } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { newId } from '../platform/database/unit.js';
import { Conflict, Forbidden, Invalid, RuleBroken } from '../platform/failure/failure.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import { JournalService } from '../platform/journal/journal.service.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import type { WebhookDelivery } from './webhook-delivery.js';
import type {
  WebhookDeliveryListItem,
  WebhookDeliveryListQuery,
  WebhookEndpointChange,
  WebhookEndpointCreate,
  WebhookEndpointListQuery,
  WebhookEndpointWithSecret,
  WebhookSendAgain,
  WebhooksSentAgain,
} from './webhook.dto.js';
import type { WebhookEndpoint } from './webhook-endpoint.js';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { WebhookSender } from './webhook-sender.js';

/** Where events are sent, and what has become of them. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly secrets: WebhookSecrets,
    private readonly sender: WebhookSender,
    private readonly journal: JournalService,
    private readonly transactions: Transactions,
  ) {}

  async list(query: WebhookEndpointListQuery): Promise<Page<Stored<WebhookEndpoint>>> {
    return this.endpoints.list(query);
  }

  async get(id: string): Promise<Stored<WebhookEndpoint>> {
    return this.endpoints.get(id);
  }

  /** What some places are called, by id, whoever asks. */
  async namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    return this.endpoints.namesOf(ids);
  }

  async history(id: string, query: PageQuery): Promise<Page<JournalEntry>> {
    return this.endpoints.history(id, query);
  }

  /** Adds a place, and tells its secret this once; 422 where there are 20 already. */
  async create(fields: WebhookEndpointCreate): Promise<Stored<WebhookEndpointWithSecret>> {
    const ownerId = requireReader(fields.events);
    return this.transactions.run(async () => {
      if ((await this.endpoints.count()) >= MOST_WEBHOOKS)
        throw RuleBroken(
          'webhook.too_many',
          `There are ${MOST_WEBHOOKS} webhooks already; delete one that is not used.`,
          { max: MOST_WEBHOOKS },
        );
      const id = newId();
      const { newSecret, sealed } = this.secrets.make(id);
      return { ...(await this.endpoints.add({ ...fields, ownerId, secret: sealed }, id)), newSecret };
    }, 'webhooks');
  }

  /** Changes a place; whoever does it answers from then on for what is sent there. */
  async change(id: string, { version, ...fields }: WebhookEndpointChange): Promise<Stored<WebhookEndpoint>> {
    return this.transactions.run(async () => {
      const before = await this.endpoints.get(id);
      const ownerId = requireReader(fields.events ?? before.events);
      const isSwitched = fields.isOn !== undefined && fields.isOn !== before.isOn;
      const anew = isSwitched ? { offReason: undefined, failingSince: undefined, restsUntil: undefined } : {};
      const changed = await this.endpoints.change(before, version === undefined ? {} : { version }, (edited) => {
        Object.assign(edited, fields, { ownerId }, anew);
      });
      if (!changed.isOn) await this.deliveries.dropWaiting(before._id);
      return changed;
    });
  }

  async delete(id: string): Promise<void> {
    await this.transactions.run(async () => {
      const endpoint = await this.endpoints.get(id);
      await this.deliveries.deleteOf(endpoint._id);
      await this.endpoints.delete(endpoint);
    });
  }

  /** Gives a place another secret, and tells it this once; the one before it is valid for a day more. */
  async renewSecret(id: string): Promise<Stored<WebhookEndpointWithSecret>> {
    return this.transactions.run(async () => {
      const before = await this.endpoints.get(id);
      const { newSecret, sealed } = this.secrets.make(before._id);
      const changed = await this.endpoints.change(before, { action: 'secret_renewed' }, (edited) => {
        Object.assign(edited, { secret: sealed, ...this.secrets.asFormer(before, new Date()) });
      });
      return { ...changed, newSecret };
    });
  }

  async listDeliveries(id: string, query: WebhookDeliveryListQuery): Promise<Page<Stored<WebhookDeliveryListItem>>> {
    await this.endpoints.get(id);
    return this.deliveries.list(id, query);
  }

  async getDelivery(id: string, deliveryId: string): Promise<Stored<WebhookDelivery>> {
    await this.endpoints.get(id);
    return this.deliveries.get(id, deliveryId);
  }

  /** Sends something of no meaning, to see whether it arrives; 409 where the place is off. */
  async test(id: string): Promise<Stored<WebhookDelivery>> {
    return this.sending(id, ({ _id: endpointId }) => {
      const now = new Date();
      const body = JSON.stringify({ type: WEBHOOK_TEST, timestamp: now, data: {} });
      const eventId = `evt_${newId().toHexString()}`;
      const test = { eventId, type: WEBHOOK_TEST, at: now, position: 0, body, state: 'waiting' } as const;
      return this.deliveries.addOne(endpointId, test, now);
    });
  }

  /** Sends one again, under the id that it has; 409 where the place is off. */
  async sendAgain(id: string, deliveryId: string): Promise<Stored<WebhookDelivery>> {
    return this.sending(id, async (endpoint) => {
      const delivery = await this.deliveries.beginAnew(await this.deliveries.get(id, deliveryId), new Date());
      this.record(endpoint, 1);
      return delivery;
    });
  }

  /** Sends again what happened within some time; 409 where the place is off. */
  async sendSomeAgain(id: string, { from, to, isFailedOnly }: WebhookSendAgain): Promise<WebhooksSentAgain> {
    if (from >= to) throw Invalid([{ field: 'to', rule: 'range', value: to, message: 'must be later than from' }]);
    return this.sending(id, async (endpoint) => {
      const state: WebhookState[] = isFailedOnly ? UNTAKEN : [...UNTAKEN, 'delivered'];
      const count = await this.deliveries.beginSomeAnew(id, { from, to, state }, MOST_SENT_AGAIN, new Date());
      if (count) this.record(endpoint, count);
      return { count };
    });
  }

  private async sending<T>(id: string, work: (endpoint: Stored<WebhookEndpoint>) => T | Promise<T>): Promise<T> {
    return this.transactions.run(async () => {
      const endpoint = await this.endpoints.get(id);
      if (!endpoint.isOn) throw Conflict('webhook.off', `“${endpoint.name}” is switched off; switch it on first.`);
      this.transactions.whenCommitted(() => this.sender.wakeAll());
      return work(endpoint);
    });
  }

  private record({ _id, version: entityVersion }: Stored<WebhookEndpoint>, count: number): void {
    const entityId = _id.toHexString();
    this.journal.record({
      entity: 'WebhookEndpoint',
      entityId,
      action: 'sent_again',
      params: { count },
      entityVersion,
    });
  }
}

/** What was not taken, and is not being sent. */
const UNTAKEN: WebhookState[] = ['failed', 'dropped'];

/** The caller, who answers for what is sent; 403 where they may not read what they want to have sent. */
function requireReader(events: readonly WebhookEvent[]): string {
  const { userId, ability } = signedInPerson();
  const mayHear = webhookEventsFor(ability);
  const beyond = events.filter((event) => !mayHear.includes(event));
  if (beyond.length) throw Forbidden(`read: ${beyond.join(', ')}`);
  return userId;
}
