import { Injectable } from '@nestjs/common';
import type { Person } from '../platform/access/caller.js';
import { Principals } from '../platform/access/principals.js';
import type { Stored } from '../platform/database/entity.js';
import type { JournalConsumer } from '../platform/journal/journal-consumer.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import { JournalService } from '../platform/journal/journal.service.js';
import { EntryRows } from '../platform/realtime/entry-rows.js';
import { WorkshopService } from '../workshop/workshop.service.js';
import { bodyOf } from './webhook-body.js';
import { WebhookDeliveriesRepository, type NewDelivery } from './webhook-deliveries.repository.js';
import type { WebhookEndpoint } from './webhook-endpoint.js';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository.js';
import { happeningsIn, type WebhookHappening } from './webhook-events.js';
import { WebhookSender } from './webhook-sender.js';

/** What waits at one place at most: what happens beyond that is kept, but not sent by itself. */
const MOST_WAITING = 10_000;

/** A happening, and who may hear of it. */
interface Heard extends WebhookHappening {
  mayHear: (person: Person) => Promise<boolean>;
}

/** Writes what is to be sent to other systems, as the journal tells of it. */
@Injectable()
export class WebhookEventsConsumer implements JournalConsumer {
  readonly name = 'webhook-events';
  readonly begins = 'next';

  constructor(
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly principals: Principals,
    private readonly rows: EntryRows,
    private readonly journal: JournalService,
    private readonly workshop: WorkshopService,
    private readonly sender: WebhookSender,
  ) {}

  async handle(entries: readonly JournalEntry[]): Promise<void> {
    const happenings = entries.flatMap(happeningsIn);
    if (!happenings.length) return;
    const endpoints = await this.endpoints.on();
    if (!endpoints.length) return;
    const heard = happenings.map((one) => {
      const changes = one.isOwn ? one.entry.changes : [];
      return { ...one, mayHear: this.rows.testFor({ entity: one.entity, id: one.documentId }, changes) };
    });
    const { url } = await this.workshop.get();
    for (const endpoint of endpoints) await this.write(endpoint, heard, url);
    this.sender.wakeAll();
  }

  private async write(endpoint: Stored<WebhookEndpoint>, heard: readonly Heard[], url: string): Promise<void> {
    const { _id: endpointId, events, ownerId } = endpoint;
    const wanted = heard.filter(({ event }) => events.includes(event));
    if (!wanted.length) return;
    const owner = await this.principals.active(String(ownerId));
    if (!owner) return this.endpoints.switchOff(endpointId, 'owner_gone');
    const written: NewDelivery[] = [];
    for (const one of wanted) {
      const body = (await one.mayHear(owner)) && this.bodyFor(owner, one, url);
      if (body) written.push(deliveryOf(one, body));
    }
    if (!written.length) return;
    const room = Math.max(MOST_WAITING - (await this.deliveries.countWaiting(endpointId)), 0);
    for (const beyond of written.slice(room)) beyond.state = 'dropped';
    await this.deliveries.add(endpointId, written, new Date());
  }

  private bodyFor(owner: Person, happening: WebhookHappening, url: string): string | undefined {
    const type = this.journal.kinds.find(({ entity }) => entity === happening.entity)?.type;
    return bodyOf(happening, { owner, type, url });
  }
}

function deliveryOf(
  { id: eventId, event: type, entity, documentId, isOwn, entry }: WebhookHappening,
  body: string,
): NewDelivery {
  const { at, position = 0, number } = entry;
  const named = isOwn && number !== undefined ? { number } : {};
  return { eventId, type, entity, documentId, ...named, at, position, state: 'waiting', body };
}
