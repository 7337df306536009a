import { Service, type Signal, computed, inject, linkedSignal } from '@angular/core';
import type { JournalActor, JournalChange, JournalEntry } from '@verstak/api';
import { I18n } from '../core/i18n/i18n';
import { type LiveResource, type LiveResourceOptions, liveResource } from '../core/live/live-resource';
import type { FieldLook } from '../ui/dialogs/conflict-dialog';
import type { HistoryChange, HistoryEntry } from '../ui/history/history';
import type { Page } from '../ui/list/entity-list';
import { FileWords } from './files/file-words';

/** How an entity says what was done to it and which fields it changed. */
export interface JournalWords {
  what: (entry: JournalEntry) => string;
  changes: (entry: JournalEntry) => readonly HistoryChange[];
}

/** Changes in words: each field by its name, with what stood there and what stands there since. */
export function changesInWords(changes: readonly JournalChange[], { name, value }: FieldLook): HistoryChange[] {
  return changes.map(({ path, before, after }) => ({
    name: name(path),
    before: value(path, before),
    after: value(path, after),
  }));
}

/** Who made a change: a person by name, a program by its key; empty where that was nobody. */
export function actorInWords({ id, name, via }: JournalActor, i18n: I18n): string {
  if (!id) return '';
  return via === 'api-key' ? i18n.t('history.byKey', { name }) : name;
}

/** The journal of a document, with what belongs to it, as a history shows it. */
@Service()
export class JournalHistory {
  private readonly files = inject(FileWords);
  private readonly i18n = inject(I18n);

  /** Entries in the order they come; the document has words of its own. */
  of(entries: readonly JournalEntry[], own: JournalWords): HistoryEntry[] {
    return entries.map((entry) => {
      const { what, changes } = entry.entity === 'File' ? this.files : own;
      const { id, at, actor } = entry;
      return { id, at, who: actorInWords(actor, this.i18n), what: what(entry), changes: changes(entry) };
    });
  }
}

/** Entries of a page of history. */
const PAGE = 20;

/** The journal of one document, newest first: its latest pages, as many as were asked for. */
export interface LiveJournal extends Pick<LiveResource<unknown>, 'problem' | 'reload'> {
  readonly value: Signal<readonly JournalEntry[] | undefined>;
  /** How many older entries there are. */
  readonly hidden: Signal<number>;
  showMore(): void;
}

export interface LiveJournalOptions extends Pick<LiveResourceOptions<unknown, string>, 'params' | 'live' | 'hears'> {
  load: (id: string, page: { page: number; pageSize: number }) => Promise<Page<JournalEntry>>;
}

/** The journal of a document that stays true while it is on screen. Call where `inject` works. */
export function liveJournal({ params, load, ...follows }: LiveJournalOptions): LiveJournal {
  const pages = linkedSignal({ source: params, computation: () => 1 });
  const read = liveResource({
    params: () => {
      const id = params();
      return id === undefined ? undefined : { id, pages: pages() };
    },
    load: async ({ id, pages }) => {
      const numbers = Array.from({ length: pages }, (_, index) => index + 1);
      return together(await Promise.all(numbers.map((page) => load(id, { page, pageSize: PAGE }))));
    },
    // What is shown stays while older entries are read.
    keeps: (former, wanted) => former.id === wanted.id,
    ...follows,
  });
  return {
    value: computed(() => read.value()?.items),
    hidden: computed(() => {
      const shown = read.value();
      return shown ? shown.total - shown.items.length : 0;
    }),
    problem: read.problem,
    reload: read.reload,
    showMore: () => pages.update((count) => count + 1),
  };
}

/** Pages as one, each entry once: what was done between two readings moves the others on. */
function together(pages: readonly Page<JournalEntry>[]): Page<JournalEntry> {
  const entries = new Map(pages.flatMap(({ items }) => items).map((entry) => [entry.id, entry]));
  return { items: [...entries.values()], total: Math.max(...pages.map(({ total }) => total)) };
}
