import { makeCode } from '@verstak/domain';
import mongoose, { Types, type Schema } from 'mongoose';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomInt } from 'node:crypto';

/** One attempt at work that runs in a transaction. */
export interface Unit {
  isOver: boolean;
  /** Ids, numbers and the like that the work has drawn. */
  readonly drawn: Drawn;
  /** Codes that the attempt has drawn. */
  readonly codes: string[];
  /** What is to be done once it is committed. */
  readonly whenCommitted: (() => void)[];
  /** Of a rehearsal, which writes nothing: what would follow from its changes. */
  readonly rehearsed?: object[];
  /** Sends the writes that wait; called before every query through a model. */
  beforeQuery(): Promise<void>;
}

/**
 * What work has drawn for good, in the order of drawing: its next attempt, after a conflict, gets the same again. So a
 * number is skipped only where the work fails.
 */
export class Drawn {
  private readonly kept = new Map<string, unknown[]>();
  private readonly used = new Map<string, number>();

  /** The next of a kind: what the attempt before had in its place, else a new one. */
  next<T>(kind: string, draw: () => T): T {
    const kept = (this.kept.get(kind) ?? []) as T[];
    const index = this.used.get(kind) ?? 0;
    if (index === kept.length) kept.push(draw());
    this.kept.set(kind, kept);
    this.used.set(kind, index + 1);
    return kept[index] as T;
  }

  /** Begins anew with what was drawn before. */
  rewind(): this {
    this.used.clear();
    return this;
  }
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

/** Where Mongoose keeps the session of the running transaction; its types do not say so. */
interface SessionKeeper {
  transactionAsyncLocalStorage?: AsyncLocalStorage<unknown>;
}

/** Calls `work` as if neither unit nor transaction were running. */
export function outsideUnits<T>(work: () => T): T {
  const { transactionAsyncLocalStorage } = mongoose as SessionKeeper;
  return units.exit(() => (transactionAsyncLocalStorage ? transactionAsyncLocalStorage.exit(work) : work()));
}

/**
 * Throws where a transaction is running, naming what has no place in one: what is slow holds the documents of others,
 * and what has an effect outside of the database (files, mail) would have it again with the next attempt.
 */
export function requireNoTransaction(what: string): void {
  if (runningUnit()) throw new Error(`${what} has no place inside a transaction: do it before, or after the commit`);
}

/** A new id; inside of a transaction the same one again for its next attempt. */
export function newId(): Types.ObjectId {
  const unit = runningUnit();
  return unit ? unit.drawn.next('id', () => new Types.ObjectId()) : new Types.ObjectId();
}

/** A new code; where another document has it, the work of the transaction runs again, with another one. */
export function newCode(draw = (): string => makeCode(randomInt)): string {
  const code = draw();
  runningUnit()?.codes.push(code);
  return code;
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
