import { Service, inject } from '@angular/core';
import type { JournalEntry, RouteStage } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { changesInWords, JournalHistory } from '../../entities/journal';
import type { FieldLook } from '../../ui/dialogs/conflict-dialog';
import type { HistoryChange, HistoryEntry } from '../../ui/history/history';

/** Said by the step itself, or no more than a count of the others. */
const UNSAID = new Set(['number', 'isArchived', 'revision']);

/** Names and values of a route's fields in words: for its history and for conflicts. */
@Service()
export class RouteWords {
  private readonly i18n = inject(I18n);
  private readonly journal = inject(JournalHistory);

  readonly look: FieldLook = {
    name: (field) => this.nameOf(field),
    value: (_field, value) => this.write(value),
  };

  /** The journal's entries as the history shows them. */
  history(entries: readonly JournalEntry[]): HistoryEntry[] {
    return this.journal.of(entries, { what: (entry) => this.what(entry), changes: (entry) => this.changes(entry) });
  }

  private what({ action }: JournalEntry): string {
    const key = `routes.did.${action}`;
    return this.i18n.t(this.i18n.has(key) ? key : 'routes.did.changed');
  }

  private changes({ changes }: JournalEntry): HistoryChange[] {
    const told = changes.filter(({ path }) => !UNSAID.has(path));
    return changesInWords(
      told.map((change) => (change.path === 'stages.order' ? { path: change.path } : change)),
      this.look,
    );
  }

  private nameOf(path: string): string {
    const [field, id, name] = path.split('.');
    if (field !== 'stages') return this.i18n.t(`routes.field.${field}`);
    if (!id) return this.i18n.t('routes.stages');
    if (id === 'order') return this.i18n.t('routes.stage.order');
    const stage = this.i18n.t('routes.stage.one');
    return name ? `${stage}: ${this.i18n.t(`routes.stage.${name}`)}` : stage;
  }

  /** Ids mean nothing to people: lists of them are told by how many they are. */
  private write(value: unknown): string {
    if (value === null || value === undefined) return '';
    if (typeof value === 'boolean') return this.i18n.t(value ? 'ui.yes' : 'ui.no');
    if (Array.isArray(value))
      return value.every((one) => typeof one === 'string')
        ? String(value.length)
        : value.map((one) => this.write(one)).join('; ');
    return typeof value === 'object' ? (value as RouteStage).name : String(value);
  }
}
