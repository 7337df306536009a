import { Injectable } from '@nestjs/common';
import type { JournalAction } from '@verstak/domain';
import { Failure } from '../failure/failure.js';
import { JournalEvents } from '../journal/journal-events.js';
import { GuessCounts, type Limit } from './guess-counts.js';
import { networkOf } from './network.js';
import { Turns } from '../threads/turns.js';
import { waitAfter } from './waits.js';

/** Failures that are free at one account from one place: a known device, or a network. */
const FREE = 5;
/** Failures that are free at one account from all strangers together, and from one network at all accounts. */
const FREE_TOGETHER = 50;

/** A password that is tried. */
export interface Guess {
  /** Whose it is. */
  account: string;
  /** What a failure is called in the journal. */
  action: JournalAction;
  /** As it was typed. */
  login?: string;
  /** A device in which the account was opened before: what strangers do is not counted against it. */
  device?: string;
  /** Where a stranger comes from; without it and a device the account has one place. */
  address?: string;
}

/** What is counted of a guess. */
interface Limits {
  /** The account from this place. */
  own: Limit;
  /** The account from all strangers. */
  account?: Limit;
  /** The network at all accounts. */
  network?: Limit;
}

/**
 * Slows down who guesses passwords, by the account and the place from which it is tried together. All strangers
 * together have a generous limit at one account, and one network at all accounts; a known device passes by both.
 */
@Injectable()
export class Guesses {
  private readonly turns = new Turns(FREE);

  constructor(
    private readonly counts: GuessCounts,
    private readonly events: JournalEvents,
  ) {}

  /**
   * Makes a guess; `undefined` is a failure, which the journal tells of. 429 with the seconds to wait where it is slowed
   * down. A guess counts against the account before its outcome is known, and from a network only a few are made at a
   * time, so that a hundred at once are no way around.
   */
  async guard<T>(guess: Guess, attempt: () => Promise<T | undefined>): Promise<T | undefined> {
    const limits = limitsOf(guess);
    const make = (): Promise<T | undefined> => this.make(guess, limits, attempt);
    return limits.network ? this.turns.run(limits.network.key, make) : make();
  }

  /** 429 where something is done too often, whatever comes of it: so many in a row are free, then each waits longer. */
  async pace(what: string, free = FREE): Promise<void> {
    await this.count({ key: what, free });
  }

  /** Takes all that was counted at these accounts for forgotten: they have another password now. */
  async forget(accounts: readonly string[]): Promise<void> {
    await this.counts.forgetAccounts(accounts);
  }

  private async make<T>(
    guess: Guess,
    { own, account, network }: Limits,
    attempt: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const shared = [account, network].filter((limit) => limit !== undefined);
    if (shared.length) refuseFor(await this.counts.longestLeft(shared));
    const failures = await this.count(own);
    const together = account ? await this.count(account) : 0;
    const outcome = await attempt();
    if (outcome !== undefined) {
      await this.counts.forget(account ? [own, account] : [own]);
      return outcome;
    }
    const named = guess.login === undefined ? {} : { login: guess.login };
    await this.events.warn(own.key, { action: guess.action, params: { ...named, count: failures } });
    await this.tellOfLock(own, failures, named);
    if (account) await this.tellOfLock(account, together, named);
    if (network) await this.tellOfLock(network, (await this.counts.count(network)).failures, {});
    return undefined;
  }

  /** Counts a failure, gives how many there are; 429 where the key is slowed down. */
  private async count(limit: Limit): Promise<number> {
    const { failures, left } = await this.counts.count(limit);
    refuseFor(left);
    return failures;
  }

  private async tellOfLock({ key, free }: Limit, count: number, named: { login?: string }): Promise<void> {
    const seconds = waitAfter(count, free);
    if (seconds) await this.events.warn(key, { action: 'locked', params: { ...named, count, seconds } });
  }
}

/** In keys the account comes last: what a stranger types as a login must not make it the key of somebody else. */
function limitsOf({ account, device, address }: Guess): Limits {
  if (device !== undefined) return { own: { key: `device:${device} ${account}`, free: FREE, account } };
  if (address === undefined) return { own: { key: account, free: FREE, account } };
  const network = `address:${networkOf(address)}`;
  return {
    own: { key: `${network} ${account}`, free: FREE, account },
    account: { key: account, free: FREE_TOGETHER, account },
    network: { key: network, free: FREE_TOGETHER },
  };
}

function refuseFor(milliseconds: number): void {
  if (milliseconds <= 0) return;
  const retryAfterSeconds = Math.ceil(milliseconds / 1_000);
  throw new Failure('request.too_many', {
    detail: `Too many attempts; try again in ${retryAfterSeconds} s.`,
    params: { retryAfterSeconds },
  });
}
