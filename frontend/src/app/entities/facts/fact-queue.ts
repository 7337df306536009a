import type { ApiProblem } from '../../core/http/api-problem';
import type { Fact } from './fact';

/** A fact that the server did not take, and why. */
export interface Refusal {
  fact: Fact;
  problem: Pick<ApiProblem, 'code' | 'params' | 'errors'>;
}

/** What one person did and the server has not taken: the same for all windows of a browser, changed as a whole. */
export interface FactQueue {
  /** To be sent, oldest first. */
  waiting: readonly Fact[];
  refused: readonly Refusal[];
  /** Attempts in a row to which there was no answer. */
  failures: number;
  /** Which window sends, in milliseconds until when at most. */
  lease?: { holder: string; until: number };
}

export const EMPTY_QUEUE: FactQueue = { waiting: [], refused: [], failures: 0 };

/** A window that holds the queue for longer than this without a word is gone. */
export const LEASE_MS = 20_000;

/** The queue with facts at its end; those it has already come no second time, and what was refused of them is settled. */
export function withAdded(queue: FactQueue, facts: readonly Fact[]): FactQueue {
  const known = new Set(queue.waiting.map(({ key }) => key));
  const added = facts.filter(({ key }) => !known.has(key));
  if (!added.length) return queue;
  const parts = new Set(added.map(({ partId }) => partId));
  const refused = queue.refused.filter(({ fact }) => !parts.has(fact.partId));
  return { ...queue, waiting: [...queue.waiting, ...added], refused };
}

/** The queue without what was refused of a part. */
export function withoutRefusals(queue: FactQueue, partId: string): FactQueue {
  const refused = queue.refused.filter(({ fact }) => fact.partId !== partId);
  return refused.length === queue.refused.length ? queue : { ...queue, refused };
}

/** The queue without a fact that has not left it: the first one may be on its way, or have arrived though no answer came. */
export function withdrawn(queue: FactQueue, key: string): FactQueue {
  const place = queue.waiting.findIndex((fact) => fact.key === key);
  const mayHaveLeft = place === 0 && (queue.lease !== undefined || queue.failures > 0);
  if (place < 0 || mayHaveLeft) return queue;
  return { ...queue, waiting: queue.waiting.filter((fact) => fact.key !== key) };
}

/** The queue held by a window that is to send its first fact, unless there is none or another window sends. */
export function leasedTo(queue: FactQueue, holder: string, now: number): FactQueue {
  if (!queue.waiting.length || heldByOther(queue, holder, now)) return queue;
  return { ...queue, lease: { holder, until: now + LEASE_MS } };
}

/** Milliseconds for which another window sends; 0 where none does. A clock that was set back holds nothing for longer. */
export function heldByOther({ lease }: FactQueue, holder: string, now: number): number {
  if (!lease || lease.holder === holder) return 0;
  const left = lease.until - now;
  return left > LEASE_MS ? 0 : Math.max(left, 0);
}

/** The queue free for any window. */
export function released(queue: FactQueue, holder: string): FactQueue {
  if (queue.lease?.holder !== holder) return queue;
  const { lease: _, ...free } = queue;
  return free;
}

/** The queue after a fact was taken or, with a problem, refused. */
export function settled(queue: FactQueue, { key }: Fact, problem?: Refusal['problem']): FactQueue {
  const fact = queue.waiting.find((one) => one.key === key);
  if (!fact) return queue;
  const waiting = queue.waiting.filter((one) => one !== fact);
  // Only what can be stored: an error cannot.
  const refused = problem && { fact, problem: { code: problem.code, params: problem.params, errors: problem.errors } };
  return { ...queue, failures: 0, waiting, refused: refused ? [...queue.refused, refused] : queue.refused };
}

/** The queue after an attempt without an answer. */
export function failed(queue: FactQueue): FactQueue {
  return { ...queue, failures: queue.failures + 1 };
}
