import type { Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import { SharedReads } from '../database/shared-reads.js';
import type { ConsumerFailure } from './journal-consumer.js';

/** How far a consumer has come, as it is stored. */
export interface StoredConsumer {
  _id: string;
  position: number;
  failure?: ConsumerFailure;
}

const REASON_LENGTH = 500;

/** Where consumers stand. */
export class ConsumerStates {
  private readonly states: Collection<StoredConsumer>;
  private readonly reads = new SharedReads();

  constructor(connection: Connection) {
    // Past the sessions of Mongoose: a position is part of no transaction.
    this.states = connection.getClient().db(connection.name).collection<StoredConsumer>('journalConsumers');
  }

  async all(): Promise<StoredConsumer[]> {
    return this.states.find().sort({ _id: 1 }).toArray();
  }

  /** One of them; all are read at once for those who look at the same time. */
  async find(name: string): Promise<StoredConsumer | undefined> {
    const states = await this.reads.run('all', () => this.all());
    return states.find(({ _id }) => _id === name);
  }

  /** Makes the state of a new consumer. */
  async begin(name: string, position: number): Promise<void> {
    await this.states.updateOne({ _id: name }, { $setOnInsert: { position } }, { upsert: true });
  }

  /** Moves a consumer on; false where another process has moved it meanwhile. */
  async advance({ _id, position }: StoredConsumer, to: number): Promise<boolean> {
    const { matchedCount } = await this.states.updateOne(
      { _id, position },
      { $set: { position: to }, $unset: { failure: '' } },
    );
    return matchedCount === 1;
  }

  /** Notes that a consumer failed at what comes after its position. */
  async fail({ _id, position }: StoredConsumer, error: unknown, times: number): Promise<void> {
    const reason =
      (error instanceof Error ? error.message : String(error)).slice(0, REASON_LENGTH) || 'no reason given';
    await this.states.updateOne({ _id, position }, { $set: { failure: { at: new Date(), reason, times } } });
  }
}
