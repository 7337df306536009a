import type { AnyBulkWriteOperation, ClientSession } from 'mongodb';
import type { Collection, Model } from 'mongoose';
import { requireDeclared } from './declared-types.js';
import type { Write } from './write.js';

/**
 * Writes of a transaction that wait for one another, so that each collection takes one round trip. What of a write does
 * not fit its declared types is refused when it is added.
 */
export class Writes {
  private waiting = new Map<Collection, AnyBulkWriteOperation[]>();
  private sending = Promise.resolve();

  constructor(private readonly session: ClientSession) {}

  add<T>({ schema, collection }: Model<T>, write: Write): void {
    requireDeclared(schema, write);
    const operations = this.waiting.get(collection) ?? [];
    operations.push(operation(write));
    this.waiting.set(collection, operations);
  }

  /** Sends what waits, one collection after the other; a query beside another does not overtake it. */
  send(): Promise<void> {
    return (this.sending = this.sending.then(() => this.sendWaiting()));
  }

  private async sendWaiting(): Promise<void> {
    const all = this.waiting;
    this.waiting = new Map();
    for (const [collection, operations] of all) {
      await collection.bulkWrite(operations, { session: this.session, ignoreUndefined: true });
    }
  }
}

function operation(write: Write): AnyBulkWriteOperation {
  if ('insert' in write) return { insertOne: { document: write.insert } } as AnyBulkWriteOperation;
  if ('remove' in write) return { deleteOne: { filter: write.remove } } as AnyBulkWriteOperation;
  return { updateOne: { filter: write.filter, update: write.update } } as AnyBulkWriteOperation;
}
