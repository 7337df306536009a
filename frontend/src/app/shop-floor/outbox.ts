import { Service, computed, effect, inject, signal, untracked } from '@angular/core';
import { type Part, ProductionService } from '@verstak/api';
import { Subject } from 'rxjs';
import { type ApiProblem, isPassing, toProblem } from '../core/http/api-problem';
import { newKey } from '../core/http/request-keys';
import { recall, remember } from '../core/platform/storage';
import { Session } from '../core/session/session';
import type { Deed, Fact } from './fact';

/** A fact that the server did not take, and why. */
export interface Refusal {
  fact: Fact;
  problem: ApiProblem;
}

const PAUSES = [1_000, 2_000, 5_000, 10_000];

/**
 * What the master did and the server does not know yet. Facts are sent in their order; they outlive a lost network
 * and a closed page, and carry one key each, so that a repeated one counts once.
 */
@Service()
export class Outbox {
  private readonly api = inject(ProductionService);
  private readonly session = inject(Session);
  private readonly waiting = signal<readonly Fact[]>([]);
  private readonly refused = signal<readonly Refusal[]>([]);
  private readonly failures = signal(0);
  private readonly owner = computed(() => this.session.user()?.id);
  private isSending = false;
  private timer?: ReturnType<typeof setTimeout>;

  /** Facts that are still to be sent, oldest first. */
  readonly facts = this.waiting.asReadonly();
  readonly refusals = this.refused.asReadonly();
  /** Sending fails at present; it is tried again by itself. */
  readonly isStuck = computed(() => this.failures() > 0 && this.waiting().length > 0);
  /** Parts as the server answered. */
  readonly answers = new Subject<Part>();

  constructor() {
    effect(() => {
      const owner = this.owner();
      untracked(() => this.open(owner));
    });
    globalThis.addEventListener?.('online', () => this.send());
  }

  /** Takes a deed down and sends it as soon as possible. */
  add(partId: string, deed: Deed): void {
    this.forget(partId);
    const fact: Fact = { key: newKey(), partId, at: new Date().toISOString(), ...deed };
    this.keep([...this.waiting(), fact]);
    this.send();
  }

  /** Sends a refused fact again, as the same fact. */
  retry({ fact }: Refusal): void {
    this.forget(fact.partId);
    this.keep([...this.waiting(), fact]);
    this.send();
  }

  /** Takes note that the person has read why a part's fact was refused. */
  forget(partId: string): void {
    this.refused.update((all) => all.filter(({ fact }) => fact.partId !== partId));
  }

  /** Sends what waits, now. */
  send(): void {
    clearTimeout(this.timer);
    if (!this.isSending) void this.drain();
  }

  private open(owner: string | undefined): void {
    this.refused.set([]);
    this.waiting.set(owner ? read(recall(keyOf(owner))) : []);
    this.send();
  }

  private keep(facts: readonly Fact[]): void {
    this.waiting.set(facts);
    const owner = this.owner();
    if (owner) remember(keyOf(owner), facts.length ? JSON.stringify(facts) : null);
  }

  private async drain(): Promise<void> {
    this.isSending = true;
    const owner = this.owner();
    for (let fact = this.waiting()[0]; fact && owner && owner === this.owner(); fact = this.waiting()[0]) {
      if (!(await this.deliver(fact))) break;
    }
    this.isSending = false;
    // Who signed in meanwhile has facts of their own.
    if (owner !== this.owner()) this.send();
  }

  /** Whether the fact is settled: taken or refused. */
  private async deliver(fact: Fact): Promise<boolean> {
    try {
      const part = await this.post(fact);
      this.settle(fact);
      this.answers.next(part);
      return true;
    } catch (error) {
      const problem = toProblem(error);
      if (isPassing(problem)) {
        this.failures.update((count) => count + 1);
        this.timer = setTimeout(() => this.send(), PAUSES[Math.min(this.failures(), PAUSES.length) - 1]);
        return false;
      }
      this.settle(fact);
      this.refused.update((all) => [...all, { fact, problem }]);
      return true;
    }
  }

  private settle(fact: Fact): void {
    this.failures.set(0);
    this.keep(this.waiting().filter(({ key }) => key !== fact.key));
  }

  private post(fact: Fact): Promise<Part> {
    const request = { id: fact.partId, 'Idempotency-Key': fact.key };
    switch (fact.kind) {
      case 'step':
        return this.api.stepPart({ ...request, body: { action: fact.action } });
      case 'scrap':
        return this.api.scrapPart({ ...request, body: fact.report });
      case 'note':
        return this.api.writePartNote({ ...request, body: { note: fact.note } });
    }
  }
}

function keyOf(owner: string): string {
  return `verstak.outbox.${owner}`;
}

function read(kept: string | null): Fact[] {
  try {
    const facts: unknown = JSON.parse(kept ?? '[]');
    return Array.isArray(facts) ? facts : [];
  } catch {
    return [];
  }
}
