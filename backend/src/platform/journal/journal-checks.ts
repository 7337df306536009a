import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Collection } from 'mongodb';
import type { Connection, Model } from 'mongoose';
import { ChainCheck } from './chain-check.js';
import { DocumentsCheck } from './documents-check.js';
import type { JournalCheck, JournalCheckProgress } from './journal-check.js';
import { JournalEntry } from './journal-entry.js';
import { JournalFaults } from './journal-faults.js';
import { JournalHead } from './journal-head.js';
import { JournalKey } from './journal-key.js';
import { JournalReaders } from './journal-readers.js';
import { JournalService } from './journal.service.js';

interface StoredProgress extends JournalCheckProgress {
  _id: 'last';
}

/** Compares the journal with its chain and documents with the journal, a batch at a time; others are served between. */
@Injectable()
export class JournalChecks {
  private running?: Promise<JournalCheck>;
  private readonly stored: Collection<StoredProgress>;

  constructor(
    @InjectModel(JournalEntry.name) private readonly entries: Model<JournalEntry>,
    @InjectConnection() private readonly connection: Connection,
    private readonly heads: JournalHead,
    private readonly key: JournalKey,
    private readonly readers: JournalReaders,
    private readonly journal: JournalService,
  ) {
    this.stored = connection.getClient().db(connection.name).collection<StoredProgress>('journalChecks');
  }

  /** Checks all of it; who asks while a check is running gets its outcome. */
  async run(): Promise<JournalCheck> {
    this.running ??= this.check().finally(() => (this.running = undefined));
    return this.running;
  }

  /** How far the last check has come, in whichever process. */
  async progress(): Promise<JournalCheckProgress> {
    const progress = await this.stored.findOne({ _id: 'last' });
    return progress ?? { isRunning: false, done: 0, total: 0 };
  }

  private async check(): Promise<JournalCheck> {
    const faults = new JournalFaults();
    const documents = new DocumentsCheck(this.connection, this.entries, this.journal.kinds, faults);
    const chain = new ChainCheck(this.entries, this.heads, this.key, this.readers, faults, documents);
    const startedAt = new Date();
    const total = (await this.entries.estimatedDocumentCount()) + (await documents.count());
    let done = 0;
    let isIntact: boolean | undefined;
    const tell = async (more: number, isRunning = true): Promise<void> => {
      done += more;
      const found = isIntact === undefined ? {} : { isIntact };
      await this.stored.replaceOne({ _id: 'last' }, { isRunning, done, total, startedAt, ...found }, { upsert: true });
    };
    try {
      await tell(0);
      const { keyedFrom, intact } = await chain.run(tell);
      const compared = await documents.run(tell);
      const [fault] = faults.all;
      isIntact = !fault;
      return { isIntact, entries: intact, keyedFrom, documents: compared, fault, faults: faults.all };
    } finally {
      await tell(0, false);
    }
  }
}
