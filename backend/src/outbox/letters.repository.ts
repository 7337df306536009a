import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { LetterKind } from '@verstak/domain';
import { Types, type Model, type QueryFilter } from 'mongoose';
import { allOf } from '../platform/access/rows.js';
import { byId, type Stored } from '../platform/database/entity.js';
import type { Page } from '../platform/lists/paging.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import { CLAIM_MS, LONGEST_MS } from './letter-pauses.js';
import type { LetterListQuery } from './letter.dto.js';
import { Letter, LetterBody } from './letter.js';

/** Letters about one document that are looked at. */
const MOST_UNTRIED = 100;

@Injectable()
export class LettersRepository extends BaseRepository<Letter> {
  constructor(
    @InjectModel(Letter.name) model: Model<Letter>,
    @InjectModel(LetterBody.name) private readonly bodies: Model<LetterBody>,
    context: RepositoryContext,
  ) {
    super(model, Letter, 'Letter', context);
  }

  /** The newest first unless told otherwise. */
  async list(query: LetterListQuery): Promise<Page<Stored<Letter>>> {
    return this.page({ ...query, sort: query.sort ?? '-createdAt' }, Letter);
  }

  /** Stores a letter that is to be sent at once, or not before an instant. */
  async add(fields: Omit<Partial<Letter>, 'state'>, text: string, notBefore?: Date): Promise<Stored<Letter>> {
    const letter = await this.insert({ ...fields, state: 'waiting' });
    const { _id, createdAt: since } = letter;
    this.transactions.write(this.bodies, { insert: { _id, text, attempts: 0, since, dueAt: notBefore ?? since } });
    return letter;
  }

  /** Has a letter not sent by itself. */
  async drop(letter: Stored<Letter>): Promise<Stored<Letter>> {
    return this.transactions.run(async () => {
      this.putOff(letter._id, undefined);
      return this.change(letter, { action: 'status' }, (dropped) => void (dropped.state = 'dropped'));
    });
  }

  /** Letters of some kinds about a document that wait for their first attempt. */
  async untried(aboutId: string, kinds: readonly LetterKind[]): Promise<Stored<Letter>[]> {
    const waiting = { aboutId: new Types.ObjectId(aboutId), kind: { $in: kinds }, state: 'waiting' };
    const letters = await this.some(waiting, { _id: 1 }, 0, MOST_UNTRIED);
    const bodies = await this.bodiesOf(letters.map(({ _id }) => _id));
    return letters.filter(({ _id }) => bodies.get(_id.toHexString())?.attempts === 0);
  }

  /** Deletes a letter with what it says. */
  async delete(letter: Stored<Letter>): Promise<void> {
    await this.transactions.run(async () => {
      this.forgetBody(letter._id);
      await this.remove(letter);
    });
  }

  override async erase(id: string): Promise<void> {
    const [letter] = await this.fetch([id]);
    if (letter) await this.delete(letter);
  }

  /** Whether there is a letter with this key. */
  async hasKey(key: string): Promise<boolean> {
    return !!(await this.model.exists({ key }));
  }

  /** What letters say that are not sent. */
  async bodiesOf(ids: readonly Types.ObjectId[]): Promise<Map<string, LetterBody>> {
    return byId(await this.bodies.find({ _id: { $in: [...ids] } }).lean<LetterBody[]>());
  }

  /** Whether a letter is due, whoever asks. */
  async isDue(now: Date): Promise<boolean> {
    return !!(await this.bodies.exists(due(now)));
  }

  /**
   * Takes the letter that is due for longest, whoever asks, and counts an attempt: nobody takes it again before its
   * sender must have ended. `null` where none is due.
   */
  async claim(now: Date): Promise<LetterBody | null> {
    const claim = { $inc: { attempts: 1 }, $set: { dueAt: new Date(now.getTime() + CLAIM_MS) } };
    return this.bodies
      .findOneAndUpdate(due(now), claim, { sort: { dueAt: 1 }, returnDocument: 'after' })
      .lean<LetterBody>();
  }

  /** Puts the next attempt off, in the running transaction; without an instant for good. */
  putOff(id: Types.ObjectId, dueAt: Date | undefined): void {
    const update = dueAt ? { $set: { dueAt } } : { $unset: { dueAt: '' } };
    this.transactions.write(this.bodies, { filter: { _id: id }, update });
  }

  /** Has a letter sent as if it were written now, in the running transaction. */
  beginAnew(id: Types.ObjectId, now: Date): void {
    const update = { $set: { attempts: 0, since: now, dueAt: now } };
    this.transactions.write(this.bodies, { filter: { _id: id }, update });
  }

  /** Forgets what a letter says, in the running transaction. */
  forgetBody(id: Types.ObjectId): void {
    this.transactions.write(this.bodies, { remove: { _id: id } });
  }

  /** Letters that are still to be sent and were written before an instant, the oldest first, whoever asks. */
  async waitingBefore(instant: Date, most: number): Promise<Stored<Letter>[]> {
    const overdue = { dueAt: { $exists: true }, since: { $lt: instant } };
    const bodies = await this.bodies
      .find(overdue)
      .sort({ since: 1 })
      .limit(most)
      .select({ _id: 1 })
      .lean<LetterBody[]>();
    return this.fetch(bodies.map(({ _id }) => _id.toHexString()));
  }

  /** Letters that were given up, the oldest first. */
  async failed(most: number): Promise<Stored<Letter>[]> {
    return this.some({ state: 'failed' }, { _id: 1 }, 0, most);
  }

  /** Letters with which nothing was done since an instant and nothing is to be done, whoever asks. */
  async settledBefore(instant: Date, most: number): Promise<Stored<Letter>[]> {
    return this.some({ ...SETTLED, updatedAt: { $lt: instant } }, { _id: 1 }, 0, most);
  }

  /** Letters with which nothing is to be done, beyond the newest so many, whoever asks. */
  async settledBeyond(kept: number, most: number): Promise<Stored<Letter>[]> {
    return this.some(SETTLED, { _id: -1 }, kept, most);
  }

  private async some(filter: object, sort: { _id: 1 | -1 }, skip: number, limit: number): Promise<Stored<Letter>[]> {
    const found = this.model.find(allOf<Letter>(filter));
    return found.sort(sort).skip(skip).limit(limit).lean<Stored<Letter>[]>();
  }
}

const SETTLED = { state: { $in: ['sent', 'failed', 'dropped'] } };

function due(now: Date): QueryFilter<LetterBody> {
  return { $or: [{ dueAt: { $lte: now } }, { dueAt: { $gt: new Date(now.getTime() + LONGEST_MS) } }] };
}
