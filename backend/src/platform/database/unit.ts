import type { ClientSession, Document } from 'mongodb';
import type { Schema, Types } from 'mongoose';
import { AsyncLocalStorage } from 'node:async_hooks';

/** What one write of a transaction does in its collection. */
export type Write =
  | { insert: Document & { _id: unknown } }
  | { filter: { _id: unknown }; update: Document }
  | { remove: { _id: unknown } };

/** A write with the name of its collection. */
export interface NamedWrite {
  collection: string;
  write: Write;
}

/** A document with its id. */
export interface Identified {
  _id: Types.ObjectId;
}

/** Gives the documents with these ids that the caller may see, in no order. */
export type FindByIds<D extends Identified> = (ids: readonly string[], session?: ClientSession) => Promise<D[]>;

/** Work that is running in a transaction, with its writes that were not sent yet. */
export interface Unit {
  readonly writes: NamedWrite[];
  isOver: boolean;
  /** What is to be done once it is committed. */
  readonly whenCommitted: (() => void)[];
  /** Called before every query through a model; refuses it by throwing. */
  beforeQuery(): Promise<void>;
  /** Reads a document by its id; `kind` tells readings apart that cannot be one query. */
  read<D extends Identified>(kind: string, id: string, find: FindByIds<D>): Promise<D | undefined>;
}

const OPERATIONS = [
  'find',
  'findOne',
  'countDocuments',
  'estimatedDocumentCount',
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

const units = new AsyncLocalStorage<Unit>();

/** The unit that is running; what outlives one has none. */
export function runningUnit(): Unit | undefined {
  const unit = units.getStore();
  return unit?.isOver ? undefined : unit;
}

/** Runs work as this unit, which is over afterwards. */
export async function runUnit<T>(unit: Unit, work: () => Promise<T>): Promise<T> {
  try {
    return await units.run(unit, work);
  } finally {
    unit.isOver = true;
  }
}

/** Calls `work` as if no unit were running. */
export function outsideUnits<T>(work: () => T): T {
  return units.exit(work);
}

/** Tells the running unit of each query through a model. */
export function announcesQueries(schema: Schema): void {
  const announce = (): Promise<void> | undefined => runningUnit()?.beforeQuery();
  schema.pre([...OPERATIONS], announce);
  schema.pre('aggregate', announce);
  schema.pre('bulkWrite', announce);
  schema.pre('insertMany', announce);
  schema.pre('save', announce);
}
