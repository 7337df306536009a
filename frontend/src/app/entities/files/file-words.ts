import { Service, inject } from '@angular/core';
import type { JournalEntry } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import type { HistoryChange } from '../../ui/history/history';

/** What was done to a file, in the history of what it belongs to. */
@Service()
export class FileWords {
  private readonly i18n = inject(I18n);

  readonly what = ({ action, params }: JournalEntry): string =>
    this.i18n.t(`files.did.${action}`, { file: params?.file });

  /** What a picture is said to show; of all else the name says it all. */
  readonly changes = ({ action, changes }: JournalEntry): readonly HistoryChange[] =>
    action === 'changed'
      ? changes.map(({ before, after }) => ({
          name: this.i18n.t('files.alt'),
          before: String(before ?? ''),
          after: String(after ?? ''),
        }))
      : [];
}
