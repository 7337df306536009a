import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { MongoServerError, type Db, type Document } from 'mongodb';
import type { ClientSession, Connection, Schema } from 'mongoose';
import { AsyncLocalStorage } from 'node:async_hooks';

/** What one write of a transaction does in its collection. */
export type Write = { insert: Document } | { filter: Document; update: Document } | { remove: Document };

/** The transaction that is running, with the writes that were not sent yet. */
interface Unit {
  session: ClientSession;
  writes: { collection: string; write: Write }[];
  send: () => Promise<void>;
  isOver: boolean;
}

const units = new AsyncLocalStorage<Unit>();

const QUERIES = [
  'find',
  'findOne',
  'countDocuments',
  'distinct',
  'findOneAndUpdate',
  'updateOne',
  'updateMany',
  'replaceOne',
  'findOneAndReplace',
  'findOneAndDelete',
  'deleteOne',
  'deleteMany',
] as const;

/** The transaction that is running; what outlives one has none. */
function runningUnit(): Unit | undefined {
  const unit = units.getStore();
  return unit?.isOver ? undefined : unit;
}

/** A query within a transaction sees what was written before it: waiting writes are sent first. */
export function sendsWritesFirst(schema: Schema): void {
  const send = (): Promise<void> | undefined => runningUnit()?.send();
  schema.pre([...QUERIES], send);
  schema.pre('aggregate', send);
  schema.pre('bulkWrite', send);
}

/** Runs changes that belong together in one transaction; a step inside another joins it. */
@Injectable()
export class Transactions {
  private readonly listeners = new Set<() => void>();
  private admin?: Db;

  constructor(@InjectConnection() private readonly connection: Connection) {}

  /** Runs `work` in a transaction, again where the database reports a transient conflict; all of it counts or nothing. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (runningUnit()) return work();
    const attempt = (session: ClientSession): Promise<T> => this.attempt(session, work);
    const result = await this.connection.transaction(attempt, {
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority' },
    });
    for (const listener of this.listeners) listener();
    return result as T;
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

  /** Calls `listener` after every commit of this process. */
  afterCommit(listener: () => void): void {
    this.listeners.add(listener);
  }

  private async attempt<T>(session: ClientSession, work: () => Promise<T>): Promise<T> {
    let sending = Promise.resolve();
    // One after the other: a query beside another must not overtake the writes it waits for.
    const send = (): Promise<void> => (sending = sending.then(() => this.send(unit)));
    const unit: Unit = { session, writes: [], send, isOver: false };
    try {
      return await units.run(unit, async () => {
        const result = await work();
        await unit.send();
        return result;
      });
    } finally {
      unit.isOver = true;
    }
  }

  private async send({ session, writes }: Unit): Promise<void> {
    if (!writes.length) return;
    const sent = writes.splice(0);
    const collections = [...new Set(sent.map(({ collection }) => collection))];
    this.admin ??= this.connection.getClient().db('admin');
    const { cursor } = await this.admin.command(
      {
        bulkWrite: 1,
        ops: sent.map(({ collection, write }) => operation(write, collections.indexOf(collection))),
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
