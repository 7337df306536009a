import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Subject, filter } from 'rxjs';
import { ApiProblem } from '../http/api-problem';
import { noteKept } from '../last-seen/kept-at';
import { Live, type LiveChange } from './live';
import { type LiveResource, type LiveResourceOptions, liveResource } from './live-resource';

const problem = (code: ApiProblem['code'], status: number): ApiProblem =>
  new ApiProblem({ type: '', title: '', status, code, detail: '' });

describe('a resource that follows what others do', () => {
  const id = signal<string | undefined>('a');
  let hints: Subject<LiveChange>;
  let asked: string[];
  let answer: (id: string) => Promise<string>;

  beforeEach(() => {
    jest.useFakeTimers();
    id.set('a');
    hints = new Subject();
    asked = [];
    answer = (wanted) => Promise.resolve(`${wanted}${asked.length}`);
    const live = {
      changes: (...entities: string[]) => hints.pipe(filter(({ entity }) => entities.includes(entity))),
    };
    TestBed.configureTestingModule({ providers: [{ provide: Live, useValue: live }] });
  });

  const settle = async (milliseconds = 0): Promise<void> => {
    TestBed.tick();
    await jest.advanceTimersByTimeAsync(milliseconds);
    TestBed.tick();
    await jest.advanceTimersByTimeAsync(0);
  };
  const open = async (options: Partial<LiveResourceOptions<string, string>> = {}): Promise<LiveResource<string>> => {
    const opened = TestBed.runInInjectionContext(() =>
      liveResource<string, string>({
        params: () => id(),
        load: (wanted) => {
          asked.push(wanted);
          return answer(wanted);
        },
        live: ['Order'],
        ...options,
      }),
    );
    await settle();
    return opened;
  };
  const hint = (entity: string, of = 'a'): void => hints.next({ entity, id: of, version: 2 });

  it('says that it is old where what was seen last stands in for an answer, and keeps what is newer', async () => {
    const page = { items: [1] };
    noteKept(page, 5);
    answer = () => Promise.resolve(page as never);
    const cold = await open();
    expect([cold.value(), cold.isStale(), cold.readAt()?.getTime(), cold.problem()]).toEqual([
      page,
      true,
      5,
      undefined,
    ]);
    answer = () => Promise.resolve('new');
    cold.reload();
    await settle();
    expect([cold.value(), cold.isStale()]).toEqual(['new', false]);
    answer = () => Promise.resolve(page as never);
    cold.reload();
    await settle();
    expect([cold.value(), cold.isStale()]).toEqual(['new', true]);
  });

  it('reads again at a hint of its own entity, once for many that come together', async () => {
    const order = await open({ hears: (change) => change.id === id() });
    hint('Client');
    hint('Order', 'b');
    await settle(200);
    expect(order.value()).toBe('a1');
    hint('Order');
    hint('Order');
    await settle(200);
    expect([order.value(), asked.length]).toEqual(['a2', 2]);
  });

  it('reads once more after a reading that a hint overtook, and is not kept from its answer', async () => {
    const order = await open();
    const arrivals: (() => void)[] = [];
    answer = (wanted) => new Promise((resolve) => arrivals.push(() => resolve(`${wanted}${arrivals.length}`)));
    order.reload();
    await settle();
    hint('Order');
    await settle(200);
    hint('Order');
    await settle(200);
    expect(asked.length).toBe(2);
    arrivals[0]?.();
    await settle();
    expect(asked.length).toBe(3);
    arrivals[1]?.();
    await settle();
    expect([order.value(), asked.length]).toEqual(['a2', 3]);
  });

  it('keeps the last value where reading it again fails, and says so until that succeeds', async () => {
    const order = await open();
    answer = () => Promise.reject(problem('unavailable', 503));
    order.reload();
    await settle();
    expect([order.value(), order.isStale(), order.problem()]).toEqual(['a1', true, undefined]);
    answer = () => Promise.resolve('fresh');
    order.reload();
    TestBed.tick();
    expect(order.isStale()).toBe(true);
    await settle();
    expect([order.value(), order.isStale()]).toEqual(['fresh', false]);
  });

  it('lets go of what became forbidden or is gone', async () => {
    const order = await open();
    answer = () => Promise.reject(problem('not_found', 404));
    order.reload();
    await settle();
    expect([order.value(), order.problem()?.code, order.isStale()]).toEqual([undefined, 'not_found', false]);
  });

  it('shows nothing of another thing, unless told to until the next has come', async () => {
    const [order, list] = [await open(), await open({ keeps: () => true })];
    answer = () => new Promise(() => undefined);
    id.set('b');
    TestBed.tick();
    expect([order.value(), list.value()]).toEqual([undefined, 'a2']);
  });

  it('takes the answer to an act at once, and nothing older over it', async () => {
    const order = await open();
    let arrive: (value: string) => void = () => undefined;
    answer = () => new Promise((resolve) => (arrive = resolve));
    order.reload();
    TestBed.tick();
    order.put('mine');
    arrive('older');
    await settle();
    expect([order.value(), order.isStale()]).toEqual(['mine', false]);
    order.put('mine again');
    order.reload();
    TestBed.tick();
    expect(order.value()).toBe('mine again');
  });
});
