import type { SystemReason } from '@verstak/domain';
import type { JournalConsumer } from '../journal/journal-consumer.js';
import type { JournalEntry } from '../journal/journal-entry.js';
import type { Source } from './copies.js';

/** Documents whose copies can be brought in step. */
export interface CopyHolder {
  /** What these entries changed of what the documents repeat. */
  sourcesOf(entries: readonly JournalEntry[]): Source[];
  /** Brings some documents in step with a source; gives how many, none where all are. */
  renewSome(source: Source): Promise<number>;
}

/** Keeps the declared copies of one kind of document in step with what they repeat. */
export class CopiesConsumer implements JournalConsumer {
  /** What was changed before there was this consumer is put right at its first start. */
  readonly begins = 'first';

  constructor(
    readonly name: SystemReason,
    private readonly holder: CopyHolder,
  ) {}

  async handle(entries: readonly JournalEntry[]): Promise<void> {
    for (const source of this.holder.sourcesOf(entries)) while (await this.holder.renewSome(source));
  }
}
