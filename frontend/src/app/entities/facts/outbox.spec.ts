import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ProductionService } from '@verstak/api';
import { ApiProblem } from '../../core/http/api-problem';
import { Session } from '../../core/session/session';
import { PART } from '../parts/part.spec-data';
import { LEASE_MS } from './fact-queue';
import { FactStore } from './fact-store';
import { Outbox } from './outbox';

const problem = (code: 'unavailable' | 'part.transition' | 'idempotency.reused', status: number) =>
  new ApiProblem({ type: 'about:blank', title: code, status, code, detail: code });

interface Sent {
  id: string;
  'Idempotency-Key': string;
  body: { action?: string; note?: string; at?: string };
}

describe('the outbox of the shop floor', () => {
  const sent: Sent[] = [];
  let answer: () => Promise<unknown>;
  /** Outlives the page. */
  let store: FactStore;
  const user = signal<{ id: string } | undefined>({ id: 'ivan' });
  const isSignedIn = (): boolean => user() !== undefined;
  const settle = async (): Promise<void> => {
    TestBed.tick();
    await jest.advanceTimersByTimeAsync(0);
  };

  beforeEach(() => {
    jest.useFakeTimers();
    localStorage.clear();
    sent.length = 0;
    user.set({ id: 'ivan' });
    store = new FactStore();
    answer = () => Promise.resolve({ id: 'p1' });
    const post = (request: Sent): Promise<unknown> => {
      sent.push(request);
      return answer();
    };
    TestBed.configureTestingModule({
      providers: [
        { provide: ProductionService, useValue: { stepPart: post, scrapPart: post, writePartNote: post } },
        { provide: Session, useValue: { user, isSignedIn } },
        { provide: FactStore, useValue: store },
      ],
    });
  });

  afterEach(() => void jest.useRealTimers());

  const open = async (): Promise<Outbox> => {
    const outbox = TestBed.inject(Outbox);
    await settle();
    return outbox;
  };

  it('sends each fact once, in order, with a key of its own', async () => {
    const outbox = await open();
    outbox.add(PART, { kind: 'step', action: 'start' });
    outbox.add(PART, { kind: 'step', action: 'pause' });
    await settle();
    expect(sent.map(({ body }) => body.action)).toEqual(['start', 'pause']);
    expect(new Set(sent.map((request) => request['Idempotency-Key'])).size).toBe(2);
    expect(sent.map(({ body }) => Number.isFinite(Date.parse(body.at ?? '')))).toEqual([true, true]);
    expect(outbox.facts()).toEqual([]);
  });

  it('shows a fact at once, before it is kept', async () => {
    const outbox = await open();
    outbox.add(PART, { kind: 'step', action: 'start' });
    expect(outbox.facts()).toHaveLength(1);
    await settle();
    expect(outbox.facts()).toEqual([]);
  });

  it('takes over, once, what a former version kept for one window', async () => {
    const former = { kind: 'note', note: 'Скол', key: 'former', partId: 'p1', at: '2026-11-20T09:00:00.000Z' };
    localStorage.setItem('verstak.outbox.ivan', JSON.stringify([former]));
    await open();
    expect(sent).toEqual([{ id: 'p1', 'Idempotency-Key': 'former', body: { note: 'Скол', at: former.at } }]);
  });

  it('is content where the server has a fact already, in the words of a former version', async () => {
    const outbox = await open();
    answer = () => Promise.reject(problem('idempotency.reused', 422));
    outbox.add(PART, { kind: 'step', action: 'start' });
    await settle();
    expect([outbox.facts(), outbox.refusals()]).toEqual([[], []]);
  });

  it('sends a fact again where the answer does not come', async () => {
    const outbox = await open();
    answer = () => new Promise(() => undefined);
    outbox.add(PART, { kind: 'step', action: 'start' });
    await settle();
    expect(sent).toHaveLength(1);
    answer = () => Promise.resolve({ id: 'p1' });
    await jest.advanceTimersByTimeAsync(LEASE_MS);
    expect(sent).toHaveLength(2);
    expect(outbox.facts()).toEqual([]);
  });

  it('sends a fact again with the same key while the network is away, and nothing overtakes it', async () => {
    const outbox = await open();
    answer = () => Promise.reject(problem('unavailable', 503));
    outbox.add(PART, { kind: 'step', action: 'start' });
    outbox.add(PART, { kind: 'note', note: 'Нужен резец' });
    await settle();
    expect(outbox.isStuck()).toBe(true);
    answer = () => Promise.resolve({ id: 'p1' });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(sent.map(({ body }) => body.action ?? body.note)).toEqual(['start', 'start', 'Нужен резец']);
    expect(sent[1]?.['Idempotency-Key']).toBe(sent[0]?.['Idempotency-Key']);
    expect(outbox.isStuck()).toBe(false);
  });

  it('keeps what is unsent when the page is closed, for the same person only', async () => {
    answer = () => Promise.reject(problem('unavailable', 503));
    (await open()).add(PART, { kind: 'step', action: 'start' });
    await settle();
    const [first] = sent;
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({
      providers: [
        { provide: ProductionService, useValue: { stepPart: (request: Sent) => (sent.push(request), answer()) } },
        { provide: Session, useValue: { user, isSignedIn } },
        { provide: FactStore, useValue: store },
      ],
    });
    user.set({ id: 'olga' });
    const outbox = await open();
    expect(outbox.facts()).toEqual([]);
    answer = () => Promise.resolve({ id: 'p1' });
    user.set({ id: 'ivan' });
    await settle();
    expect(sent.at(-1)?.['Idempotency-Key']).toBe(first?.['Idempotency-Key']);
    expect(outbox.facts()).toEqual([]);
  });

  it('says what was refused and why, goes on with the rest, and sends it again as the same fact', async () => {
    const outbox = await open();
    answer = () => Promise.reject(problem('part.transition', 409));
    outbox.add(PART, { kind: 'step', action: 'start' });
    await settle();
    const [refusal] = outbox.refusals();
    expect(refusal?.problem.code).toBe('part.transition');
    expect(outbox.facts()).toEqual([]);
    answer = () => Promise.resolve({ id: 'p1' });
    if (refusal) outbox.retry(refusal);
    await settle();
    expect(sent[1]?.['Idempotency-Key']).toBe(sent[0]?.['Idempotency-Key']);
    expect(outbox.refusals()).toEqual([]);
  });
});
