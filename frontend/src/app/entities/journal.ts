import type { JournalEntry } from '@verstak/api';
import type { HistoryChange, HistoryEntry } from '../ui/history/history';

/** How an entity says what was done to it and which fields it changed. */
export interface JournalWords {
  what: (entry: JournalEntry) => string;
  changes: (entry: JournalEntry) => readonly HistoryChange[];
}

/** Entries of the journal as a history shows them, in the order they come. */
export function historyOf(entries: readonly JournalEntry[], { what, changes }: JournalWords): HistoryEntry[] {
  return entries.map((entry) => ({
    id: entry.id,
    at: entry.at,
    who: entry.actor.via === 'system' ? '' : entry.actor.name,
    what: what(entry),
    changes: changes(entry),
  }));
}
