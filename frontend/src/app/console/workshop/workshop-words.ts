import { Service, inject } from '@angular/core';
import type { JournalEntry } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { Workshop } from '../../core/workshop/workshop';
import { JournalHistory } from '../../entities/journal';
import type { FieldLook } from '../../ui/dialogs/conflict-dialog';
import type { HistoryEntry } from '../../ui/history/history';

/** Numbers that documents call by another name in Russia than elsewhere. */
const NATIONAL: ReadonlySet<string> = new Set(['taxNumber', 'registrationNumber', 'bankCode', 'bankAccount']);

/** Names and values of what is typed of the workshop: for its form, its history and for conflicts. */
@Service()
export class WorkshopWords {
  private readonly i18n = inject(I18n);
  private readonly workshop = inject(Workshop);
  private readonly journal = inject(JournalHistory);

  readonly look: FieldLook = {
    name: (field) => this.nameOf(field),
    value: (_field, value) => textOf(value),
  };

  /** What a field is called here. */
  nameOf(field: string): string {
    const isRussian = NATIONAL.has(field) && this.workshop.settings().country === 'RU';
    return this.i18n.t(`workshop.${isRussian ? 'russian' : 'field'}.${field}`);
  }

  /** The journal's entries as the history shows them. */
  history(entries: readonly JournalEntry[]): HistoryEntry[] {
    return this.journal.of(entries, {
      what: ({ action }) => this.i18n.t(`workshop.did.${action === 'created' ? 'created' : 'changed'}`),
      changes: ({ changes }) =>
        changes.map(({ path, before, after }) =>
          path === 'logoId'
            ? { name: this.nameOf(path), before: '', after: after ? this.i18n.t('workshop.logo.another') : '' }
            : { name: this.nameOf(path), before: textOf(before), after: textOf(after) },
        ),
    });
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
