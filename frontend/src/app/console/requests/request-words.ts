import { Service, inject } from '@angular/core';
import type { JournalEntry, RequestItem } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { changesInWords, JournalHistory } from '../../entities/journal';
import type { FieldLook } from '../../ui/dialogs/conflict-dialog';
import type { HistoryChange, HistoryEntry } from '../../ui/history/history';

/** Said by the step itself, by the name beside it, or by what it follows from. */
const UNSAID =
  /^(number|supplierId|orderId|requesterId|sentAt|answeredAt|receipts.*)$|\.(id|stockItemId|categoryId|kind|total|state|isCancelled)$/u;
const MONEY = /(^cost|\.price)$/u;
const DAYS = /Day$/u;

/** Names and values of a request's fields in words: for its history and for conflicts. */
@Service()
export class RequestWords {
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);
  private readonly journal = inject(JournalHistory);

  readonly look: FieldLook = {
    name: (field) => this.nameOf(field),
    value: (field, value) => this.write(field, value),
  };

  /** The journal's entries as the history shows them; items that are there still are told by their names. */
  history(entries: readonly JournalEntry[], items: readonly Pick<RequestItem, 'id' | 'name'>[]): HistoryEntry[] {
    const names = new Map(items.map(({ id, name }) => [id, name]));
    const look = { ...this.look, name: (field: string) => this.nameOf(field, names) };
    return this.journal.of(entries, {
      what: (entry) => this.what(entry),
      changes: (entry) => this.changes(entry, look),
    });
  }

  private what({ action, changes }: JournalEntry): string {
    const status = changes.find(({ path }) => path === 'status')?.after;
    if (action === 'status' && typeof status === 'string') return this.i18n.t(`requests.did.status.${status}`);
    const key = `requests.did.${action}`;
    return this.i18n.t(this.i18n.has(key) ? key : 'requests.did.changed');
  }

  private changes({ action, changes }: JournalEntry, look: FieldLook): HistoryChange[] {
    const told = changes.filter(({ path }) => !UNSAID.test(path) && !(action === 'status' && path !== 'cost'));
    return changesInWords(told, look);
  }

  /** `items.<id>.price` is told by what it is part of: `Глина белая: Цена`. */
  private nameOf(path: string, names: ReadonlyMap<string, string> = new Map()): string {
    const [field = '', id, inner] = path.split('.');
    if (field === 'supplierName' || field === 'supplierId') return this.i18n.t('suppliers.one');
    if (field !== 'items') return this.i18n.t(`requests.field.${NAMES[field] ?? field}`);
    if (!id || id === 'order') return this.i18n.t('requests.field.items');
    const one = names.get(id) ?? this.i18n.t('requests.field.item');
    return inner ? `${one}: ${this.i18n.t(`requests.line.${inner === 'name' ? 'title' : inner}`)}` : one;
  }

  private write(path: string, value: unknown): string {
    if (value === null || value === undefined) return '';
    if (path === 'status') return this.i18n.t(`requests.status.${String(value)}`);
    if (path.endsWith('.answer')) return this.i18n.t(`requests.itemState.${String(value)}`);
    if (MONEY.test(path) && typeof value === 'number') return this.formats.money(value);
    if (DAYS.test(path)) return this.formats.calendarDay(String(value));
    if (typeof value === 'number') return this.formats.number(value);
    if (typeof value === 'boolean') return this.i18n.t(value ? 'ui.yes' : 'ui.no');
    if (Array.isArray(value)) return value.map((one) => this.write('', one)).join('; ');
    if (typeof value !== 'object') return String(value);
    const { name, quantity, unit } = value as { name: string; quantity: number; unit: string };
    return `${name} × ${this.formats.number(quantity)} ${unit}`;
  }
}

/** Fields that repeat the name of another one's document. */
const NAMES: Readonly<Record<string, string>> = { orderNumber: 'order', requesterName: 'requester' };
