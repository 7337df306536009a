import { Injectable } from '@nestjs/common';
import type { LetterKind, Subject } from '@verstak/domain';
import { asSystem } from '../platform/access/caller.js';
import { Transactions } from '../platform/database/transactions.js';
import type { ExportLanguage } from '../platform/exports/table.js';
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
  /** The document that it is about. */
  about?: { entity: Subject; id: string };
}

/** Where letters to people are written, whoever asks. They are sent in their turn, and wait where no server is set up. */
@Injectable()
export class Outbox {
  constructor(
    private readonly letters: LettersRepository,
    private readonly transactions: Transactions,
  ) {}

  /** Writes a letter, within the running transaction where there is one; nothing where there is one with its key. */
  async write({ text, about, ...letter }: NewLetter): Promise<void> {
    await asSystem('a letter', () =>
      this.transactions.run(async () => {
        if (await this.letters.hasKey(letter.key)) return;
        await this.letters.add({ ...letter, ...(about ? { aboutEntity: about.entity, aboutId: about.id } : {}) }, text);
      }),
    );
  }
}
