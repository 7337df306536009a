import { Injectable } from '@nestjs/common';
import {
  defaultChannels,
  isCustomer,
  isSupplier,
  type NotificationChannels,
  type NotificationTopic,
} from '@verstak/domain';
import { Outbox } from '../outbox/outbox.js';
import type { Person } from '../platform/access/caller.js';
import { Principals } from '../platform/access/principals.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { EntryRows } from '../platform/realtime/entry-rows.js';
import { PreferencesService } from '../preferences/preferences.service.js';
import { UsersService } from '../users/users.service.js';
import { WorkshopService } from '../workshop/workshop.service.js';
import type { News } from './news.js';
import { NotificationHints } from './notification-hints.js';
import { notificationLetter } from './notification-letters.js';
import type { Notification, Told } from './notification.js';
import { NotificationsRepository } from './notifications.repository.js';

/** Of what goes on in one thread, somebody gets no more than one letter within this time. */
const LETTER_PAUSE_MS = 3_600_000;

/** Somebody who is told, and how they want to be. */
export interface Recipient {
  person: Person;
  channelsOf: (topic: NotificationTopic) => NotificationChannels;
  email?: string;
  language: 'ru' | 'en';
  /** Where the pages are that they see. */
  isSupplier: boolean;
}

/** News of one thread for one person. */
interface Thread {
  recipient: Recipient;
  thread: string;
  news: News[];
}

/**
 * Writes what people are told of: who may read it, has not done it and wants it. As often as the same news come, they are
 * told once: what was written of a thread remembers the position it came to.
 */
@Injectable()
export class NotificationWriter {
  constructor(
    private readonly notifications: NotificationsRepository,
    private readonly principals: Principals,
    private readonly rows: EntryRows,
    private readonly users: UsersService,
    private readonly preferences: PreferencesService,
    private readonly outbox: Outbox,
    private readonly workshop: WorkshopService,
    private readonly hints: NotificationHints,
    private readonly transactions: Transactions,
  ) {}

  /** Tells of news, in their order. */
  async write(news: readonly News[]): Promise<void> {
    const known = new Map<string, Promise<Recipient | undefined>>();
    const told = new Map<string, Thread>();
    for (const one of news) {
      const mayKnow = this.rows.testFor(one.within ?? { entity: one.about.subject, id: one.about.subjectId }, []);
      for (const id of new Set(one.to)) {
        if (id === one.actorId) continue;
        if (!known.has(id)) known.set(id, this.recipient(id));
        const recipient = await known.get(id);
        if (!recipient || !(await mayKnow(recipient.person))) continue;
        const thread = `${one.about.topic} ${one.thread ?? one.about.subjectId}`;
        const key = `${id} ${thread}`;
        const group = told.get(key) ?? { recipient, thread, news: [] };
        told.set(key, group);
        group.news.push(one);
      }
    }
    for (const group of told.values()) await this.writeOne(group);
  }

  /** Somebody who can be told of something; customers get letters about their orders instead. */
  async recipient(userId: string): Promise<Recipient | undefined> {
    const person = await this.principals.active(userId);
    if (!person || isCustomer(person.permissions)) return undefined;
    const [{ email }, { language, notifications = [] }] = await Promise.all([
      this.users.get(userId),
      this.preferences.of(userId),
    ]);
    const chosen = new Map(notifications.map((choice) => [choice.topic, choice]));
    return {
      person,
      channelsOf: (topic) => chosen.get(topic) ?? defaultChannels(topic, person.permissions),
      ...(email ? { email } : {}),
      language: language === 'en' ? 'en' : 'ru',
      isSupplier: isSupplier(person.permissions),
    };
  }

  /** Writes what is new of a thread to somebody: into the one that is unread, or a new one. */
  private async writeOne({ recipient, thread, news }: Thread): Promise<void> {
    const { userId } = recipient.person;
    await this.transactions.run(async () => {
      const former = await this.notifications.latestOf(userId, thread);
      const after = former?.position ?? -1;
      const fresh = news.filter(({ position }) => position > after);
      const last = fresh.at(-1);
      if (!last) return;
      const channels = recipient.channelsOf(last.about.topic);
      if (!channels.inApp && channels.mail === 'never') return;
      const unread = former?.readAt ? undefined : (former ?? undefined);
      const count = (unread?.count ?? 0) + fresh.length;
      const fields = { ...last.about, ...last.details, count };
      const state = {
        position: last.position,
        at: last.at,
        changedAt: new Date(),
        isShown: channels.inApp,
        ...lettersOf(channels, recipient, unread),
      };
      const id = this.store(unread, { ...fields, ...state, recipientId: userId, thread, after });
      if (state.mailedAt) await this.mail(recipient, fields, `notification:${id}:${last.position}`);
      this.hints.tell([userId]);
    });
  }

  private store(
    unread: Stored<Notification> | undefined,
    fields: Parameters<NotificationsRepository['add']>[0],
  ): string {
    if (!unread) return this.notifications.add(fields);
    const { recipientId: _recipientId, thread: _thread, after: _after, subjectId, ...renewed } = fields;
    this.notifications.renew(unread, { ...renewed, subjectId });
    return unread._id.toHexString();
  }

  private async mail({ email, language, isSupplier: isAtDesk }: Recipient, fields: Told, key: string): Promise<void> {
    if (!email) return;
    const letter = notificationLetter(fields, { lang: language, workshop: await this.workshop.get(), isAtDesk });
    const about = { entity: fields.subject, id: fields.subjectId };
    await this.outbox.write({ key, kind: 'notification', to: email, language, about, ...letter });
  }
}

/** Which letters tell of what is written now. */
function lettersOf(
  { mail }: NotificationChannels,
  { email }: Recipient,
  unread: Stored<Notification> | undefined,
): Partial<Pick<Notification, 'mailedAt' | 'waitsSince'>> {
  if (!email) return {};
  const now = new Date();
  if (mail === 'daily') return { waitsSince: unread?.waitsSince ?? now };
  const isTooSoon = !!unread?.mailedAt && now.getTime() - unread.mailedAt.getTime() < LETTER_PAUSE_MS;
  return mail === 'at_once' && !isTooSoon ? { mailedAt: now } : {};
}
