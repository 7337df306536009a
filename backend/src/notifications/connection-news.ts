import { Injectable } from '@nestjs/common';
import { ConnectionsService } from '../connections/connections.service.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import { UsersService } from '../users/users.service.js';
import { WebhooksService } from '../webhooks/webhooks.service.js';
import { happeningOf, type News, type NewsSource } from './news.js';

/** What is told of something that has switched itself off. */
const TOPICS = { WebhookEndpoint: 'webhook_off', Connection: 'connection_off' } as const;

type Subject = keyof typeof TOPICS;

/** That nothing is exchanged with another system any more, told to whoever connects them. */
@Injectable()
export class ConnectionNews implements NewsSource {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly connections: ConnectionsService,
    private readonly users: UsersService,
  ) {}

  async newsIn(entries: readonly JournalEntry[]): Promise<News[]> {
    const own = entries.filter(({ entity = '', action }) => entity in TOPICS && action === 'switched_off');
    if (!own.length) return [];
    const ids = own.map(({ entityId }) => String(entityId));
    const names = new Map([...(await this.webhooks.namesOf(ids)), ...(await this.connections.namesOf(ids))]);
    const to = await this.users.idsHolding('connections:write');
    return own.flatMap((entry): News[] => {
      const subjectId = String(entry.entityId);
      const name = names.get(subjectId);
      if (name === undefined) return [];
      const subject = entry.entity as Subject; // as it was looked for
      const about = { topic: TOPICS[subject], subject, subjectId, name } as const;
      return [{ about, to, ...happeningOf(entry) }];
    });
  }
}
