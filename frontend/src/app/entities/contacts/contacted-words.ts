import { inject } from '@angular/core';
import type { Contact, JournalEntry } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import type { FieldLook } from '../../ui/dialogs/conflict-dialog';
import type { HistoryChange, HistoryEntry } from '../../ui/history/history';
import { changesInWords, JournalHistory } from '../journal';

/** Names and values of the fields of a company and of its contacts in words: for its history and for conflicts. */
export abstract class ContactedWords {
  private readonly i18n = inject(I18n);
  private readonly journal = inject(JournalHistory);

  /** Where its words stand: under `field` those of its fields, under `did` those of the steps. */
  protected abstract readonly area: string;
  /** Fields that follow from others, or are said by the step itself. */
  protected abstract readonly unsaid: ReadonlySet<string>;

  readonly look: FieldLook = {
    name: (field) => this.nameOf(field),
    value: (_field, value) => this.write(value),
  };

  /** The journal's entries as the history shows them. */
  history(entries: readonly JournalEntry[]): HistoryEntry[] {
    return this.journal.of(entries, { what: (entry) => this.what(entry), changes: (entry) => this.changes(entry) });
  }

  private what({ action }: JournalEntry): string {
    const key = `${this.area}.did.${action}`;
    return this.i18n.t(this.i18n.has(key) ? key : `${this.area}.did.changed`);
  }

  private changes({ changes }: JournalEntry): HistoryChange[] {
    const told = changes.filter(
      ({ path, before, after }) =>
        !this.unsaid.has(path) && !path.endsWith('.order') && !(isNothing(before) && isNothing(after)),
    );
    return changesInWords(told, this.look);
  }

  private nameOf(path: string): string {
    const [field, id, name] = path.split('.');
    if (field !== 'contacts') return this.i18n.t(`${this.area}.field.${field}`);
    if (!id) return this.i18n.t('contacts.title');
    const contact = this.i18n.t('contacts.one');
    return name ? `${contact}: ${this.i18n.t(`contacts.${name}`)}` : contact;
  }

  private write(value: unknown): string {
    if (isNothing(value)) return '';
    if (Array.isArray(value)) return value.map((one) => this.write(one)).join('; ');
    if (typeof value !== 'object') return String(value);
    const { name, position, phone, email } = value as Contact;
    return [name, position, phone, email].filter(Boolean).join(', ');
  }
}

/** Neither a value nor a list of any. */
function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
