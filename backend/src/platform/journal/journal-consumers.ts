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
import { JournalTail } from './journal-tail.js';

/** They look at news at once, then all together and no more often than this: what comes meanwhile is one batch. */
const PACE_MS = 200;
/** What another process has left undone is found within this. */
const IDLE_MS = 1_000;

/**
 * Hands every sealed entry to each consumer: in one process at a time, from a position kept in the database, at least
 * once and in order, over any crash. One that fails is tried again after a pause and stops no other.
 */
@Injectable()
export class JournalConsumers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly runs = new Map<string, ConsumerRun>();
  private readonly states: ConsumerStates;
  private readonly tail: JournalTail;
  private wokenAt = -PACE_MS;
  private next?: NodeJS.Timeout;
  private idle?: NodeJS.Timeout;

  constructor(
    @InjectModel(JournalEntry.name) entries: Model<JournalEntry>,
    @InjectConnection() connection: Connection,
    private readonly leases: Leases,
    private readonly sealer: JournalSealer,
    readers: JournalReaders,
  ) {
    this.states = new ConsumerStates(connection);
    this.tail = new JournalTail(entries);
    readers.add(() => this.wake());
  }

  /** To be called once for each consumer, before the application has started; throws for a name that is taken. */
  add(consumer: JournalConsumer): void {
    if (this.runs.has(consumer.name)) throw new Error(`There is a consumer ${consumer.name} already`);
    this.runs.set(consumer.name, new ConsumerRun(consumer, this.tail, this.states, this.leases));
  }

  async onApplicationBootstrap(): Promise<void> {
    const end = await this.sealer.position();
    for (const run of this.runs.values()) await run.start(end);
    this.idle = setInterval(() => this.wake(), IDLE_MS).unref();
  }

  /** Ends with what is being done, and leaves the rest to whoever asks next. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.idle);
    clearTimeout(this.next);
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

  /** Has all of them look: now, or as soon as their pace allows. */
  private wake(): void {
    this.next ??= setTimeout(
      () => {
        this.next = undefined;
        this.wokenAt = performance.now();
        for (const run of this.runs.values()) run.wake();
      },
      Math.max(this.wokenAt + PACE_MS - performance.now(), 0),
    ).unref();
  }
}
