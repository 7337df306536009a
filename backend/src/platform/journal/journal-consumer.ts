import type { SystemReason } from '@verstak/domain';
import { BooleanField, InstantField, IntegerField, NestedField, TextField } from '../fields/index.js';
import type { JournalEntry } from './journal-entry.js';

/** What is done once with every entry of the journal, by one process at a time. */
export interface JournalConsumer {
  /** Its name in the database and in the log, such as `order-copies`; never given to another one. */
  readonly name: SystemReason;
  /** Whether it begins with the journal's first entry, or with what comes after its own first start. */
  readonly begins: 'first' | 'next';
  /**
   * Does what follows from these entries, in their order. It may be called again with the same ones, after a crash for
   * example, and must then do no harm; where it throws, it is called again after a pause.
   */
  handle(entries: readonly JournalEntry[]): Promise<void>;
}

/** How it failed last. */
export class ConsumerFailure {
  @InstantField()
  at!: Date;

  @TextField({ max: 500, example: 'connect ECONNREFUSED 127.0.0.1:25' })
  reason!: string;

  @IntegerField({ min: 1, example: 3, description: 'How many times in a row.' })
  times!: number;
}

/** How far a consumer has come. */
export class ConsumerState {
  @TextField({ example: 'order-copies' })
  name!: string;

  @IntegerField({ example: 1024, description: 'The last position that is done.' })
  position!: number;

  @IntegerField({ example: 0, description: 'Sealed entries that are still to be done.' })
  behind!: number;

  @BooleanField({ example: true, description: 'It has not failed at what it is to do next.' })
  isWell!: boolean;

  @NestedField(() => ConsumerFailure, { optional: true })
  failure?: ConsumerFailure;
}
