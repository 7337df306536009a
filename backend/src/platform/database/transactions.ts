import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { MongoServerError, type ClientSession, type Db, type Document } from 'mongodb';
import type { Connection } from 'mongoose';
import { JointTransactions, NEEDS_ITS_OWN } from './joint-transactions.js';
import { ReadsById } from './reads-by-id.js';
import {
  runUnit,
  runningUnit,
  type FindByIds,
  type Identified,
  type NamedWrite,
  type Unit,
  type Write,
} from './unit.js';

/** Runs changes that belong together in one transaction; a step inside another joins it. */
@Injectable()
export class Transactions {
  private readonly listeners = new Set<() => void>();
  private readonly joint = new JointTransactions(
    (attempt) => this.transact(attempt),
    (session, writes) => this.send(session, writes),
  );
  private readonly reads = new ReadsById();
  private admin?: Db;

  constructor(@InjectConnection() private readonly connection: Connection) {}

  /**
   * Runs `work` in a transaction, again where the database reports a transient conflict; all of it counts or nothing.
   * Work that reads documents by id and writes shares a transaction with what is waiting beside it; at its first
   * other query it is run again in one of its own.
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (runningUnit()) return work();
    try {
      return await this.joint.join(work);
    } catch (error) {
      if (error !== NEEDS_ITS_OWN) throw error;
    }
    const { value, unit } = await this.transact((session) => this.runAlone(session, work));
    for (const act of unit.whenCommitted) act();
    return value;
  }

  /** Does something once the running transaction is committed, before its result is known; at once where none runs. */
  whenCommitted(act: () => void): void {
    const unit = runningUnit();
    if (unit) unit.whenCommitted.push(act);
    else act();
  }

  /**
   * Adds a write to the running transaction. Writes wait for one another and go in one command (`bulkWrite` of
   * MongoDB 8.0), before the next query or at the end; a refused one fails the transaction there.
   */
  write(collection: string, write: Write): void {
    const unit = runningUnit();
    if (!unit) throw new Error('A write needs a transaction');
    unit.writes.push({ collection, write });
  }

  /** Reads a document by its id, in the running transaction where there is one; what is given may be others' too. */
  async read<D extends Identified>(kind: string, id: string, find: FindByIds<D>): Promise<D | undefined> {
    return (runningUnit() ?? this.reads).read(kind, id.toLowerCase(), find);
  }

  /** Calls `listener` after every commit of this process. */
  afterCommit(listener: () => void): void {
    this.listeners.add(listener);
  }

  private async transact<T>(attempt: (session: ClientSession) => Promise<T>): Promise<T> {
    const result = await this.connection.transaction(attempt, {
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority' },
    });
    for (const listener of this.listeners) listener();
    return result as T;
  }

  private async runAlone<T>(session: ClientSession, work: () => Promise<T>): Promise<{ value: T; unit: Unit }> {
    let sending = Promise.resolve();
    const unit: Unit = {
      writes: [],
      isOver: false,
      whenCommitted: [],
      // One after the other: a query beside another must not overtake the writes it waits for.
      beforeQuery: () => (sending = sending.then(() => this.send(session, unit.writes.splice(0)))),
      read: async (_kind, id, find) => (await find([id]))[0],
    };
    return runUnit(unit, async () => {
      const value = await work();
      await unit.beforeQuery();
      return { value, unit };
    });
  }

  private async send(session: ClientSession, writes: readonly NamedWrite[]): Promise<void> {
    if (!writes.length) return;
    const collections = [...new Set(writes.map(({ collection }) => collection))];
    this.admin ??= this.connection.getClient().db('admin');
    const { cursor } = await this.admin.command(
      {
        bulkWrite: 1,
        ops: writes.map(({ collection, write }) => operation(write, collections.indexOf(collection))),
        nsInfo: collections.map((collection) => ({ ns: `${this.connection.name}.${collection}` })),
        errorsOnly: true,
      },
      { session, ignoreUndefined: true },
    );
    const [failure] = (cursor as { firstBatch: Document[] }).firstBatch;
    if (failure) throw new MongoServerError({ ...failure, message: String(failure['errmsg']) });
  }
}

function operation(write: Write, target: number): Document {
  if ('insert' in write) return { insert: target, document: write.insert };
  if ('remove' in write) return { delete: target, filter: write.remove };
  return { update: target, filter: write.filter, updateMods: write.update };
}
