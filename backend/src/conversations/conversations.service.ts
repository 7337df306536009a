import { Injectable } from '@nestjs/common';
import { isOutsider, searchTokens, type ConversationSubject } from '@verstak/domain';
import { signedInPerson, type Person } from '../platform/access/caller.js';
import { Places, type Place, type Title } from '../platform/access/places.js';
import { Principals } from '../platform/access/principals.js';
import { byId, type Stored } from '../platform/database/entity.js';
import { Rooms } from '../platform/realtime/rooms.js';
import { UsersService } from '../users/users.service.js';
import type { ConversationListItem, Mentionable, ReadMarkChange, ReadState } from './conversation.dto.js';
import type { Conversation, Latest } from './conversation.js';
import { ConversationsRepository } from './conversations.repository.js';
import type { ConversationQuery } from './message.dto.js';
import type { StoredMessage } from './message.js';
import { MessagesRepository } from './messages.repository.js';

/** What a list shows of a message. */
const SHOWN = 200;

/** A conversation as one of its readers sees it. */
interface Seen {
  conversation: Conversation;
  subjectId: string;
  title: Title;
  latest: Latest;
}

/** Who takes part in which conversations, and how far they have read. */
@Injectable()
export class ConversationsService {
  private readonly readers: ((userId: string, place: Place) => Promise<void>)[] = [];

  constructor(
    private readonly conversations: ConversationsRepository,
    private readonly messages: MessagesRepository,
    private readonly places: Places,
    private readonly principals: Principals,
    private readonly users: UsersService,
    private readonly rooms: Rooms,
  ) {}

  /** The conversations in which the caller takes part, the newest first. */
  async list(q = ''): Promise<ConversationListItem[]> {
    const person = signedInPerson();
    const seen = await this.matching(await this.seenBy(person), q);
    return this.told(seen, person, await this.conversations.marksOf(person.userId, idsOf(seen)));
  }

  /** Those whose last message is not the caller's own and not read yet: how many, and the first that waited longest. */
  async unread(most: number): Promise<{ items: ConversationListItem[]; total: number }> {
    const person = signedInPerson();
    const { unread, marks } = await this.unreadBy(person);
    return { items: await this.told(unread.toReversed().slice(0, most), person, marks), total: unread.length };
  }

  private async told(
    seen: readonly Seen[],
    { userId }: Person,
    marks: ReadonlyMap<string, number>,
  ): Promise<ConversationListItem[]> {
    const last = byId(await this.messages.byIds(seen.map(({ latest }) => latest.id.toHexString())));
    const items = seen.map(async ({ conversation: { subject }, subjectId, title, latest }) => {
      const message = last.get(latest.id.toHexString());
      if (!message) return [];
      const { text, authorName, isInternal, createdAt: at } = message;
      const mark = marks.get(subjectId) ?? 0;
      const unread = latest.position > mark ? await this.messages.countAfter(subjectId, mark, userId) : 0;
      return [{ subject, subjectId, ...title, text: text?.slice(0, SHOWN), authorName, isInternal, at, unread }];
    });
    return (await Promise.all(items)).flat();
  }

  /** In how many of them the last message is not the caller's own and not read yet. */
  async countUnread(): Promise<{ conversations: number }> {
    return { conversations: (await this.unreadBy(signedInPerson())).unread.length };
  }

  /** How far the caller has read a conversation; 404 where they may not see what it is about. */
  async stateOf({ subject, subjectId }: ConversationQuery): Promise<ReadState> {
    await this.places.requireTalk({ subject, subjectId });
    const { userId } = signedInPerson();
    const position = (await this.conversations.marksOf(userId, [subjectId])).get(subjectId) ?? 0;
    return { position, unread: await this.messages.countAfter(subjectId, position, userId) };
  }

  /** Moves the caller's mark on, never back and never beyond what there is. */
  async mark({ subject, subjectId, position }: ReadMarkChange): Promise<void> {
    await this.places.requireTalk({ subject, subjectId });
    const { userId } = signedInPerson();
    const last = (await this.conversations.at({ subjectId }))?.latest.position;
    if (last === undefined) return;
    await this.conversations.mark(userId, subjectId, Math.min(position, last));
    this.rooms.tell([userId], 'changed', { entity: 'Conversation', id: subjectId });
    for (const reader of this.readers) await reader(userId, { subject, subjectId });
  }

  /**
   * A message, and those who take part in its conversation and have neither read so far nor written since, whoever asks;
   * `undefined` where it is gone.
   */
  async newsOf(messageId: string): Promise<{ message: Stored<StoredMessage>; unreadBy: string[] } | undefined> {
    const message = await this.messages.load(messageId);
    const conversation = message && (await this.conversations.at({ subjectId: String(message.subjectId) }));
    if (!conversation) return undefined;
    const { position } = message;
    const subjectId = String(message.subjectId);
    const writers = await this.messages.authorsFrom(subjectId, position);
    const others = conversation.participantIds.map(String).filter((id) => !writers.has(id));
    return { message, unreadBy: await this.conversations.notBeyond(subjectId, position, others) };
  }

  /** Calls `listener` when somebody has read a conversation of this process on. */
  whenRead(listener: (userId: string, place: Place) => Promise<void>): void {
    this.readers.push(listener);
  }

  /** The people of the workshop who may read a conversation, by name. */
  async people({ subject, subjectId }: ConversationQuery): Promise<Mentionable[]> {
    const place = { subject, subjectId };
    await this.places.requireTalk(place);
    const people = (await this.users.listStaff()).map(async ({ _id, name }) => {
      const person = await this.principals.active(_id.toHexString());
      return person && (await this.places.mayTalk(place, person)) ? [{ id: _id.toHexString(), name }] : [];
    });
    return (await Promise.all(people)).flat();
  }

  private async unreadBy(person: Person): Promise<{ unread: Seen[]; marks: Map<string, number> }> {
    const seen = await this.seenBy(person);
    const marks = await this.conversations.marksOf(person.userId, idsOf(seen));
    const isUnread = ({ subjectId, latest }: Seen): boolean =>
      String(latest.authorId) !== person.userId && latest.position > (marks.get(subjectId) ?? 0);
    return { unread: seen.filter(isUnread), marks };
  }

  /** The conversations of somebody about what they may see, without what is internal where that is not theirs to see. */
  private async seenBy(person: Person): Promise<Seen[]> {
    const own = await this.conversations.of(person.userId);
    const bySubject = Map.groupBy(own, ({ subject }) => subject);
    const titles = new Map<string, Title>();
    for (const [subject, some] of bySubject)
      for (const [id, title] of await this.titlesOf(subject, some, person)) titles.set(id, title);
    const isOutside = isOutsider(person.permissions);
    const seen = own.flatMap((conversation): Seen[] => {
      const subjectId = conversation._id.toHexString();
      const title = titles.get(subjectId);
      const latest = isOutside ? conversation.latestOpen : conversation.latest;
      return title && latest ? [{ conversation, subjectId, title, latest }] : [];
    });
    return seen.sort((one, other) => other.latest.position - one.latest.position);
  }

  private async titlesOf(
    subject: ConversationSubject,
    some: readonly Conversation[],
    person: Person,
  ): Promise<Map<string, Title>> {
    const ids = some.map(({ _id }) => _id.toHexString());
    return (await this.places.talkAt(subject)?.titles(ids, person)) ?? new Map<string, Title>();
  }

  private async matching(seen: Seen[], q: string): Promise<Seen[]> {
    const asked = searchTokens(q);
    if (!q.trim()) return seen;
    const found = await this.messages.conversationsWith(q, idsOf(seen));
    return seen.filter(({ subjectId, title }) => found.has(subjectId) || isCalled(title, asked));
  }
}

function idsOf(seen: readonly Seen[]): string[] {
  return seen.map(({ subjectId }) => subjectId);
}

/** Whether each of the words begins one of a title. */
function isCalled({ number, name = '' }: Title, asked: readonly string[]): boolean {
  const words = searchTokens(`${number ?? ''} ${name}`);
  return asked.length > 0 && asked.every((one) => words.some((word) => word.startsWith(one)));
}
