import { Injectable } from '@nestjs/common';
import type { LetterKind, Subject } from '@verstak/domain';
import { asSystem } from '../platform/access/caller.js';
import { Transactions } from '../platform/database/transactions.js';
import type { ExportLanguage } from '../platform/exports/table.js';
import { Mail } from '../platform/mail/mail.js';
import { LettersRepository } from './letters.repository.js';

/** A letter that somebody is to get. */
export interface NewLetter {
  /** What it follows from, such as the position of an entry of the journal: no two letters have the same. */
  key: string;
  to: string;
  subject: string;
  text: string;
  language: ExportLanguage;
  kind: LetterKind;
  about?: About;
  /** It is not sent before, so that it can be taken back until then. */
  notBefore?: Date;
}

/** The document that a letter is about. */
export interface About {
  entity: Subject;
  id: string;
}

/** Where letters to people are written, whoever asks. They are sent in their turn, and wait where no server is set up. */
@Injectable()
export class Outbox {
  constructor(
    private readonly letters: LettersRepository,
    private readonly mail: Mail,
    private readonly transactions: Transactions,
  ) {}

  /** Writes a letter, within the running transaction where there is one; nothing where there is one with its key. */
  async write({ text, about, notBefore, ...letter }: NewLetter): Promise<void> {
    await asSystem('a letter', () =>
      this.transactions.run(async () => {
        if (await this.letters.hasKey(letter.key)) return;
        const unset = this.mail.server ? {} : { fault: 'mail.not_set_up' as const };
        const fields = { ...letter, ...unset, ...(about ? { aboutEntity: about.entity, aboutId: about.id } : {}) };
        await this.letters.add(fields, text, notBefore);
      }),
    );
  }

  /** Drops letters about a document of which none was tried yet: what they tell has been taken back. */
  async takeBack({ id }: About, kinds: readonly LetterKind[]): Promise<void> {
    await asSystem('a letter is taken back', () =>
      this.transactions.run(async () => {
        for (const letter of await this.letters.untried(id, kinds)) await this.letters.drop(letter);
      }),
    );
  }
}
