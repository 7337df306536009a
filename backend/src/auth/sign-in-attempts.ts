import { Injectable } from '@nestjs/common';
import { InjectModel, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { JournalAction } from '@verstak/domain';
import type { Model } from 'mongoose';
import { Transactions } from '../platform/database/transactions.js';
import { Failure } from '../platform/http/failure.js';
import { JournalEvents } from '../platform/journal/journal-events.js';
import { networkOf } from './network.js';
import { Turns } from './turns.js';

/** Failures that are free, for an account and for an address. */
const FREE = 5;

/** The wait after the first failure too many, in seconds; doubled with each further one. */
const FIRST_WAIT_SECONDS = 2;
const LONGEST_WAIT_SECONDS = 900;
const FORGOTTEN_SECONDS = 3_600;

/** Failed attempts of one account or from one address. */
@Schema({ collection: 'signInAttempts', versionKey: false })
export class SignInAttempts {
  @Prop({ type: String })
  _id!: string;

  @Prop({ type: Number })
  failures!: number;

  @Prop({ type: Date })
  blockedUntil!: Date;

  @Prop({ type: Date })
  at!: Date;
}

export const SignInAttemptsSchema = SchemaFactory.createForClass(SignInAttempts);
SignInAttemptsSchema.index({ at: 1 }, { expireAfterSeconds: FORGOTTEN_SECONDS });

/** Whose password is tried: the account that is slowed down, what a failure is called, and the login that was typed. */
export interface Guess {
  account: string;
  action: JournalAction;
  login?: string;
}

/**
 * Slows down who guesses passwords: an account and an address each wait longer after the fifth failure. What is counted
 * here stands even where the transaction that an attempt is made in is rolled back.
 */
@Injectable()
export class SignInThrottle {
  private readonly turns = new Turns(FREE);

  constructor(
    @InjectModel(SignInAttempts.name) private readonly attempts: Model<SignInAttempts>,
    private readonly transactions: Transactions,
    private readonly events: JournalEvents,
  ) {}

  /**
   * Makes an attempt at an account; `undefined` is a failure, which the journal tells of. 429 with the seconds to wait while the account or the
   * address is slowed down. An attempt counts against the account before its outcome is known, and from an address
   * only a few are made at a time, so that a hundred at once are no way around.
   */
  async guard<T>(
    guess: Guess,
    address: string | undefined,
    attempt: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    if (!address) return this.make(guess, undefined, attempt);
    const network = `address:${networkOf(address)}`;
    return this.turns.run(network, () => this.make(guess, network, attempt));
  }

  private async make<T>(
    guess: Guess,
    network: string | undefined,
    attempt: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const { account } = guess;
    if (network) refuseWhile((await this.find(network))?.blockedUntil);
    const failures = await this.count(account);
    const outcome = await attempt();
    if (outcome !== undefined) await this.forget(account);
    else await this.tell(guess, failures, network);
    return outcome;
  }

  /** What has failed is in the journal, and what is locked by it: the account, and the network that it came from. */
  private async tell({ account, action, login }: Guess, failures: number, network: string | undefined): Promise<void> {
    const named = login === undefined ? {} : { login };
    await this.events.warn(`${account} ${network ?? ''}`, { action, params: { ...named, count: failures } });
    await this.tellOfLock(account, failures, named);
    if (network) await this.tellOfLock(network, await this.count(network, true), {});
  }

  private async tellOfLock(key: string, failures: number, named: { login?: string }): Promise<void> {
    const seconds = waitAfter(failures) / 1_000;
    if (seconds) await this.events.warn(key, { action: 'locked', params: { ...named, count: failures, seconds } });
  }

  /** Counts one failure, gives how many there are; 429 where the key is slowed down, unless it was `already` made. */
  private async count(_id: string, already = false): Promise<number> {
    for (;;) {
      const known = await this.find(_id);
      const at = new Date();
      if (!already) refuseWhile(known?.blockedUntil);
      const failures = (known?.failures ?? 0) + 1;
      const next = { failures, at, blockedUntil: new Date(at.getTime() + waitAfter(failures)) };
      if (await this.transactions.outside(() => this.replace(_id, known?.failures, next))) return failures;
    }
  }

  private async forget(_id: string): Promise<void> {
    await this.transactions.outside(() => this.attempts.deleteOne({ _id }).exec());
  }

  /** Stores what follows from a number of failures; false where another attempt was counted meanwhile. */
  private async replace(
    _id: string,
    failures: number | undefined,
    next: Omit<SignInAttempts, '_id'>,
  ): Promise<boolean> {
    if (failures !== undefined) {
      const { matchedCount } = await this.attempts.updateOne({ _id, failures }, { $set: next });
      return matchedCount === 1;
    }
    const { upsertedCount } = await this.attempts.updateOne({ _id }, { $setOnInsert: next }, { upsert: true });
    return upsertedCount === 1;
  }

  private async find(_id: string): Promise<SignInAttempts | null> {
    return this.transactions.outside(() => this.attempts.findById(_id).lean<SignInAttempts>().exec());
  }
}

/** The wait after so many failures, in milliseconds. */
function waitAfter(failures: number): number {
  if (failures < FREE) return 0;
  return Math.min(FIRST_WAIT_SECONDS * 2 ** (failures - FREE), LONGEST_WAIT_SECONDS) * 1_000;
}

function refuseWhile(blockedUntil: Date | undefined): void {
  const wait = (blockedUntil?.getTime() ?? 0) - Date.now();
  if (wait <= 0) return;
  const retryAfterSeconds = Math.ceil(wait / 1_000);
  throw new Failure('request.too_many', {
    detail: `Too many failed attempts; try again in ${retryAfterSeconds} s.`,
    params: { retryAfterSeconds },
  });
}
