import { Injectable, Logger } from '@nestjs/common';
import { currentCall } from '../access/caller.js';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { Transactions } from '../database/transactions.js';
import { JournalService, type Happening } from './journal.service.js';

const MINUTE_MS = 60_000;
/** Of what is recorded once a minute, most different ones that a process records in one. */
const MOST = 3_000;

/**
 * Records what is no change of a document: at once, whatever becomes of the transaction that is running. A warning in
 * the log says the same.
 */
@Injectable()
export class JournalEvents {
  private readonly logger = new Logger('Journal');
  private minute = 0;
  /** What was recorded in this minute, so that a flood costs nothing. */
  private readonly seen = new Set<string>();

  constructor(
    private readonly journal: JournalService,
    private readonly transactions: Transactions,
  ) {}

  /** Records what happened. */
  async record(happening: Happening): Promise<void> {
    try {
      await this.transactions.outside(() =>
        this.transactions.run(() => Promise.resolve(this.journal.record(happening))),
      );
    } catch (error) {
      if (happening.once && isDuplicateKey(error)) return;
      throw error;
    }
  }

  /**
   * Records what may happen again and again, and warns of it in the log: in one minute once with the same action and
   * `key`, whichever process sees it. It fails no request: what could not be recorded stands in the log alone.
   */
  async warn(key: string, happening: Happening): Promise<void> {
    const once = this.once(`${happening.action} ${key}`);
    if (!once) return;
    const { action, params } = happening;
    this.logger.warn({ msg: action, ...params, address: currentCall().address });
    await this.record({ ...happening, once }).catch((error: unknown) =>
      this.logger.error(`The journal has no entry of ${action}: ${String(error)}`),
    );
  }

  /** The key with its minute; `undefined` where it was recorded in that, or too much was. */
  private once(key: string): string | undefined {
    const minute = Math.floor(Date.now() / MINUTE_MS);
    if (minute !== this.minute) this.seen.clear();
    this.minute = minute;
    if (this.seen.has(key) || this.seen.size > MOST) return undefined;
    this.seen.add(key);
    if (this.seen.size > MOST) this.logger.warn('Too much happens: the rest of this minute is not recorded.');
    return this.seen.size > MOST ? undefined : `${key} ${minute}`;
  }
}
