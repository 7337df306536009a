import { Service, inject } from '@angular/core';
import type { JournalEntry } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { changesInWords, JournalHistory } from '../../entities/journal';
import type { FieldLook } from '../../ui/dialogs/conflict-dialog';
import type { HistoryChange, HistoryEntry } from '../../ui/history/history';

/** Said by the step itself, by the name beside it, or by the movements that it follows from. */
const UNSAID = new Set([
  'number',
  'isArchived',
  'isProduct',
  'productId',
  'supplierId',
  'isTracked',
  'onHand',
  'reserved',
  'expected',
  'available',
  'state',
  'countedAt',
]);
/** What of a movement its history tells: the rest stands in the table of movements. */
const TOLD_OF_MOVEMENT = new Set(['quantity', 'balance']);

/** Names and values of the fields of a stock in words: for its history and for conflicts. */
@Service()
export class StockWords {
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);
  private readonly journal = inject(JournalHistory);

  readonly look: FieldLook = {
    name: (field) => this.nameOf(field),
    value: (field, value) => this.write(field, value),
  };

  /** The journal's entries as the history shows them. */
  history(entries: readonly JournalEntry[]): HistoryEntry[] {
    return this.journal.of(entries, { what: (entry) => this.what(entry), changes: (entry) => this.changes(entry) });
  }

  private what({ entity, action, changes }: JournalEntry): string {
    const kind = changes.find(({ path }) => path === 'kind')?.after;
    if (entity === 'Movement' && typeof kind === 'string') return this.i18n.t(`stock.kind.${kind}`);
    const key = `stock.did.${action}`;
    return this.i18n.t(this.i18n.has(key) ? key : 'stock.did.changed');
  }

  private changes({ entity, changes }: JournalEntry): HistoryChange[] {
    const isTold = ({ path }: { path: string }): boolean =>
      entity === 'Movement' ? TOLD_OF_MOVEMENT.has(path) : !UNSAID.has(path);
    return changesInWords(changes.filter(isTold), this.look);
  }

  private nameOf(field: string): string {
    return this.i18n.t(field === 'supplierName' || field === 'supplierId' ? 'suppliers.one' : `stock.field.${field}`);
  }

  private write(field: string, value: unknown): string {
    if (value === null || value === undefined) return '';
    if (typeof value !== 'number') return String(value);
    return field === 'cost' ? this.formats.money(value) : this.formats.number(value);
  }
}
