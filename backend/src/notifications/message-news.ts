import { Injectable } from '@nestjs/common';
import { ConversationsService } from '../conversations/conversations.service.js';
import { Places } from '../platform/access/places.js';
import { currentCall } from '../platform/access/caller.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import { happeningOf, type News, type NewsSource } from './news.js';

/** What is said in conversations, told to those who take part and have not read it yet; to whom it names as a mention. */
@Injectable()
export class MessageNews implements NewsSource {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly places: Places,
  ) {}

  async newsIn(entries: readonly JournalEntry[]): Promise<News[]> {
    const written = entries.filter(({ entity, action }) => entity === 'Message' && action === 'written');
    return (await Promise.all(written.map((entry) => this.newsOf(entry)))).flat();
  }

  private async newsOf(entry: JournalEntry): Promise<News[]> {
    const id = String(entry.entityId);
    const found = await this.conversations.newsOf(id);
    if (!found) return [];
    const { message, unreadBy } = found;
    const { subject, authorName: byName } = message;
    const subjectId = String(message.subjectId);
    const titles = await this.places.talkAt(subject)?.titles([subjectId], currentCall().caller);
    const mentioned = new Set(message.mentions.map(String));
    const told = {
      details: { byName },
      // An internal note is for whoever may read that, and not for all who may see the document.
      within: { entity: 'Message', id },
      ...happeningOf(entry),
    };
    const named = { subject, subjectId, ...titles?.get(subjectId) };
    return [
      { about: { topic: 'mention', ...named }, to: unreadBy.filter((one) => mentioned.has(one)), ...told },
      { about: { topic: 'message', ...named }, to: unreadBy.filter((one) => !mentioned.has(one)), ...told },
    ];
  }
}
