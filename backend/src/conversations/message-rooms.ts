import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Place } from '../platform/access/places.js';
import type { Stored } from '../platform/database/entity.js';
import { Turns } from '../platform/threads/turns.js';
import { serialize } from '../platform/fields/serializer.js';
import { JournalReaders } from '../platform/journal/journal-readers.js';
import type { JournalChange, JournalEntry } from '../platform/journal/journal-entry.js';
import { Rooms } from '../platform/realtime/rooms.js';
import { ConversationsRepository } from './conversations.repository.js';
import { Message, placeOf, type StoredMessage } from './message.js';
import { MessagesRepository } from './messages.repository.js';
import { MessagesService } from './messages.service.js';

const BATCH = 100;

/** A message has no fields that only some may read. */
const NOBODY = new Set<never>();

/**
 * Tells those who look at a conversation what is written there, in its order, whichever process it was written in: the
 * journal says that there is something, what it is is read after the last position that was told here.
 */
@Injectable()
export class MessageRooms implements OnModuleInit {
  private readonly logger = new Logger(MessageRooms.name);
  private readonly turns = new Turns(1);
  /** The last position that was told in each room of this process, by what it is about. */
  private readonly told = new Map<string, number>();
  /** The last position of what is to be told, and whether it is internal, all of it. */
  private readonly expected = new Map<string, Pick<StoredMessage, 'position' | 'isInternal'>>();

  constructor(
    private readonly journal: JournalReaders,
    private readonly rooms: Rooms,
    private readonly messages: MessagesRepository,
    private readonly service: MessagesService,
    private readonly conversations: ConversationsRepository,
  ) {}

  onModuleInit(): void {
    this.rooms.beforeFirst((place) => this.open(place));
    this.journal.add((entry) => this.hear(entry));
  }

  /** From here on; what was written before whoever comes in has read, or reads now. */
  private async open(place: Place): Promise<void> {
    this.told.set(place.subjectId, (await this.conversations.at(place))?.latest.position ?? 0);
  }

  private hear({ entity, ownerId, changes }: JournalEntry): void {
    if (entity === 'Message') this.expect(valuesOf(changes));
    else if (entity === 'File' && ownerId) this.later(String(ownerId), () => this.tellAgain(String(ownerId)));
  }

  /** Tells of a message when those before it are told; what comes until then is told of with it. */
  private expect({ subject, subjectId, position, isInternal }: StoredMessage): void {
    const place = { subject, subjectId: String(subjectId) };
    const expected = this.expected.get(place.subjectId);
    this.expected.set(place.subjectId, {
      position: Math.max(position, expected?.position ?? 0),
      isInternal: isInternal && (expected?.isInternal ?? true),
    });
    if (!expected) this.later(place.subjectId, () => this.tellNew(place));
  }

  private later(key: string, work: () => Promise<void>): void {
    this.turns
      .run(key, work)
      .catch((error: unknown) => this.logger.warn(`A message was not told of at once: ${String(error)}`));
  }

  /** Tells a room all that is new in it, and whoever takes part that there is something. */
  private async tellNew(place: Place): Promise<void> {
    const { subjectId } = place;
    const expected = this.expected.get(subjectId);
    this.expected.delete(subjectId);
    if (!expected) return;
    const told = this.told.get(subjectId) ?? 0;
    if (!this.rooms.has(place)) this.told.delete(subjectId);
    else if (expected.position > told) await this.tellAfter(place, told);
    const conversation = await this.conversations.at(place);
    const hint = { entity: 'Conversation', id: subjectId };
    this.rooms.tell(conversation?.participantIds.map(String) ?? [], 'changed', hint, expected.isInternal);
  }

  private async tellAfter(place: Place, position: number): Promise<void> {
    const news = await this.messages.after(place, position, BATCH);
    await this.say(news);
    const last = news.at(-1)?.position;
    if (last === undefined) return;
    this.told.set(place.subjectId, last);
    if (news.length === BATCH) await this.tellAfter(place, last);
  }

  /** Tells a message whose files are others by now. */
  private async tellAgain(id: string): Promise<void> {
    const message = await this.messages.load(id);
    if (message && this.rooms.has(placeOf(message))) await this.say([message]);
  }

  private async say(messages: readonly Stored<StoredMessage>[]): Promise<void> {
    for (const message of await this.service.withFiles(messages))
      this.rooms.say(placeOf(message), 'message', serialize(Message, message, NOBODY));
  }
}

/** What a message was made with, as its entry tells: all but its text. */
function valuesOf(changes: readonly JournalChange[]): StoredMessage {
  return Object.fromEntries(changes.map(({ path, after }) => [path, after])) as unknown as StoredMessage;
}
