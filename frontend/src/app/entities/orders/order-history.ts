import { Service, inject } from '@angular/core';
import type { JournalChange, JournalEntry, OrderItem } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import type { HistoryChange, HistoryEntry } from '../../ui/history/history';
import { changesInWords, JournalHistory } from '../journal';
import { type Names, OrderWords } from './order-words';

/** Fields that follow from others, or say by an id what another says by a name. */
const SILENT =
  /^(clientId|managerId|managerName|heldFrom|number|orderedDay|gross|partsTotal|partsDone|plannedSeconds|earnedSeconds|items\.order)$/;
const FIRST = ['status', 'clientName', 'items', 'dueAt', 'total', 'paid', 'note'];
const SILENT_OF_ITEM = /^items\.[^.]+\.(id|total|gross|masterId|routeId)$/;

/** The journal of an order in words. */
@Service()
export class OrderHistory {
  private readonly i18n = inject(I18n);
  private readonly journal = inject(JournalHistory);
  private readonly words = inject(OrderWords);

  /** Entries newest first, as they come. Items are named as they are now, or as they were when they went. */
  entries(journal: readonly JournalEntry[], items: readonly OrderItem[]): HistoryEntry[] {
    const names = namesOf(journal, items);
    return this.journal.of(journal, {
      what: (entry) => this.what(entry),
      changes: (entry) => this.changes(entry, names),
    });
  }

  /** Names of what an entry changed, for a short notice. */
  fields(entry: JournalEntry, items: readonly OrderItem[]): string[] {
    return this.changes(entry, namesOf([entry], items)).map((change) => change.name);
  }

  private what({ action, params, changes }: JournalEntry): string {
    if (action === 'progress') {
      const done = changes.find(({ path }) => path === 'partsDone')?.after;
      return this.i18n.t(done ? 'orders.history.progress' : 'orders.history.parts', { done });
    }
    const key = `orders.history.${action}`;
    const text = this.i18n.t(this.i18n.has(key) ? key : 'orders.history.changed');
    return params?.reason ? `${text}: ${params.reason}` : text;
  }

  private changes({ changes }: JournalEntry, names: Names): HistoryChange[] {
    const told = [...changes]
      .sort((one, other) => rank(one) - rank(other))
      .filter(({ path }) => !SILENT.test(path) && !SILENT_OF_ITEM.test(path));
    return changesInWords(told, {
      name: (path) => this.words.nameOf(path, names),
      value: (path, value) => this.words.valueOf(path, value, names),
    });
  }
}

/** What one looks for first stands first; items stay in the order of their changes. */
function rank({ path }: JournalChange): number {
  const index = FIRST.indexOf(path);
  return index < 0 ? FIRST.length : index;
}

function namesOf(journal: readonly JournalEntry[], items: readonly OrderItem[]): Names {
  const names = new Map<string, string>();
  const changes = journal.flatMap((entry) => entry.changes);
  // From the oldest to the newest, so that the latest title stays.
  for (const change of changes.reverse()) for (const item of itemsIn(change)) names.set(item.id, item.title);
  for (const { id, title } of items) names.set(id, title);
  return names;
}

function itemsIn({ path, before, after }: JournalChange): { id: string; title: string }[] {
  if (!/^items(\.[^.]+)?$/.test(path)) return [];
  return [before, after].flat().filter(isItem);
}

function isItem(value: unknown): value is { id: string; title: string } {
  return typeof value === 'object' && value !== null && 'id' in value && 'title' in value;
}
