import { Injectable } from '@nestjs/common';
import { isOutsider, sideOf } from '@verstak/domain';
import { Types } from 'mongoose';
import { FilesService } from '../files/files.service.js';
import type { StoredFile } from '../files/stored-file.js';
import { signedInPerson, type Person } from '../platform/access/caller.js';
import { Places, type Place } from '../platform/access/places.js';
import { Principals } from '../platform/access/principals.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { newId } from '../platform/database/unit.js';
import { Failure, Invalid } from '../platform/failure/failure.js';
import { Pace } from '../platform/http/pace.js';
import { ConversationsRepository } from './conversations.repository.js';
import type { MessageCreate, MessageListQuery } from './message.dto.js';
import type { Message, StoredMessage } from './message.js';
import { MessagesRepository } from './messages.repository.js';

/** Messages of one person: so many at once, and so many a second from then on. */
const AT_ONCE = 20;
const PER_SECOND = 2;

/** Messages about documents, for whoever may see those. */
@Injectable()
export class MessagesService {
  private readonly pace = new Pace(AT_ONCE, PER_SECOND);

  constructor(
    private readonly messages: MessagesRepository,
    private readonly conversations: ConversationsRepository,
    private readonly files: FilesService,
    private readonly places: Places,
    private readonly principals: Principals,
    private readonly transactions: Transactions,
  ) {}

  /** Messages of a conversation with their files, in its order; 404 where the caller may not see what it is about. */
  async list(query: MessageListQuery): Promise<Stored<Message>[]> {
    const { subject, subjectId } = query;
    await this.places.requireTalk({ subject, subjectId });
    return this.withFiles(await this.messages.list(query));
  }

  /**
   * Says something: 404 where the caller may not see what it is about, 403 for an internal note by somebody who is not of
   * the workshop, 400 for nothing at all and for mentioning who may not read it, 429 where one writes too often.
   */
  async write(fields: MessageCreate): Promise<Stored<Message>> {
    const person = signedInPerson();
    const { subject, subjectId, isInternal, mentions } = fields;
    const place: Place = { subject, subjectId };
    await this.places.requireTalk(place);
    requireContent(fields);
    if (isInternal && isOutsider(person.permissions))
      throw new Failure('auth.forbidden', { detail: 'Internal notes are for the people of the workshop.' });
    this.pace.require(person.userId);
    await this.requireMentionable(place, mentions, person);
    const concerned = (await this.places.talkAt(subject)?.concerned(subjectId)) ?? [];
    const participants = [person.userId, ...mentions, ...concerned];
    const said = { ...fields, text: fields.text || undefined };
    const add = async (): Promise<Stored<Message>> => {
      return { ...(await this.add(said, { ...place, isInternal }, person, participants)), files: [] };
    };
    return this.transactions.run(add, `conversation ${subjectId}`);
  }

  /** Messages with their files, whoever asks. */
  async withFiles(messages: readonly Stored<StoredMessage>[]): Promise<Stored<Message>[]> {
    const having = messages.filter(({ attachments }) => attachments).map(({ _id }) => _id.toHexString());
    const files = having.length ? await this.files.at('Message', having) : [];
    return messages.map((message) => ({ ...message, files: filesOf(message, files) }));
  }

  private async add(
    fields: MessageCreate,
    place: Place,
    { userId, name, permissions }: Person,
    participants: readonly string[],
  ): Promise<Stored<StoredMessage>> {
    const id = newId();
    const position = await this.conversations.take(place, { id, authorId: new Types.ObjectId(userId) }, participants);
    const said = { ...fields, position, authorId: userId, authorName: name, side: sideOf(permissions) };
    return this.messages.add(said, id);
  }

  private async requireMentionable(place: Place, mentions: readonly string[], person: Person): Promise<void> {
    for (const id of mentions) {
      const named = isOutsider(person.permissions) ? undefined : await this.principals.active(id);
      if (named && !isOutsider(named.permissions) && (await this.places.mayTalk(place, named))) continue;
      const message = 'must name people of the workshop who may read the conversation';
      throw Invalid([{ field: 'mentions', rule: 'mayRead', value: id, message }]);
    }
  }
}

function filesOf({ _id }: Stored<StoredMessage>, files: readonly Stored<StoredFile>[]): Message['files'] {
  // Written by the fields that a message tells of its files; those have ids as all documents have.
  return files.filter(({ subjectId }) => String(subjectId) === _id.toHexString()) as unknown as Message['files'];
}

function requireContent({ text, attachments }: MessageCreate): void {
  if (text || attachments) return;
  throw Invalid([{ field: 'text', rule: 'minLength', message: 'must not be empty where no files come with it' }]);
}
