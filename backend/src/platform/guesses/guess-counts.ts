import { Injectable } from '@nestjs/common';
import { InjectModel, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Transactions } from '../database/transactions.js';
import { FORGOTTEN_MS, REMEMBERED, waitLeft } from './waits.js';

/** Failed attempts of one kind: at an account from one place, at an account, from an address. */
@Schema({ collection: 'signInAttempts', versionKey: false })
export class GuessCount {
  @Prop({ type: String })
  _id!: string;

  /** The account at which they were made, where it is one. */
  @Prop({ type: String })
  account?: string;

  @Prop({ type: Number })
  failures!: number;

  /** When the last one was, by the clock of the database. */
  @Prop({ type: Date })
  at!: Date;

  /** What the last attempt was told to wait, in milliseconds; 0 where it was counted. */
  @Prop({ type: Number })
  left!: number;
}

export const GuessCountSchema = SchemaFactory.createForClass(GuessCount);
GuessCountSchema.index({ at: 1 }, { expireAfterSeconds: FORGOTTEN_MS / 1_000 });
GuessCountSchema.index({ account: 1 }, { sparse: true });

/** What is counted under one key, and how many failures of it are free. */
export interface Limit {
  readonly key: string;
  readonly free: number;
  readonly account?: string;
}

/**
 * Failed attempts as they are stored. Only when the last one was is kept, and how many there were: how long to wait
 * follows from that by the database's clock, so no lock outlasts its rule, whatever clock it was made under. All of it
 * stands outside of transactions, which a refusal rolls back.
 */
@Injectable()
export class GuessCounts {
  constructor(
    @InjectModel(GuessCount.name) private readonly counts: Model<GuessCount>,
    private readonly transactions: Transactions,
  ) {}

  /** Counts a failure unless its key is slowed down: how many there are, and the milliseconds to wait where it is. */
  async count({ key, free, account }: Limit): Promise<Pick<GuessCount, 'failures' | 'left'>> {
    const isCounted = { $eq: ['$left', 0] };
    const counting = [
      { $set: { failures: REMEMBERED, ...(account === undefined ? {} : { account: { $literal: account } }) } },
      { $set: { left: waitLeft(free) } },
      {
        $set: {
          failures: { $cond: [isCounted, { $add: ['$failures', 1] }, '$failures'] },
          at: { $cond: [isCounted, '$$NOW', '$at'] },
        },
      },
    ];
    const options = { upsert: true, returnDocument: 'after', updatePipeline: true } as const;
    return this.outside(() =>
      this.counts.findOneAndUpdate({ _id: key }, counting, options).lean<GuessCount>().orFail(),
    );
  }

  /** The milliseconds to wait until the last of these keys, of one rule, is slowed down no more. */
  async longestLeft(limits: readonly Limit[]): Promise<number> {
    const [{ key: _id, free } = { key: '', free: 0 }, ...others] = limits;
    const keys = [_id, ...others.map(({ key }) => key)];
    const found = await this.outside(() =>
      this.counts.aggregate<{ left: number }>([
        { $match: { _id: { $in: keys } } },
        { $set: { failures: REMEMBERED } },
        { $project: { left: waitLeft(free) } },
      ]),
    );
    return Math.max(0, ...found.map(({ left }) => left));
  }

  /** Forgets what was counted under these keys. */
  async forget(limits: readonly Limit[]): Promise<void> {
    await this.outside(() => this.counts.deleteMany({ _id: { $in: limits.map(({ key }) => key) } }).exec());
  }

  /** Forgets all that was counted at these accounts, from wherever. */
  async forgetAccounts(accounts: readonly string[]): Promise<void> {
    await this.outside(() => this.counts.deleteMany({ account: { $in: [...accounts] } }).exec());
  }

  private outside<T>(work: () => Promise<T>): Promise<T> {
    return this.transactions.outside(work);
  }
}
