import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Collection } from 'mongodb';
import type { Connection, Model } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { fault } from '../config/environment.js';
import type { StoredEntry } from './journal-chain.js';
import { JournalEntry } from './journal-entry.js';
import { JournalKey } from './journal-key.js';

/** Where the chain ends and from where on it is keyed, apart from the entries and signed. */
export interface Head {
  _id: 'head';
  /** The last position, which is also how many entries are sealed. */
  position: number;
  hash: string;
  /** The first position under a keyed hash, and the hash before it. */
  keyedFrom: number;
  keyedAfter: string;
  /** Tells the key from others. */
  fingerprint: string;
  signature: string;
  /** When it was moved; a move that leads nowhere is a write too, and meets others. */
  at?: Date;
}

/** The signed end of the journal; a chain that ends elsewhere was cut off or gone on with by hand. */
@Injectable()
export class JournalHead {
  private readonly logger = new Logger(JournalHead.name);
  private readonly heads: Collection<Head>;

  constructor(
    @InjectModel(JournalEntry.name) private readonly entries: Model<JournalEntry>,
    @InjectConnection() connection: Connection,
    private readonly key: JournalKey,
  ) {
    this.heads = connection.getClient().db(connection.name).collection<Head>('journalHead');
  }

  /** The head; made from the journal as it stands where there is none yet. Ends the start where the key is another. */
  async open(): Promise<Head> {
    const head = (await this.find()) ?? (await this.make());
    if (head.fingerprint !== this.key.fingerprint) {
      throw fault(
        'JOURNAL_KEY',
        'the journal of this database is sealed with another key: give this process the same one, or the file secrets/journal of the DATA_DIR that the database was first used with',
      );
    }
    return head;
  }

  async find(): Promise<Head | null> {
    return this.heads.findOne({ _id: 'head' });
  }

  /** Whether the head is as a process with the key has left it. */
  isGenuine(head: Head): boolean {
    return head.signature === this.signatureOf(head);
  }

  /** Moves the head within the transaction that seals; false where another process has moved it. */
  async move(
    from: Head,
    { position: next, hash: nextHash }: { position: number; hash: string },
    session: ClientSession,
  ): Promise<boolean> {
    const to = { position: next, hash: nextHash, at: new Date() };
    const signature = this.signatureOf({ ...from, ...to });
    const { position, hash } = from;
    const filter = { _id: from._id, position, hash };
    return (await this.heads.updateOne(filter, { $set: { ...to, signature } }, { session })).matchedCount === 1;
  }

  /** What was sealed before there was a key stays as it is; what is to be sealed is vouched for now. */
  private async make(): Promise<Head> {
    const last = await this.entries
      .findOne({ position: { $gt: 0 } })
      .sort({ position: -1 })
      .lean<JournalEntry>();
    const { position = 0, hash = '' } = last ?? {};
    const unsigned = { position, hash, keyedFrom: position + 1, keyedAfter: hash, fingerprint: this.key.fingerprint };
    const head: Head = { _id: 'head', ...unsigned, signature: this.signatureOf(unsigned) };
    if (position) this.logger.log(`The journal is sealed with a key from position ${position + 1} on.`);
    await this.vouch();
    try {
      await this.heads.insertOne(head);
      return head;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      // Another process that started at the same moment was quicker.
      return this.open();
    }
  }

  private async vouch(): Promise<void> {
    const open = this.entries.find({ position: null, mac: null }).lean<StoredEntry>().cursor();
    for await (const entry of open as AsyncIterable<StoredEntry>) {
      await this.entries.updateOne({ _id: entry._id, mac: null }, { $set: { mac: this.key.macOf(entry) } });
    }
  }

  private signatureOf({
    position,
    hash,
    keyedFrom,
    keyedAfter,
    fingerprint,
  }: Omit<Head, '_id' | 'signature' | 'at'>): string {
    return this.key.sign('head', position, hash, keyedFrom, keyedAfter, fingerprint);
  }
}
