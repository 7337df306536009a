import { Injectable } from '@nestjs/common';
import { MOST_TODAY_ROWS } from '@verstak/domain';
import { ConversationsService } from '../conversations/conversations.service.js';
import { textOf, type ReadCard } from './cards.js';
import type { TodayRow } from './today.dto.js';

/** Whom somebody has not answered yet. */
@Injectable()
export class MessageCards {
  readonly cards = {
    unread: async () => {
      const { items, total } = await this.conversations.unread(MOST_TODAY_ROWS);
      const rows = items.map(({ subject, subjectId, number, name, text, authorName, at, unread }): TodayRow => ({
        entity: subject,
        id: subjectId,
        number,
        name,
        text: textOf(text),
        byName: authorName,
        since: at,
        count: unread,
      }));
      return { total, rows };
    },
  } satisfies Record<string, ReadCard>;

  constructor(private readonly conversations: ConversationsService) {}
}
