import { Injectable } from '@nestjs/common';
import type { Subject } from '@verstak/domain';
import { Places } from '../access/places.js';
import { Config } from '../config/config.module.js';
import { JournalService } from '../journal/journal.service.js';
import { Counters } from '../database/counters.js';
import { Reactions } from './reactions.js';
import { Transactions } from '../database/transactions.js';

/** Documents of a kind, for whoever knows the kind by its name alone. */
export interface DocumentKeeper {
  /** Deletes one for good, whatever would keep it, with what belongs to it; nothing where it is gone. */
  erase(id: string): Promise<void>;
}

/** What every repository works with. */
@Injectable()
export class RepositoryContext {
  /** The repositories, each of which adds itself. */
  readonly keepers = new Map<Subject, DocumentKeeper>();

  constructor(
    readonly transactions: Transactions,
    readonly journal: JournalService,
    readonly reactions: Reactions,
    readonly counters: Counters,
    readonly config: Config,
    readonly places: Places,
  ) {}
}
