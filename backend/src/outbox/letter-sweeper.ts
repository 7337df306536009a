import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { DateTime } from 'luxon';
import { leasedRound } from '../platform/database/leased-round.js';
import { Leases } from '../platform/database/leases.js';
import { Transactions } from '../platform/database/transactions.js';
import { Mail } from '../platform/mail/mail.js';
import { PATIENCE_MS } from './letter-pauses.js';
import { LettersRepository } from './letters.repository.js';

/** How long a letter lies with which nothing is to be done, and how many such letters lie at most. */
const KEPT_DAYS = 90;
const MOST_KEPT = 20_000;
/** Letters that one round deals with: the rest waits for the next hour. */
const MOST = 500;

/** Gives up, every hour and in one process at a time, what waits in vain, and deletes what is over. */
@Injectable()
export class LetterSweeper {
  constructor(
    private readonly letters: LettersRepository,
    private readonly mail: Mail,
    private readonly transactions: Transactions,
    private readonly leases: Leases,
  ) {}

  @Cron('23 * * * *')
  async sweepHourly(): Promise<void> {
    await leasedRound(this.leases, 'letters-sweep', () => this.sweep(DateTime.now()));
  }

  /** Gives up letters where there is no server to send them by, and deletes old ones. */
  async sweep(now: DateTime): Promise<void> {
    if (!this.mail.server) await this.giveUp(now.minus(PATIENCE_MS).toJSDate());
    for (const letter of await this.letters.settledBefore(now.minus({ days: KEPT_DAYS }).toJSDate(), MOST))
      await this.letters.delete(letter);
    for (const letter of await this.letters.settledBeyond(MOST_KEPT, MOST)) await this.letters.delete(letter);
  }

  private async giveUp(before: Date): Promise<void> {
    for (const { _id } of await this.letters.waitingBefore(before, MOST)) {
      await this.transactions.run(async () => {
        this.letters.putOff(_id, undefined);
        await this.letters.change(_id.toHexString(), { action: 'status' }, (letter) => {
          Object.assign(letter, { state: 'failed', fault: 'mail.not_set_up' });
        });
      });
    }
  }
}
