import { Injectable } from '@nestjs/common';
import type { MailFault } from '@verstak/domain';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Conflict } from '../platform/failure/failure.js';
import type { Page } from '../platform/lists/paging.js';
import { Mail } from '../platform/mail/mail.js';
import type { LetterDetails, LetterListItem, LetterListQuery, LettersSentAgain } from './letter.dto.js';
import { NO_FAULT, type Letter, type LetterBody } from './letter.js';

import { LettersRepository } from './letters.repository.js';

/** Letters that one request has sent again. */
const MOST_AGAIN = 200;

/** What became of letters, and what is to become of those that were not sent. */
@Injectable()
export class LettersService {
  constructor(
    private readonly letters: LettersRepository,
    private readonly mail: Mail,
    private readonly transactions: Transactions,
  ) {}

  async list(query: LetterListQuery): Promise<Page<Stored<LetterListItem>>> {
    const page = await this.letters.list(query);
    const bodies = await this.letters.bodiesOf(page.items.map(({ _id }) => _id));
    const items = page.items.map((letter) => ({ ...letter, ...this.goingOn(bodies.get(letter._id.toHexString())) }));
    return { ...page, items };
  }

  /** The letter with what it says, as long as it is not sent. */
  async get(id: string): Promise<Stored<LetterDetails>> {
    const letter = await this.letters.get(id);
    const body = (await this.letters.bodiesOf([letter._id])).get(id);
    return { ...letter, text: body?.text, ...this.goingOn(body) };
  }

  /** Has a letter sent now as if it were just written; 409 for one that is sent. */
  async sendAgain(id: string): Promise<Stored<LetterDetails>> {
    return this.transactions.run(async () => {
      await this.beginAnew(await this.letters.get(id));
      return this.get(id);
    });
  }

  /** Has letters sent again that were given up. */
  async sendFailedAgain(): Promise<LettersSentAgain> {
    return this.transactions.run(async () => {
      const failed = await this.letters.failed(MOST_AGAIN);
      for (const letter of failed) await this.beginAnew(letter);
      return { count: failed.length };
    });
  }

  /** Has a letter not sent; 409 for one that is sent. It may be sent again as long as it lies here. */
  async drop(id: string): Promise<Stored<LetterDetails>> {
    return this.transactions.run(async () => {
      const letter = await this.letters.get(id);
      requireUnsent(letter);
      await this.letters.drop(letter);
      return this.get(id);
    });
  }

  /** How a letter goes on; where no server is set, it is not tried. */
  private goingOn(body: LetterBody | undefined): Pick<LetterListItem, 'attempts' | 'dueAt'> {
    return { attempts: body?.attempts, dueAt: this.mail.server && body?.dueAt };
  }

  /** What is wrong with every letter where no server is set. */
  private get unset(): { fault?: MailFault } {
    return this.mail.server ? {} : { fault: 'mail.not_set_up' };
  }

  private async beginAnew(letter: Stored<Letter>): Promise<void> {
    requireUnsent(letter);
    this.letters.beginAnew(letter._id, new Date());
    await this.letters.change(letter, { action: 'status' }, (again) => {
      Object.assign(again, { state: 'waiting', ...NO_FAULT, ...this.unset });
    });
  }
}

function requireUnsent({ state, subject }: Letter): void {
  if (state === 'sent')
    throw Conflict('letter.sent', `“${subject}” is sent; there is nothing to send again or to drop.`);
}
