import { asSystem } from '../platform/access/caller.js';
import type { JournalConsumer } from '../platform/journal/journal-consumer.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import type { NewsSource } from './news.js';
import type { NotificationWriter } from './notification-writer.js';

/** Notifies people of what the journal tells, as it is news to them. */
export class NotificationsConsumer implements JournalConsumer {
  readonly name = 'notifications';
  readonly begins = 'next';

  constructor(
    private readonly sources: readonly NewsSource[],
    private readonly writer: NotificationWriter,
  ) {}

  async handle(entries: readonly JournalEntry[]): Promise<void> {
    await asSystem('notifications', async () => {
      for (const source of this.sources) {
        await this.writer.write(await source.newsIn(entries));
        await source.settle?.();
      }
    });
  }
}
