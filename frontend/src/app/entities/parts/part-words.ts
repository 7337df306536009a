import { Service, inject } from '@angular/core';
import type { JournalEntry, Obstacle, Part, Scrap } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import type { FieldLook } from '../../ui/dialogs/conflict-dialog';
import type { HistoryChange, HistoryEntry } from '../../ui/history/history';
import { changesInWords, JournalHistory } from '../journal';

/** What ids stand for: names of people, routes and stages. */
type Names = ReadonlyMap<string, string>;

/** Fields that are told, in this order; others follow from them, or say by an id what these say by a name. */
const TOLD = [
  'title',
  'designation',
  'product',
  'quantity',
  'unit',
  'dueAt',
  'routeName',
  'masterName',
  'wishes',
  'note',
  'state',
  'stageName',
  'problem',
  'scraps',
];
const GOOD = /^stages\.[^.]+\.good$/;

/** How a part is called: by its designation, where it has one, and what it is. */
export function nameOf({ designation, title }: Pick<Part, 'designation' | 'title'>): string {
  return [designation, title].filter(Boolean).join(' ');
}

/** Names and values of a part's fields in words: for its history and for conflicts. */
@Service()
export class PartWords {
  private readonly formats = inject(Formats);
  private readonly i18n = inject(I18n);
  private readonly journal = inject(JournalHistory);

  /** For conflicts; ids are told by these names. */
  look(names: Names): FieldLook {
    return { name: (path) => this.fieldName(path, names), value: (path, value) => this.write(path, value, names) };
  }

  /** The journal's entries as the history shows them; stages are called as they are now. */
  history(entries: readonly JournalEntry[], { stages }: Pick<Part, 'stages'>): HistoryEntry[] {
    const look = this.look(new Map(stages.map(({ id, name }) => [id, name ?? ''])));
    return this.journal.of(entries, {
      what: (entry) => this.what(entry),
      changes: (entry) => this.changes(entry, look),
    });
  }

  private what({ action, params }: JournalEntry): string {
    const key = `parts.did.${action}`;
    const text = this.i18n.t(this.i18n.has(key) ? key : 'parts.did.changed');
    return params?.reason ? `${text}: ${params.reason}` : text;
  }

  private changes({ changes, action }: JournalEntry, look: FieldLook): HistoryChange[] {
    const told = changes.filter(({ path, before, after }) => {
      if (isNothing(before) && isNothing(after)) return false;
      // What the problem is stands in the entry's own words.
      return (placeOf(path) >= 0 || GOOD.test(path)) && !(action === 'blocked' && path.startsWith('problem'));
    });
    return changesInWords(
      told.sort((one, other) => placeOf(one.path) - placeOf(other.path)),
      look,
    );
  }

  private fieldName(path: string, names: Names): string {
    const [head = '', id = ''] = path.split('.');
    if (head !== 'stages') return this.i18n.t(`parts.field.${head}`);
    const good = this.i18n.t('parts.field.good');
    const stage = names.get(id);
    return stage ? `${stage}: ${good}` : good;
  }

  private write(path: string, value: unknown, names: Names): string {
    if (isNothing(value)) return '';
    if (Array.isArray(value)) return value.map((one) => this.write(path, one, names)).join('; ');
    if (typeof value === 'object') return this.writeObject(value ?? {});
    if (path === 'dueAt') return this.formats.day(String(value));
    if (path === 'state') return this.i18n.t(`parts.state.${String(value)}`);
    if (typeof value === 'number') return this.formats.number(value);
    return names.get(String(value)) ?? String(value);
  }

  private writeObject(value: object): string {
    const { text, quantity, reason, note } = value as Partial<Obstacle & Scrap>;
    const why = reason && this.i18n.t(`parts.reason.${reason}`);
    return [text, quantity !== undefined && this.formats.number(quantity), why, note].filter(Boolean).join(', ');
  }
}

function placeOf(path: string): number {
  return TOLD.indexOf(path.split('.', 1)[0] ?? '');
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length);
}
