import { Injectable } from '@nestjs/common';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import { UsersService } from '../users/users.service.js';
import { WebhooksService } from '../webhooks/webhooks.service.js';
import { happeningOf, type News, type NewsSource } from './news.js';

/** That nothing is sent to another system any more, told to whoever connects them. */
@Injectable()
export class WebhookNews implements NewsSource {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly users: UsersService,
  ) {}

  async newsIn(entries: readonly JournalEntry[]): Promise<News[]> {
    const own = entries.filter(({ entity, action }) => entity === 'WebhookEndpoint' && action === 'switched_off');
    if (!own.length) return [];
    const names = await this.webhooks.namesOf(own.map(({ entityId }) => String(entityId)));
    const to = await this.users.idsHolding('connections:write');
    return own.flatMap((entry): News[] => {
      const subjectId = String(entry.entityId);
      const name = names.get(subjectId);
      if (name === undefined) return [];
      const about = { topic: 'webhook_off', subject: 'WebhookEndpoint', subjectId, name } as const;
      return [{ about, to, ...happeningOf(entry) }];
    });
  }
}
