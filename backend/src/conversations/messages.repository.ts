import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { isOutsider, MOST_UNREAD, type Action } from '@verstak/domain';
import { Types, type Model, type QueryFilter } from 'mongoose';
import { callerPermissions, currentCall } from '../platform/access/caller.js';
import { Places, type Place } from '../platform/access/places.js';
import { allOf } from '../platform/access/rows.js';
import { WITHOUT_DERIVED } from '../platform/database/derived-fields.js';
import type { Entity, Stored } from '../platform/database/entity.js';
import { wordsFilter } from '../platform/database/search-filter.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import type { MessageListQuery } from './message.dto.js';
import { placeOf, StoredMessage } from './message.js';

/** What the database is asked of a conversation. */
type Filter = QueryFilter<StoredMessage>;

@Injectable()
export class MessagesRepository extends BaseRepository<StoredMessage> {
  constructor(
    @InjectModel('Message') model: Model<StoredMessage>,
    context: RepositoryContext,
    private readonly places: Places,
  ) {
    super(model, StoredMessage, 'Message', context);
  }

  /** Messages of a conversation that the caller may see, in its order. */
  async list({ subjectId, before, after, q = '', limit }: MessageListQuery): Promise<Stored<StoredMessage>[]> {
    const position = {
      ...(before === undefined ? {} : { $lt: before }),
      ...(after === undefined ? {} : { $gt: after }),
    };
    const range = Object.keys(position).length ? { position } : {};
    const where = allOf<StoredMessage>({ subjectId: new Types.ObjectId(subjectId) }, range, this.found(q), this.rows());
    const isForward = after !== undefined;
    const found = await this.model
      .find(where, WITHOUT_DERIVED)
      .sort({ position: isForward ? 1 : -1 })
      .limit(limit)
      .lean<Stored<StoredMessage>[]>();
    return isForward ? found : found.reverse();
  }

  /** What a conversation has after a position, internal notes among it, whoever asks. */
  async after({ subjectId }: Place, position: number, limit: number): Promise<Stored<StoredMessage>[]> {
    return this.model
      .find(allOf<StoredMessage>({ subjectId, position: { $gt: position } }), WITHOUT_DERIVED)
      .sort({ position: 1 })
      .limit(limit)
      .lean<Stored<StoredMessage>[]>();
  }

  /** The message, whoever asks; `undefined` where there is none. */
  async load(id: string): Promise<Stored<StoredMessage> | undefined> {
    return (await this.model.findById(id, WITHOUT_DERIVED).lean<Stored<StoredMessage>>()) ?? undefined;
  }

  /** Those of these messages that the caller may see, in no order. */
  async byIds(ids: readonly string[]): Promise<Stored<StoredMessage>[]> {
    return this.fetch(ids);
  }

  /** Messages of others that the caller may see after a position, counted so far. */
  async countAfter(subjectId: string, position: number, userId: string): Promise<number> {
    const where = { subjectId, position: { $gt: position }, authorId: { $ne: userId } };
    return this.model.countDocuments(allOf<StoredMessage>(where, this.rows()), { limit: MOST_UNREAD });
  }

  /** Who has written in a conversation from a position on, whoever asks. */
  async authorsFrom(subjectId: string, position: number): Promise<Set<string>> {
    const where = allOf<StoredMessage>({ subjectId, position: { $gte: position } });
    return new Set((await this.model.distinct('authorId', where)).map(String));
  }

  /** In which of these conversations something is found by words that the caller may see. */
  async conversationsWith(q: string, subjectIds: readonly string[]): Promise<Set<string>> {
    const where = allOf<StoredMessage>({ subjectId: { $in: subjectIds } }, this.found(q), this.rows());
    return new Set((await this.model.distinct('subjectId', where)).map(String));
  }

  async add(fields: Omit<StoredMessage, keyof Entity>, id: Types.ObjectId): Promise<Stored<StoredMessage>> {
    return this.insert(fields, 'written', id);
  }

  override async erase(id: string): Promise<void> {
    await this.transactions.run(async () => {
      const message = await this.load(id);
      if (message) await this.remove(message, true);
    });
  }

  /** 404 where the caller may not talk there. */
  protected override async requireRight(_action: Action, message: Stored<StoredMessage>): Promise<void> {
    await this.places.requireTalk(placeOf(message));
  }

  /** Whoever may talk about a document reads all that is said there, but for internal notes. */
  protected override rows(): Filter {
    const { caller } = currentCall();
    return caller.kind === 'person' && !isOutsider(caller.permissions) ? {} : { isInternal: false };
  }

  private found(q: string): object {
    return wordsFilter(q, StoredMessage, callerPermissions(), this.context.config.notation);
  }
}
