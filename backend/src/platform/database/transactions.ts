import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import mongoose, { type ClientSession, type Connection, type Model } from 'mongoose';
import { AsyncLocalStorage } from 'node:async_hooks';
import { isDuplicateKey } from './duplicate-key.js';
import { Turns } from '../threads/turns.js';
import { Drawn, outsideUnits, runningUnit, runUnit, type Unit } from './unit.js';
import type { Write } from './write.js';
import { Writes } from './writes.js';

/** A transaction that is open for longer is named in the log: what it has written, others wait for in vain. */
const SLOW_MS = 1_000;

const OPTIONS = { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } } as const;

/** What those wait for that met a conflict over something they have not named. */
const CONFLICTED = 'conflicted';

/** The first attempt met a conflict. */
class Contended extends Error {}

/** A request whose answer is kept in the transaction of its change. */
interface Answering {
  keep: (value: unknown) => void;
  isKept: boolean;
}

interface WritingUnit extends Unit {
  readonly writes: Writes;
}

/** Runs changes that belong together in one transaction; a step inside another joins it. */
@Injectable()
export class Transactions {
  private readonly logger = new Logger(Transactions.name);
  private readonly listeners = new Set<() => void>();
  private readonly turns = new Turns(1);
  private readonly holding = new AsyncLocalStorage<true>();
  private readonly answering = new AsyncLocalStorage<Answering | undefined>();

  constructor(@InjectConnection() private readonly connection: Connection) {}

  /**
   * Runs `work` in a transaction, and again where the database reports a conflict with another one; all of it counts or
   * nothing. So it may run more than once: nothing with an effect outside of the database belongs in it. Those who meet
   * over one thing by nature name it: those of this process go one after the other, and hold up nobody else.
   */
  async run<T>(work: () => Promise<T>, over?: string): Promise<T> {
    if (runningUnit()) return work();
    const answering = this.answering.getStore();
    if (answering?.isKept) throw new Error('A request whose answer is kept makes its change in one transaction');
    const open = (): Promise<{ value: T; unit: Unit }> => this.open(work, { answering });
    const { value, unit } = over ? await this.inTurn(over, open) : await open();
    if (answering) answering.isKept = true;
    for (const listener of this.listeners) listener();
    for (const act of unit.whenCommitted) act();
    return value;
  }

  /** Runs `work` as `run` does, but writes nothing: what would follow from its changes is put into `told`. */
  async rehearse(work: () => Promise<unknown>, told: object[]): Promise<void> {
    if (runningUnit()) throw new Error('A rehearsal has a transaction of its own');
    await this.open(work, { rehearsed: told });
  }

  /**
   * Runs a request that makes its change in one transaction, in which `keep` may add what has to be stored with it:
   * it is given what the work of that transaction gives. Rejects where the request succeeds without a transaction.
   */
  async keeping<T>(keep: (value: unknown) => void, request: () => Promise<T>): Promise<T> {
    const answering: Answering = { keep, isKept: false };
    const result = await this.answering.run(answering, request);
    if (!answering.isKept) throw new Error('A request whose answer is kept has to make its change in a transaction');
    return result;
  }

  /**
   * Does work outside of the running transaction, whatever becomes of that: for counts of attempts, which a refusal
   * must not take back.
   */
  async outside<T>(work: () => Promise<T>): Promise<T> {
    // Awaited inside: a query of Mongoose is sent where it is awaited, not where it is made.
    return this.answering.run(undefined, () => outsideUnits(async () => await work()));
  }

  /** Does something once the running transaction is committed, before its result is known; at once where none runs. */
  whenCommitted(act: () => void): void {
    const unit = runningUnit();
    if (unit) unit.whenCommitted.push(act);
    else act();
  }

  /**
   * Adds a write to the running transaction. Writes wait for one another and are sent together, before the next query
   * or at the end; a refused one fails the transaction there. Throws where it does not fit what is declared.
   */
  write<T>(model: Model<T>, write: Write): void {
    const unit = runningUnit() as WritingUnit | undefined;
    if (!unit) throw new Error('A write needs a transaction');
    if (!unit.rehearsed) unit.writes.add(model, write);
  }

  /** Calls `listener` after every commit of this process. */
  afterCommit(listener: () => void): void {
    this.listeners.add(listener);
  }

  private async open<T>(
    work: () => Promise<T>,
    { answering, rehearsed }: { answering?: Answering; rehearsed?: object[] },
  ): Promise<{ value: T; unit: Unit }> {
    const drawn = new Drawn();
    let isFirst = true;
    const attempt = async (session: ClientSession): Promise<{ value: T; unit: Unit }> => {
      const writes = new Writes(session);
      const beforeQuery = (): Promise<void> => writes.send();
      // What an attempt before this one foresaw, did not come to pass.
      rehearsed?.splice(0);
      const unit: WritingUnit = {
        writes,
        drawn: drawn.rewind(),
        isOver: false,
        codes: [],
        whenCommitted: [],
        beforeQuery,
        ...(rehearsed ? { rehearsed } : {}),
      };
      return this.attempt(unit, work, answering);
    };
    const first = (session: ClientSession): Promise<{ value: T; unit: Unit }> => {
      if (!isFirst) throw new Contended();
      isFirst = false;
      return attempt(session);
    };
    try {
      return await this.connection.transaction(first, OPTIONS);
    } catch (error) {
      if (!(error instanceof Contended)) throw error;
      return this.inTurn(CONFLICTED, () => this.connection.transaction(attempt, OPTIONS));
    }
  }

  /**
   * Those of this process that met a conflict, or will, go one after the other: at once, each would run again whenever
   * another of them is done. What one of them does outside of its transaction waits for nobody.
   */
  private inTurn<T>(over: string, work: () => Promise<T>): Promise<T> {
    return this.holding.getStore() ? work() : this.turns.run(over, () => this.holding.run(true, work));
  }

  private async attempt<T>(
    unit: WritingUnit,
    work: () => Promise<T>,
    answering: Answering | undefined,
  ): Promise<{ value: T; unit: Unit }> {
    const slow = setTimeout(() => this.logger.warn(`A transaction is open for ${SLOW_MS / 1_000} s`), SLOW_MS).unref();
    try {
      return await runUnit(unit, async () => {
        const value = await work();
        refuseStream(value);
        answering?.keep(value);
        await unit.writes.send();
        return { value, unit };
      });
    } catch (error) {
      throw isTakenCode(error, unit) ? asConflict(error) : error;
    } finally {
      clearTimeout(slow);
    }
  }
}

/** Whether the database refused a code that the attempt has drawn, because another document has it. */
function isTakenCode(error: unknown, { codes }: Unit): error is mongoose.mongo.MongoError {
  return (
    isDuplicateKey(error) &&
    error instanceof mongoose.mongo.MongoError &&
    codes.some((code) => error.message.includes(`"${code}"`))
  );
}

/** After such an error the transaction runs again. */
function asConflict(error: mongoose.mongo.MongoError): Error {
  error.addErrorLabel(mongoose.mongo.MongoErrorLabel.TransientTransactionError);
  return error;
}

/** What is read later is read outside of the transaction that it seems to belong to. */
function refuseStream(value: unknown): void {
  if (typeof value === 'object' && value !== null && Symbol.asyncIterator in value)
    throw new Error('A stream outlives the transaction that gives it: read it in there, or make it outside');
}
