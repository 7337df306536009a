import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ProductionService } from '@verstak/api';
import { ApiProblem } from '../core/http/api-problem';
import { Session } from '../core/session/session';
import { Outbox } from './outbox';

const problem = (code: 'unavailable' | 'part.transition', status: number) =>
  new ApiProblem({ type: 'about:blank', title: code, status, code, detail: code });

interface Sent {
  id: string;
  'Idempotency-Key': string;
  body: { action?: string; note?: string };
}

describe('the outbox of the shop floor', () => {
  const sent: Sent[] = [];
  let answer: () => Promise<unknown>;
  const user = signal<{ id: string } | undefined>({ id: 'ivan' });
  const settle = async (): Promise<void> => {
    TestBed.tick();
    await jest.advanceTimersByTimeAsync(0);
  };

  beforeEach(() => {
    jest.useFakeTimers();
    localStorage.clear();
    sent.length = 0;
    user.set({ id: 'ivan' });
    answer = () => Promise.resolve({ id: 'p1' });
    const post = (request: Sent): Promise<unknown> => {
      sent.push(request);
      return answer();
    };
    TestBed.configureTestingModule({
      providers: [
        { provide: ProductionService, useValue: { stepPart: post, scrapPart: post, writePartNote: post } },
        { provide: Session, useValue: { user } },
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
    outbox.add('p1', { kind: 'step', action: 'start' });
    outbox.add('p1', { kind: 'step', action: 'pause' });
    await settle();
    expect(sent.map(({ body }) => body.action)).toEqual(['start', 'pause']);
    expect(new Set(sent.map((request) => request['Idempotency-Key'])).size).toBe(2);
    expect(outbox.facts()).toEqual([]);
  });

  it('sends a fact again with the same key while the network is away, and nothing overtakes it', async () => {
    const outbox = await open();
    answer = () => Promise.reject(problem('unavailable', 503));
    outbox.add('p1', { kind: 'step', action: 'start' });
    outbox.add('p1', { kind: 'note', note: 'Нужен резец' });
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
    (await open()).add('p1', { kind: 'step', action: 'start' });
    await settle();
    const [first] = sent;
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({
      providers: [
        { provide: ProductionService, useValue: { stepPart: (request: Sent) => (sent.push(request), answer()) } },
        { provide: Session, useValue: { user } },
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
    outbox.add('p1', { kind: 'step', action: 'start' });
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
