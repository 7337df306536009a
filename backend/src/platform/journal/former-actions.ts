import { ORDER_STATUSES, type OrderStatus } from '@verstak/domain';
import type { JournalEntry } from './journal-entry.js';

/** An entry as it would be written today: former versions wrote the parameters of an action into its name. */
export function withParams(entry: JournalEntry): JournalEntry {
  const [, reason] = /^status: (.*)$/s.exec(entry.action) ?? [];
  if (reason !== undefined) return { ...entry, action: 'status', params: { reason } };
  const status = /^order\.(.*)$/.exec(entry.action)?.[1] as OrderStatus | undefined;
  return status && ORDER_STATUSES.includes(status) ? { ...entry, action: 'followed', params: { status } } : entry;
}
