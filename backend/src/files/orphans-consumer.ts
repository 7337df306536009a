import { FILE_SUBJECTS } from '@verstak/domain';
import type { JournalConsumer } from '../platform/journal/journal-consumer.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import type { FilesRepository } from './files.repository.js';

/** Removes the files of what was deleted; they are swept with the other removed ones. */
export class OrphansConsumer implements JournalConsumer {
  readonly name = 'file-orphans';
  readonly begins = 'next';

  constructor(private readonly files: FilesRepository) {}

  async handle(entries: readonly JournalEntry[]): Promise<void> {
    for (const { entity, entityId, action, at } of entries) {
      if (action !== 'deleted' || !entity || !(FILE_SUBJECTS as readonly string[]).includes(entity)) continue;
      for (const file of await this.files.of(String(entityId))) {
        await this.files.change(file, { action: 'removed' }, (removed) => {
          removed.removedAt = at;
        });
      }
    }
  }
}
