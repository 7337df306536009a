import { WEBHOOK_EVENTS, webhookAreaOf, type WebhookArea, type WebhookEvent } from '@verstak/domain';
import type { JournalEntry } from '../platform/journal/journal-entry.js';

/** Something that other systems may hear of. */
export interface WebhookHappening {
  /** Of the journal and the document: the same however often the journal is read. */
  id: string;
  event: WebhookEvent;
  entity: string;
  documentId: string;
  /** Whether it is told by the document's own entry; else it has followed from that of another. */
  isOwn: boolean;
  entry: JournalEntry;
}

/** The fields that say how it stands with a document. */
const STATUS_FIELDS = ['status', 'state'];

/** What of an entry other systems may hear of: what became of its document, and of stock that it has changed too. */
export function happeningsIn(entry: JournalEntry): WebhookHappening[] {
  const { entity, entityId, derived = [] } = entry;
  const id = `evt_${entryIdOf(entry)}`;
  const area = entity && webhookAreaOf(entity);
  const event = area && eventOf(area, entry);
  const own = event ? [{ id, event, entity, documentId: String(entityId), isOwn: true, entry }] : [];
  const moved = entity === 'Movement' ? changeOf(entry, 'stockItemId')?.after : undefined;
  const items = [
    ...(moved ? [String(moved)] : []),
    ...derived.flatMap((one) => (one.entity === 'StockItem' ? [one.id] : [])),
  ];
  const followed = [...new Set(items)].map((documentId) => ({
    id: `${id}_${documentId}`,
    event: 'stock.changed' as const,
    entity: 'StockItem',
    documentId,
    isOwn: false,
    entry,
  }));
  return [...own, ...followed];
}

/** How it stands with a document after an entry, and before; nothing where that has not changed. */
export function statusIn(changes: JournalEntry['changes']): { status?: unknown; formerStatus?: unknown } {
  const change = changes.find(({ path }) => STATUS_FIELDS.includes(path));
  return change ? { status: change.after, formerStatus: change.before } : {};
}

function eventOf(area: WebhookArea, entry: JournalEntry): WebhookEvent | undefined {
  // Of a name that is renewed in other documents, the entry of its change has told.
  if (entry.action === 'copied') return undefined;
  const name = `${area}.${area === 'part' ? partVerbOf(entry) : verbOf(area, entry)}`;
  return WEBHOOK_EVENTS.find((event) => event === name);
}

function verbOf(area: WebhookArea, entry: JournalEntry): string {
  if (area === 'stock') return 'changed';
  if (entry.action === 'deleted') return 'deleted';
  if (entry.entityVersion === 1) return 'created';
  return changeOf(entry, 'status') ? 'status_changed' : 'changed';
}

function partVerbOf(entry: JournalEntry): string {
  if (entry.action === 'blocked') return 'problem';
  return changeOf(entry, 'state')?.after === 'done' ? 'finished' : '';
}

function changeOf({ changes }: JournalEntry, field: string): JournalEntry['changes'][number] | undefined {
  return changes.find(({ path }) => path === field);
}

/** As it is stored, where entries are read without Mongoose's own ids. */
function entryIdOf(entry: JournalEntry): string {
  return String((entry as JournalEntry & { _id: unknown })._id);
}
