import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { Leases } from '../database/leases.js';
import { ConsumerRun } from './consumer-run.js';
import { ConsumerStates } from './consumer-states.js';
import type { ConsumerState, JournalConsumer } from './journal-consumer.js';
import { JournalEntry } from './journal-entry.js';
import { JournalReaders } from './journal-readers.js';
import { JournalSealer } from './journal-sealer.js';

/**
 * Hands every sealed entry to each consumer: in one process at a time, from a position kept in the database, at least
 * once and in order, over any crash. One that fails is tried again after a pause and stops no other.
 */
@Injectable()
export class JournalConsumers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly runs = new Map<string, ConsumerRun>();
  private readonly states: ConsumerStates;

  constructor(
    @InjectModel(JournalEntry.name) private readonly entries: Model<JournalEntry>,
    @InjectConnection() connection: Connection,
    private readonly leases: Leases,
    private readonly sealer: JournalSealer,
    readers: JournalReaders,
  ) {
    this.states = new ConsumerStates(connection);
    readers.add(() => this.wake());
  }

  /** To be called once for each consumer, before the application has started; throws for a name that is taken. */
  add(consumer: JournalConsumer): void {
    if (this.runs.has(consumer.name)) throw new Error(`There is a consumer ${consumer.name} already`);
    this.runs.set(consumer.name, new ConsumerRun(consumer, this.entries, this.states, this.leases));
  }

  async onApplicationBootstrap(): Promise<void> {
    const end = await this.sealer.position();
    for (const run of this.runs.values()) await run.start(end);
  }

  /** Ends with what is being done, and leaves the rest to whoever asks next. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([...this.runs.values()].map((run) => run.stop()));
  }

  /** How far each has come. */
  async list(): Promise<ConsumerState[]> {
    const end = await this.sealer.position();
    const stored = await this.states.all();
    return stored.map(({ _id, position, failure }) => ({
      name: _id,
      position,
      behind: Math.max(end - position, 0),
      isWell: !failure,
      failure,
    }));
  }

  private wake(): void {
    for (const run of this.runs.values()) run.wake();
  }
}
