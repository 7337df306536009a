import { describe, expect, it } from '@jest/globals';
import { OPEN_PART_STATES } from '@verstak/domain';
import fc from 'fast-check';
import type { OpenPart } from '../production/open-parts.js';
import { tallyFloor } from './floor-tally.js';

const TODAY = new Date('2026-11-20T00:00:00Z');
const day = (number: number): Date => new Date(TODAY.getTime() + number * 24 * 60 * 60 * 1_000);
const some = <T>(...values: T[]): fc.Arbitrary<T | undefined> => fc.constantFrom(undefined, ...values);

const parts: fc.Arbitrary<OpenPart[]> = fc
  .array(
    fc.record({
      title: fc.constant('Полка'),
      orderId: some('o1', 'o2', 'o3'),
      state: fc.constantFrom(...OPEN_PART_STATES),
      workCentre: some('Пила', 'Лазер'),
      routeId: some('r1', 'r2'),
      workerId: some('w1', 'w2'),
      plannedSeconds: fc.nat(1_000),
      earnedSeconds: fc.nat(1_000),
      problem: some('Нет резца'),
      isHeld: fc.boolean(),
      dueAt: fc.option(fc.integer({ min: -3, max: 3 }).map(day), { nil: undefined }),
      idleSince: fc.option(fc.integer({ min: -30, max: 0 }).map(day), { nil: undefined }),
    }),
    { maxLength: 120 },
  )
  .map((all) =>
    all.map((part, index) => ({ ...part, id: `p${index}`, number: index, workerName: part.workerId, orderNumber: 1 })),
  );

const sum = (all: readonly OpenPart[], amount: (part: OpenPart) => number): number =>
  all.reduce((total, part) => total + amount(part), 0);

function counted(all: readonly OpenPart[]): object {
  const number = (holds: (part: OpenPart) => boolean): number => all.filter(holds).length;
  return {
    parts: all.length,
    waiting: number(({ state }) => state === 'waiting'),
    inProgress: number(({ state }) => state === 'in_progress'),
    paused: number(({ state }) => state === 'paused'),
    blocked: number(({ problem }) => problem !== undefined),
    left: number(
      ({ state, earnedSeconds, isHeld }) =>
        !isHeld && (state === 'paused' || (state === 'waiting' && earnedSeconds > 0)),
    ),
    held: number(({ isHeld }) => isHeld),
    late: number(({ dueAt }) => !!dueAt && dueAt < TODAY),
    plannedSeconds: sum(all, ({ plannedSeconds }) => plannedSeconds),
    earnedSeconds: sum(all, ({ earnedSeconds }) => earnedSeconds),
  };
}

describe('the shop floor', () => {
  it('counts what a filter of its parts counts, in all and by work centre, route, person and order', () => {
    const query = fc.record({
      routeId: some('r1'),
      workCentre: some('Пила'),
      workerId: some('w1'),
      orderId: some('o1'),
    });
    fc.assert(
      fc.property(parts, query, (all, asked) => {
        const told = tallyFloor(all, asked, TODAY);
        const meant = all.filter((part) =>
          Object.entries(asked).every(([name, value]) => value === undefined || part[name as keyof OpenPart] === value),
        );
        expect(told.counts).toEqual(counted(meant));
        for (const centre of ['Пила', 'Лазер', undefined]) {
          const own = meant.filter((part) => part.workCentre === centre);
          const group = told.workCentres.find(({ name }) => name === centre);
          expect(group).toEqual(own.length ? { name: centre, ...counted(own) } : undefined);
        }
        expect(sumOf(told.routes.map((route) => route.parts))).toBe(meant.length);
        const inWork = meant.filter(({ state, workerId }) => workerId && state === 'in_progress');
        const shown = told.people.flatMap(({ working }) => working.map(({ id }) => id));
        const most = ['w1', 'w2'].flatMap((id) => inWork.filter(({ workerId }) => workerId === id).slice(0, 10));
        expect([...shown].sort()).toEqual(most.map(({ id }) => id).sort());
        expect(told.ordersTotal).toBe(new Set(meant.flatMap(({ orderId }) => orderId ?? [])).size);
      }),
    );
  });

  it('shows the first twenty of what is late and of what stands longest, those without a time last', () => {
    fc.assert(
      fc.property(parts, (all) => {
        const { late, blocked } = tallyFloor(all, {}, TODAY);
        const lateAll = all.filter(({ dueAt }) => dueAt && dueAt < TODAY);
        const dues = lateAll.map(({ dueAt }) => Number(dueAt)).sort((one, other) => one - other);
        expect(late.map(({ dueAt }) => Number(dueAt))).toEqual(dues.slice(0, 20));
        const since = all.flatMap(({ problem, idleSince }) => (problem ? [idleSince?.getTime() ?? Infinity] : []));
        since.sort((one, other) => (one === other ? 0 : one - other));
        expect(blocked.map(({ idleSince }) => idleSince?.getTime() ?? Infinity)).toEqual(since.slice(0, 20));
      }),
    );
  });
});

const sumOf = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
