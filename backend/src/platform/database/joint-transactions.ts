import { MongoError, type ClientSession } from 'mongodb';
import { AsyncLocalStorage } from 'node:async_hooks';
import { ReadsById } from './reads-by-id.js';
import { runUnit, type NamedWrite, type Unit } from './unit.js';

/** How many may run at a time: while one is committed the next reads, and nobody waits for a slow one. */
const MOST_RUNNING = 3;
/** How much work one transaction carries at most: more would make those who are first wait for the last. */
const MOST_MEMBERS = 16;

/** Runs `attempt` in a transaction of the database, again where it conflicts with another one. */
export type Transact = <T>(attempt: (session: ClientSession) => Promise<T>) => Promise<T>;

/** Sends writes of a transaction in their order; fails with the first one that is refused. */
export type SendWrites = (session: ClientSession, writes: readonly NamedWrite[]) => Promise<void>;

/** Why work is not done here: it asks for more than documents by id, or the transaction it shared has failed. */
export const NEEDS_ITS_OWN = Symbol('needs a transaction of its own');

interface Member {
  /** Runs the work with the call it belongs to as the current one. */
  run: (unit: Unit) => Promise<unknown>;
  answer: PromiseWithResolvers<unknown>;
}

interface Trial {
  member: Member;
  writes: readonly NamedWrite[];
  settle: () => void;
}

/**
 * Runs work that is waiting at the same time in one transaction. Each piece reads the same snapshot and sees nothing
 * of the others; pieces that write the same document do not share a transaction. So each is as isolated as it would
 * be in a transaction of its own, while the round trips and the flush are paid once for all.
 */
export class JointTransactions {
  private waiting: Member[] = [];
  private running = 0;

  constructor(
    private readonly transact: Transact,
    private readonly send: SendWrites,
  ) {}

  /** What `work` gives, once it is committed; rejects with `NEEDS_ITS_OWN` where it was not done, and may be run again. */
  join<T>(work: () => Promise<T>): Promise<T> {
    const answer = Promise.withResolvers<unknown>();
    const inContext = AsyncLocalStorage.snapshot();
    this.waiting.push({ answer, run: (unit) => inContext(() => runUnit(unit, work)) });
    this.startNext();
    return answer.promise as Promise<T>;
  }

  private startNext(): void {
    while (this.waiting.length && this.running < MOST_RUNNING) {
      this.running += 1;
      void this.serve(this.waiting.splice(0, MOST_MEMBERS)).finally(() => {
        this.running -= 1;
        this.startNext();
      });
    }
  }

  private async serve(members: readonly Member[]): Promise<void> {
    try {
      const { done, later } = await this.transact((session) => this.attempt(session, members));
      this.waiting.unshift(...later);
      for (const { settle } of done) settle();
    } catch (error) {
      // Whether it was committed is not known: done again, it might count twice.
      const isUnknown = error instanceof MongoError && error.hasErrorLabel('UnknownTransactionCommitResult');
      for (const { answer } of members) answer.reject(isUnknown ? error : NEEDS_ITS_OWN);
    }
  }

  private async attempt(
    session: ClientSession,
    members: readonly Member[],
  ): Promise<{ done: Trial[]; later: Member[] }> {
    const reads = new ReadsById(session);
    const trials = await Promise.all(members.map((member) => this.try(member, reads)));
    if (reads.failure) throw reads.failure;
    const { apart, meeting } = sorted(trials);
    await this.send(
      session,
      apart.flatMap(({ writes }) => writes),
    );
    return { done: apart, later: meeting.map(({ member }) => member) };
  }

  /** Runs a member's work; what it has written counts only where it succeeds. */
  private async try(member: Member, reads: ReadsById): Promise<Trial> {
    const { answer } = member;
    let isLeaving = false;
    const leave = (): Promise<never> => {
      isLeaving = true;
      return Promise.reject(new Error('This work goes on in a transaction of its own'));
    };
    const unit: Unit = {
      writes: [],
      isOver: false,
      whenCommitted: [],
      beforeQuery: leave,
      // What it has written itself is not in the database yet.
      read: (kind, id, find) =>
        unit.writes.some((write) => idOf(write) === id) ? leave() : reads.read(kind, id, find),
    };
    const nothing = (reason: unknown): Trial => ({ member, writes: [], settle: () => answer.reject(reason) });
    try {
      const value = await member.run(unit);
      if (isLeaving) return nothing(NEEDS_ITS_OWN);
      const settle = (): void => {
        for (const act of unit.whenCommitted) act();
        answer.resolve(value);
      };
      return { member, writes: unit.writes, settle };
    } catch (error) {
      return nothing(isLeaving ? NEEDS_ITS_OWN : error);
    }
  }
}

/** Who may share a transaction, in the order of asking, and who meets one of them at a document. */
function sorted(trials: readonly Trial[]): { apart: Trial[]; meeting: Trial[] } {
  const taken = new Map<string, boolean>();
  const apart: Trial[] = [];
  const meeting: Trial[] = [];
  for (const trial of trials) {
    const touched = trial.writes.map((write) => ({
      document: `${write.collection}:${idOf(write)}`,
      isSum: isSum(write),
    }));
    const meets = touched.some(({ document, isSum }) => taken.has(document) && !(isSum && taken.get(document)));
    (meets ? meeting : apart).push(trial);
    if (meets) continue;
    for (const { document, isSum } of touched) taken.set(document, isSum && taken.get(document) !== false);
  }
  return { apart, meeting };
}

function idOf({ write }: NamedWrite): string {
  const { _id } = 'insert' in write ? write.insert : 'remove' in write ? write.remove : write.filter;
  return String(_id);
}

/** Sums come out the same in any order, so they may meet at a document. */
function isSum({ write }: NamedWrite): boolean {
  return 'update' in write && Object.keys(write.update).every((operator) => operator === '$inc');
}
