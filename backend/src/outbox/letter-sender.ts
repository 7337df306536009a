import { Injectable } from '@nestjs/common';
import type { Stored } from '../platform/database/entity.js';
import { LeasedWork, type Piece } from '../platform/database/leased-work.js';
import { Leases } from '../platform/database/leases.js';
import { Transactions } from '../platform/database/transactions.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import { JournalReaders } from '../platform/journal/journal-readers.js';
import { Mail } from '../platform/mail/mail.js';
import { NotSent } from '../platform/mail/smtp.js';
import { WorkshopService } from '../workshop/workshop.service.js';
import { nextAttempt, restAfter } from './letter-pauses.js';
import { NO_FAULT, type Letter, type LetterBody } from './letter.js';
import { LettersRepository } from './letters.repository.js';

/**
 * Sends letters, one after another and in one process at a time. An attempt is counted before it is made: where the
 * process ends between a server's yes and the note of it, this one letter goes a second time, under the same id.
 */
@Injectable()
export class LetterSender extends LeasedWork {
  protected readonly name = 'outbox';
  /** How often in a row the server took nothing, and until when it is left alone. */
  private refusals = 0;
  private restsUntil = 0;

  constructor(
    private readonly letters: LettersRepository,
    private readonly mail: Mail,
    private readonly workshop: WorkshopService,
    private readonly transactions: Transactions,
    leases: Leases,
    readers: JournalReaders,
  ) {
    super(leases);
    readers.add((entry) => this.hear(entry));
  }

  /** There is a letter that was written, or that somebody wants sent again, who may have mended what was wrong. */
  private hear({ entity, action, actor }: JournalEntry): void {
    if (entity !== 'Letter') return;
    if (action === 'status' && actor.id) this.restsUntil = 0;
    this.wake();
  }

  protected async isWaiting(): Promise<boolean> {
    return !!this.mail.server && Date.now() >= this.restsUntil && (await this.letters.isDue(new Date()));
  }

  protected async take(): Promise<Piece | undefined> {
    if (Date.now() < this.restsUntil) return undefined;
    const claimed = await this.letters.claim(new Date());
    return claimed ? () => this.sendOne(claimed) : undefined;
  }

  private async sendOne(claimed: LetterBody): Promise<void> {
    const letter = await this.letters.get(claimed._id.toHexString());
    try {
      await this.send(letter, claimed.text);
      this.rest(false);
      await this.settleSent(letter);
    } catch (error) {
      if (!(error instanceof NotSent)) throw error;
      this.rest(!error.isOfMessage);
      await this.settleNotSent(claimed, error);
    }
  }

  private async send({ _id, to, subject }: Stored<Letter>, text: string): Promise<void> {
    const { name: sender, email: replyTo } = await this.workshop.get();
    await this.mail.handOver({ to, sender, subject, text, replyTo, id: _id.toHexString() });
  }

  /** What one server does not take from anybody, it need not be asked for every letter. */
  private rest(isOfServer: boolean): void {
    this.refusals = isOfServer ? this.refusals + 1 : 0;
    this.restsUntil = Date.now() + restAfter(this.refusals);
  }

  private async settleSent({ _id }: Stored<Letter>): Promise<void> {
    await this.transactions.run(async () => {
      this.letters.forgetBody(_id);
      await this.letters.change(_id.toHexString(), { action: 'status' }, (letter) => {
        Object.assign(letter, { state: 'sent', sentAt: new Date(), ...NO_FAULT });
      });
    });
  }

  private async settleNotSent(claimed: LetterBody, { fault, answer, isFinal }: NotSent): Promise<void> {
    const { _id, attempts } = claimed;
    await this.transactions.run(async () => {
      const body = (await this.letters.bodiesOf([_id])).get(_id.toHexString());
      // Somebody has dropped it meanwhile, or wants it sent again.
      if (!body || Number(body.dueAt) !== Number(claimed.dueAt)) return;
      const next = isFinal ? undefined : nextAttempt(attempts, body.since, new Date());
      this.letters.putOff(_id, next);
      await this.letters.change(_id.toHexString(), { action: next ? 'changed' : 'status' }, (letter) => {
        Object.assign(letter, { fault, answer: answer || undefined, server: this.mail.server });
        if (!next) letter.state = 'failed';
      });
    });
  }
}
