import { HttpErrorResponse } from '@angular/common/http';
import { DestroyRef, Service, computed, effect, inject, signal, untracked } from '@angular/core';
import { type Part, ProductionService } from '@verstak/api';
import { newKey } from '@verstak/domain';
import { Subject } from 'rxjs';
import { isPassing, toProblem } from '../../core/http/api-problem';
import { recall, remember } from '../../core/platform/storage';
import { Session } from '../../core/session/session';
import type { Deed, Fact } from './fact';
import {
  EMPTY_QUEUE,
  type FactQueue,
  LEASE_MS,
  type Refusal,
  failed,
  heldByOther,
  leasedTo,
  released,
  settled,
  withAdded,
  withdrawn,
  withoutRefusals,
} from './fact-queue';
import { FactStore } from './fact-store';

const PAUSES = [1_000, 2_000, 5_000, 10_000];
/** An answer that takes longer is no more waited for than none: the lease must not end before. */
const PATIENCE = LEASE_MS * 0.75;

/** What windows tell each other: somebody's queue is another, and perhaps what the server answered. */
interface News {
  owner: string;
  answer?: Part;
}

/**
 * What was done in the workshop and the server does not know yet: one queue for all windows of a person. Facts are
 * sent in their order, by one window at a time; they outlive a lost network and a closed page, and carry one key each,
 * so that a repeated one counts once.
 */
@Service()
export class Outbox {
  private readonly api = inject(ProductionService);
  private readonly session = inject(Session);
  private readonly store = inject(FactStore);
  private readonly me = newKey();
  private readonly channel =
    typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('verstak.facts');
  private readonly queue = signal<FactQueue>(EMPTY_QUEUE);
  /** On their way into the queue. */
  private readonly fresh = signal<readonly Fact[]>([]);
  private readonly owner = computed(() => (this.session.isSignedIn() ? this.session.user()?.id : undefined));
  private isSending = false;
  private timer?: ReturnType<typeof setTimeout>;

  /** Facts that are still to be sent, oldest first. */
  readonly facts = computed(() => withAdded(this.queue(), this.fresh()).waiting);
  readonly refusals = computed(() => this.queue().refused);
  /** Sending fails at present; it is tried again by itself. */
  readonly isStuck = computed(() => this.queue().failures > 0 && this.facts().length > 0);
  /** What is unsent outlives the page. */
  readonly isKept = this.store.isKept;
  /** Parts as the server answered; nothing where it had the fact before. */
  readonly answers = new Subject<Part | undefined>();

  constructor() {
    effect(() => {
      const owner = this.owner();
      untracked(() => void this.open(owner));
    });
    this.channel?.addEventListener('message', ({ data }: MessageEvent<News>) => void this.hear(data));
    const [wake, leave] = [() => void this.send(), () => void this.leave()];
    globalThis.addEventListener?.('online', wake);
    globalThis.addEventListener?.('pagehide', leave);
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.timer);
      this.channel?.close();
      globalThis.removeEventListener?.('online', wake);
      globalThis.removeEventListener?.('pagehide', leave);
    });
  }

  /** Takes a deed down, as the fact that it gives, and sends it as soon as possible. */
  add({ id: partId, title }: Pick<Part, 'id' | 'title'>, deed: Deed): Fact {
    const fact = { key: newKey(), partId, title, at: new Date().toISOString(), ...deed };
    void this.take(fact);
    return fact;
  }

  /** Takes a fact back that nobody can have heard of; whether it did. */
  async withdraw({ key }: Fact): Promise<boolean> {
    const owner = this.owner();
    if (!owner) return false;
    let isWithdrawn = false;
    await this.change(owner, (queue) => {
      const rest = withdrawn(queue, key);
      isWithdrawn = rest !== queue;
      return rest;
    });
    return isWithdrawn;
  }

  /** Sends a refused fact again, as the same fact. */
  retry({ fact }: Refusal): void {
    void this.take(fact);
  }

  /** Takes note that the person has read why a part's fact was refused. */
  forget(partId: string): void {
    const owner = this.owner();
    if (owner) void this.change(owner, (queue) => withoutRefusals(queue, partId));
  }

  private async take(fact: Fact): Promise<void> {
    const owner = this.owner();
    if (!owner) return;
    this.fresh.update((facts) => [...facts, fact]);
    await this.change(owner, (queue) => withAdded(queue, [fact]));
    this.fresh.update((facts) => facts.filter((one) => one !== fact));
    await this.send();
  }

  private async open(owner: string | undefined): Promise<void> {
    this.queue.set(EMPTY_QUEUE);
    this.fresh.set([]);
    if (!owner) return;
    const former = formerFacts(owner);
    await this.change(owner, (queue) => withAdded(queue, former));
    if (this.store.isKept()) remember(formerKey(owner), null);
    await this.send();
  }

  private async hear({ owner, answer }: News): Promise<void> {
    if (owner !== this.owner()) return;
    this.show(owner, await this.store.change(owner, (queue) => queue));
    if (answer) this.answers.next(answer);
  }

  /** Changes the queue here and in all windows, and tells of what the server answered. */
  private async change(owner: string, edit: (queue: FactQueue) => FactQueue, answer?: Part): Promise<FactQueue> {
    let isChanged = false;
    const queue = await this.store.change(owner, (before) => {
      const after = edit(before);
      isChanged = after !== before;
      return after;
    });
    if (isChanged) this.channel?.postMessage({ owner, answer } satisfies News);
    this.show(owner, queue);
    return queue;
  }

  private show(owner: string, queue: FactQueue): void {
    if (owner !== this.owner()) return;
    this.queue.set(queue);
    if (!this.isSending) this.plan();
  }

  /** Tries again by itself: after a pause, or when the window that sends should be done. */
  private plan(): void {
    clearTimeout(this.timer);
    const queue = this.queue();
    if (!queue.waiting.length) return;
    const pause = queue.failures ? (PAUSES[Math.min(queue.failures, PAUSES.length) - 1] ?? 0) : 0;
    const wait = Math.max(pause, heldByOther(queue, this.me, Date.now()));
    this.timer = setTimeout(() => void this.send(), wait);
  }

  private async send(): Promise<void> {
    const owner = this.owner();
    if (this.isSending || !owner) return;
    this.isSending = true;
    clearTimeout(this.timer);
    while (owner === this.owner() && (await this.sendFirst(owner)));
    this.isSending = false;
    await this.change(owner, (queue) => released(queue, this.me));
    // Who signed in meanwhile has facts of their own.
    if (owner !== this.owner()) await this.send();
  }

  /** Whether there may be another to send. */
  private async sendFirst(owner: string): Promise<boolean> {
    const { waiting, lease } = await this.change(owner, (queue) => leasedTo(queue, this.me, Date.now()));
    const [fact] = waiting;
    if (!fact || lease?.holder !== this.me || owner !== this.owner()) return false;
    try {
      const part = await inTime(this.post(fact));
      await this.change(owner, (queue) => settled(queue, fact), part);
      this.answers.next(part);
    } catch (error) {
      const problem = toProblem(error);
      if (isPassing(problem)) {
        await this.change(owner, failed);
        return false;
      }
      // The same fact in other words, as a former version sends it: the server has it.
      const isKnown = problem.code === 'idempotency.reused';
      await this.change(owner, (queue) => settled(queue, fact, isKnown ? undefined : problem));
      this.answers.next(undefined);
    }
    return true;
  }

  private async leave(): Promise<void> {
    const owner = this.owner();
    if (owner) await this.store.change(owner, (queue) => released(queue, this.me));
  }

  private post(fact: Fact): Promise<Part> {
    const request = { id: fact.partId, 'Idempotency-Key': fact.key };
    const { at } = fact;
    switch (fact.kind) {
      case 'step':
        return this.api.stepPart({ ...request, body: { action: fact.action, good: fact.good, at } });
      case 'scrap':
        return this.api.scrapPart({ ...request, body: { ...fact.report, at } });
      case 'problem':
        return this.api.blockPart({ ...request, body: { text: fact.text, at } });
      case 'resolve':
        return this.api.unblockPart({ ...request, body: { at } });
      case 'back':
        return this.api.stepPartBack({ ...request, body: { at } });
      case 'note':
        return this.api.writePartNote({ ...request, body: { note: fact.note, at } });
    }
  }
}

/** Ends with `work`, or as if there had been no answer. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(toProblem(new HttpErrorResponse({ status: 0 }))), PATIENCE);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function formerKey(owner: string): string {
  return `verstak.outbox.${owner}`;
}

/** What a former version kept for one window. */
function formerFacts(owner: string): Fact[] {
  try {
    const facts: unknown = JSON.parse(recall(formerKey(owner)) ?? '[]');
    return Array.isArray(facts) ? facts : [];
  } catch {
    return [];
  }
}
