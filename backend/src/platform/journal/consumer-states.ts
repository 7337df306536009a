import type { Collection } from 'mongodb';
import type { Connection } from 'mongoose';
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

  constructor(connection: Connection) {
    // Past the sessions of Mongoose: a position is part of no transaction.
    this.states = connection.getClient().db(connection.name).collection<StoredConsumer>('journalConsumers');
  }

  async all(): Promise<StoredConsumer[]> {
    return this.states.find().sort({ _id: 1 }).toArray();
  }

  async find(name: string): Promise<StoredConsumer | null> {
    return this.states.findOne({ _id: name });
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
