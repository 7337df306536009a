import { Service, inject } from '@angular/core';
import { type LetterListItem, LettersService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { ProblemText } from '../../core/i18n/problem-text';
import type { BulkAct } from '../../ui/list/bulk';

/** What is done with letters, and why some were not sent. */
@Service()
export class Letters {
  private readonly api = inject(LettersService);
  private readonly problems = inject(ProblemText);
  private readonly i18n = inject(I18n);

  /** What is done with several. */
  readonly acts: readonly BulkAct<LetterListItem>[] = [
    {
      key: 'again',
      label: 'mail.again',
      icon: 'refresh',
      applies: ({ state }) => state !== 'sent',
      start:
        async () =>
        async ({ id }) => {
          await this.api.sendLetterAgain({ id });
          return undefined;
        },
    },
    {
      key: 'drop',
      label: 'mail.drop',
      icon: 'cancel',
      applies: ({ state }) => isOpen(state),
      start:
        async () =>
        async ({ id }) => {
          await this.api.dropLetter({ id });
          return () => this.api.sendLetterAgain({ id });
        },
    },
  ];

  /** Why it was not sent, in the words of a test mail; nothing where nothing is wrong. */
  reasonOf({ fault, server, answer = '–' }: LetterListItem): string {
    return fault ? this.problems.of({ code: fault, params: { ...server, answer } }) : '';
  }

  kindOf({ kind }: LetterListItem): string {
    return this.i18n.t(`mail.kind.${kind}`);
  }
}

/** Whether a letter may still be kept from being sent. */
export function isOpen(state: LetterListItem['state']): boolean {
  return state === 'waiting' || state === 'failed';
}
