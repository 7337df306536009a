import { Injectable } from '@nestjs/common';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import { RequestsService } from '../requests/requests.service.js';
import { UsersService } from '../users/users.service.js';
import { changeOf, happeningOf, type News, type NewsSource } from './news.js';

/** What is asked of a supplier, told to the people at their desk; what they answer, to whoever asked. */
@Injectable()
export class RequestNews implements NewsSource {
  constructor(
    private readonly requests: RequestsService,
    private readonly users: UsersService,
  ) {}

  async newsIn(entries: readonly JournalEntry[]): Promise<News[]> {
    const own = entries.filter((entry) => entry.entity === 'SupplyRequest' && (isSent(entry) || isAnswered(entry)));
    const requests = await this.requests.thereOf(own.map(({ entityId }) => String(entityId)));
    const news = own.map(async (entry): Promise<News[]> => {
      const subjectId = String(entry.entityId);
      const request = requests.get(subjectId);
      if (!request) return [];
      const { number, supplierName: name, supplierId, requesterId } = request;
      const named = { subject: 'SupplyRequest', subjectId, number, name } as const;
      if (isAnswered(entry)) {
        const to = requesterId ? [String(requesterId)] : [];
        return [{ about: { topic: 'request_answered', ...named }, to, ...happeningOf(entry) }];
      }
      const to = (await this.users.atDeskOf(String(supplierId))).map(({ _id }) => _id.toHexString());
      return [{ about: { topic: 'request_received', ...named }, to, ...happeningOf(entry) }];
    });
    return (await Promise.all(news)).flat();
  }
}

function isSent(entry: JournalEntry): boolean {
  return entry.action === 'status' && changeOf(entry, 'status')?.before === 'draft';
}

function isAnswered({ action }: JournalEntry): boolean {
  return action === 'answered';
}
