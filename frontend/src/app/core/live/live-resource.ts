import { type Signal, computed, effect, inject, linkedSignal, resource, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { asyncScheduler, auditTime, filter, throttleTime } from 'rxjs';
import { type ApiProblem, toProblem } from '../http/api-problem';
import { keptAt } from '../last-seen/kept-at';
import { Live, type LiveChange } from './live';

/** Changes of others that come close together read once, this many milliseconds after the first. */
const PAUSE = 150;

export interface LiveResourceOptions<T, P> {
  /** What to read; `undefined` reads nothing, and keeps what was read. */
  params: () => P | undefined;
  load: (params: P) => Promise<T>;
  /** Entities whose changes by others read again. */
  live?: readonly string[];
  /** Which of those changes; by default all. A lost connection that came back is always heard. */
  hears?: (hint: LiveChange) => boolean;
  /** Milliseconds between two readings while others change one thing after another; by default none. */
  pause?: number;
  /** Whether what was read for other params stays until the next has come; by default only for the same. */
  keeps?: (former: P, wanted: P) => boolean;
}

/** Something read from the server that stays true while it is on screen. */
export interface LiveResource<T> {
  /** What was read last: it stays while it is read again and where that fails. */
  readonly value: Signal<T | undefined>;
  /** Why what is wanted cannot be shown at all; nothing where the last value stands in for it. */
  readonly problem: Signal<ApiProblem | undefined>;
  /**
   * The value is what is wanted, but may be old: reading it again failed, or the server was out of reach and it is what
   * was seen last.
   */
  readonly isStale: Signal<boolean>;
  /** When the value was read from the server. */
  readonly readAt: Signal<Date | undefined>;
  readonly isLoading: Signal<boolean>;
  /** Reads again; while it is being read, once more after that. */
  reload(): void;
  /** Takes a newer value that the answer to an act gave; a reading under way is dropped. */
  put(value: T): void;
}

interface Read<T, P> {
  params: P;
  value: T;
  at: Date;
}

interface Failure<P> {
  params: P | undefined;
  problem: ApiProblem;
}

/** Reads something and keeps it in step with what others do. Call where `inject` works. */
export function liveResource<T, P>(options: LiveResourceOptions<T, P>): LiveResource<T> {
  const wanted = computed(options.params, { equal: isSame });
  const keeps = options.keeps ?? isSame;
  const turn = signal(0);
  /** A reading is wanted that the one under way may have come too early for. */
  const again = signal(false);

  const answer = resource<Read<T, P>, { params: P; turn: number } | undefined>({
    params: () => {
      const params = wanted();
      return params === undefined ? undefined : { params, turn: turn() };
    },
    loader: async ({ params: { params } }) => readOf(params, await options.load(params)),
  });
  const kept = linkedSignal<{ read?: Read<T, P>; params?: P }, Read<T, P> | undefined>({
    source: () => ({ read: answer.hasValue() ? answer.value() : undefined, params: wanted() }),
    computation: ({ read, params }, former) => {
      if (read && former?.value && isOlder(read, former.value)) return former.value;
      if (read || !former?.value || params === undefined) return read ?? former?.value;
      return keeps(former.value.params, params) ? former.value : undefined;
    },
  });
  /** Stays until the next answer for the same params has come. */
  const failure = linkedSignal<{ error: unknown; isLoading: boolean; params?: P }, Failure<P> | undefined>({
    source: () => ({ error: answer.error(), isLoading: answer.isLoading(), params: wanted() }),
    computation: ({ error, isLoading, params }, former) => {
      if (error) return { params, problem: toProblem((error as Error).cause ?? error) };
      return isLoading && former?.value && isSame(former.value.params, params) ? former.value : undefined;
    },
  });

  const isStale = computed(() => {
    const [failed, read] = [failure(), kept()];
    if (answer.hasValue() && isKept(answer.value()) && isSame(answer.value()?.params, wanted())) return true;
    return failed !== undefined && read !== undefined && !isFinal(failed.problem) && isSame(read.params, failed.params);
  });
  const reload = (): void =>
    untracked(() => (answer.isLoading() ? again.set(true) : turn.update((count) => count + 1)));

  effect(() => {
    // What nobody looks at yet is kept all the same.
    kept();
    if (answer.isLoading() || !again()) return;
    again.set(false);
    untracked(() => turn.update((count) => count + 1));
  });
  if (options.live?.length) {
    inject(Live)
      .changes(...options.live)
      .pipe(
        filter((hint) => !hint.id || (options.hears?.(hint) ?? true)),
        auditTime(PAUSE),
        throttleTime(options.pause ?? 0, asyncScheduler, { leading: true, trailing: true }),
        takeUntilDestroyed(),
      )
      .subscribe(reload);
  }

  return {
    value: computed(() => (failure() && isFinal(failure()!.problem) ? undefined : kept()?.value)),
    problem: computed(() => (isStale() ? undefined : failure()?.problem)),
    isStale,
    readAt: computed(() => kept()?.at),
    isLoading: answer.isLoading,
    reload,
    put: (value) => {
      const params = untracked(wanted);
      if (params === undefined) return;
      answer.set(readOf(params, value));
      // Taken over at once: a reading that begins before anybody looks would find the former value.
      untracked(kept);
    },
  };
}

function readOf<T, P>(params: P, value: T): Read<T, P> {
  return { params, value, at: new Date(keptAt(value) ?? Date.now()) };
}

function isKept<T, P>(read: Read<T, P> | undefined): boolean {
  return keptAt(read?.value) !== undefined;
}

/** What was kept does not take the place of what an own act has answered since. */
function isOlder<T, P>(read: Read<T, P>, former: Read<T, P>): boolean {
  return isKept(read) && isSame(read.params, former.params) && read.at < former.at;
}

/** A refusal after which what was read must go: it is forbidden, or there no more. */
function isFinal({ status }: ApiProblem): boolean {
  return status === 403 || status === 404;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
