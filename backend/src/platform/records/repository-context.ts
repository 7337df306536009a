import { Injectable } from '@nestjs/common';
import { Places } from '../access/places.js';
import { Config } from '../config/config.module.js';
import { JournalService } from '../journal/journal.service.js';
import { Counters } from '../database/counters.js';
import { Reactions } from './reactions.js';
import { Transactions } from '../database/transactions.js';

/** What every repository works with. */
@Injectable()
export class RepositoryContext {
  constructor(
    readonly transactions: Transactions,
    readonly journal: JournalService,
    readonly reactions: Reactions,
    readonly counters: Counters,
    readonly config: Config,
    readonly places: Places,
  ) {}
}
