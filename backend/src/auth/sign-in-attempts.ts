import { Injectable } from '@nestjs/common';
import { InjectModel, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Failure } from '../platform/http/failure.js';

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

/** Slows down who guesses passwords: an account and an address each wait longer after the fifth failure. */
@Injectable()
export class SignInThrottle {
  constructor(@InjectModel(SignInAttempts.name) private readonly attempts: Model<SignInAttempts>) {}

  /** 429 with the seconds to wait while the account or the address is slowed down. */
  async check(keys: readonly string[]): Promise<void> {
    const now = Date.now();
    const blocked = await this.attempts
      .find({ _id: { $in: [...keys] }, blockedUntil: { $gt: new Date(now) } })
      .lean<SignInAttempts[]>();
    const until = Math.max(0, ...blocked.map((attempt) => attempt.blockedUntil.getTime()));
    if (!until) return;
    const retryAfterSeconds = Math.ceil((until - now) / 1_000);
    throw new Failure('request.too_many', {
      detail: `Too many failed attempts; try again in ${retryAfterSeconds} s.`,
      params: { retryAfterSeconds },
    });
  }

  async failed(keys: readonly string[]): Promise<void> {
    const at = new Date();
    for (const _id of keys) {
      const attempt = await this.attempts
        .findOneAndUpdate({ _id }, { $inc: { failures: 1 }, $set: { at } }, { upsert: true, returnDocument: 'after' })
        .lean<SignInAttempts>();
      const excess = (attempt?.failures ?? 0) - FREE;
      if (excess < 0) continue;
      const seconds = Math.min(FIRST_WAIT_SECONDS * 2 ** excess, LONGEST_WAIT_SECONDS);
      await this.attempts.updateOne({ _id }, { $set: { blockedUntil: new Date(at.getTime() + seconds * 1_000) } });
    }
  }

  async succeeded(account: string): Promise<void> {
    await this.attempts.deleteOne({ _id: account });
  }
}
