import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection as Database } from 'mongoose';
import type { Collection } from 'mongodb';
import { setTimeout as pause } from 'node:timers/promises';

/** How often an account of another system may be asked: so many requests at once, and one more after each interval. */
export interface RequestLimit {
  atOnce: number;
  /** Milliseconds after which there is one more. */
  interval: number;
}

/** The budget of one account: how a system is asked no more often than it lets itself be. */
export interface RequestPace {
  /** Ends when so many requests may be sent, or one that counts for so many; one unless told. */
  take(requests?: number): Promise<void>;
  /** Nobody asks before then. */
  putOff(until: Date): Promise<void>;
}

/** What of its budget an account has used, as it is stored. */
interface Budget {
  /** The account: which system, and who there. */
  _id: string;
  /** When all that was taken is there again, by the database's clock. */
  fullAt: Date;
}

/** Nobody waits for longer: what is told beyond that was told under a wrong clock, or is a pause of the whole exchange. */
const LONGEST_MS = 60_000;

/** The budget is used up for longer than anybody waits. */
export class BudgetSpent extends Error {
  constructor(readonly until: Date) {
    super('The budget of requests is used up for now');
  }
}

/**
 * One budget of requests for an account of another system, which all connections to it share and all processes: the
 * generic cell rate algorithm over one time in the database, told by the database's clock.
 */
@Injectable()
export class RequestBudget {
  private readonly budgets: Collection<Budget>;

  constructor(@InjectConnection() database: Database) {
    this.budgets = database.collection<Budget>('requestBudgets');
  }

  /** Takes so many requests, and ends when they may be sent. Throws `BudgetSpent` where that is beyond a minute. */
  async take(account: string, { atOnce, interval }: RequestLimit, requests = 1): Promise<void> {
    const cost = requests * interval;
    const from = { $max: ['$$NOW', { $ifNull: ['$fullAt', '$$NOW'] }] };
    const taken = await this.budgets.findOneAndUpdate(
      { _id: account },
      [{ $set: { fullAt: { $add: [from, cost] }, at: '$$NOW' } }],
      { upsert: true, returnDocument: 'after' },
    );
    if (!taken) return;
    const { fullAt, at } = taken as Budget & { at: Date };
    const wait = fullAt.getTime() - at.getTime() - atOnce * interval;
    if (wait > LONGEST_MS) {
      await this.budgets.updateOne({ _id: account }, [{ $set: { fullAt: { $subtract: ['$fullAt', cost] } } }]);
      throw new BudgetSpent(new Date(Date.now() + wait));
    }
    if (wait > 0) await pause(wait);
  }

  /** Leaves an account alone for so many milliseconds, as it asked for. */
  async putOff(account: string, { atOnce, interval }: RequestLimit, milliseconds: number): Promise<void> {
    const fullAt = { $add: ['$$NOW', milliseconds + (atOnce - 1) * interval] };
    await this.budgets.updateOne(
      { _id: account },
      [{ $set: { fullAt: { $max: [fullAt, { $ifNull: ['$fullAt', fullAt] }] } } }],
      { upsert: true },
    );
  }
}
