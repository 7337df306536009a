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

  /** The name says it all: a file is not edited. */
  readonly changes = (): readonly HistoryChange[] => [];
}
