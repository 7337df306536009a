import type { JournalEntry } from '../platform/journal/journal-entry.js';
import type { NotificationDetails, NotificationFields } from './notification.js';

/** Something that has happened, and whose business it is. */
export interface News {
  about: Pick<NotificationFields, 'topic' | 'subject' | 'subjectId' | 'number' | 'name'>;
  details?: NotificationDetails;
  /** What somebody must be able to read to hear of it; what it is about unless told. */
  within?: { entity: string; id: string };
  /** What it has in common with other news that are told of together; the document unless told. */
  thread?: string;
  /** Of the journal; of a reminder the day, counted from 1970. */
  position: number;
  at: Date;
  /** Users whose business it is. */
  to: readonly string[];
  /** Whoever did it, who is not told. */
  actorId?: string;
}

/** What of the journal's entries is news, as those of one kind of document tell. */
export interface NewsSource {
  newsIn(entries: readonly JournalEntry[]): Promise<News[]>;
  /** Remembers what was told, once it is. */
  settle?(): Promise<void>;
}

/** Who did what an entry tells of, when, and where it stands. */
export function happeningOf({ position = 0, at, actor }: JournalEntry): Pick<News, 'position' | 'at' | 'actorId'> {
  return { position, at, ...(actor.id ? { actorId: actor.id } : {}) };
}

/** What an entry changed of a field: its value before and after; nothing where it did not. */
export function changeOf({ changes }: JournalEntry, field: string): { before?: unknown; after?: unknown } | undefined {
  return changes.find(({ path }) => path === field);
}
