import { describe, expect, it } from '@jest/globals';
import { SCRAP_REASONS } from '@verstak/domain';
import fc from 'fast-check';
import type { Stretch, WorkedPart, WorkedStage } from '../production/worked-parts.js';
import { median, ninetieth, tallyWork, type WorkSums } from './floor-work-tally.js';

const SCOPE = { from: 1_000_000, before: 2_000_000 };
const instant = fc.integer({ min: 900_000, max: 2_100_000 });
const pieces = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9_000 }));

const stretch: fc.Arbitrary<Stretch> = fc
  .record({
    masterId: fc.constantFrom('m1', 'm2', 'm3'),
    startedAt: instant,
    lasting: fc.option(fc.nat(60_000), { nil: undefined }),
    good: pieces,
    scrapped: pieces,
  })
  .map(({ lasting, ...work }) => ({
    ...work,
    ...(lasting === undefined ? {} : { endedAt: work.startedAt + lasting }),
  }));

const stage = (id: string): fc.Arbitrary<WorkedStage> =>
  fc.record({
    id: fc.constant(id),
    name: fc.constant(`stage ${id}`),
    setUpMinutes: fc.constantFrom(0, 5, 12.5),
    minutesPerUnit: fc.constantFrom(0, 1, 0.25),
    doneAt: fc.option(instant, { nil: undefined }),
    stretches: fc
      .array(stretch, { maxLength: 4 })
      .map((all) => all.sort((one, other) => one.startedAt - other.startedAt)),
  });

const parts: fc.Arbitrary<WorkedPart[]> = fc
  .array(
    fc.constantFrom('r1', 'r2', undefined).chain((routeId) =>
      fc.record({
        quantity: fc.integer({ min: 1, max: 9 }),
        routeId: fc.constant(routeId),
        routeName: fc.constant(routeId && `route ${routeId}`),
        createdAt: instant,
        stages: fc.tuple(stage(`${routeId}-1`), stage(`${routeId}-2`)),
        losses: fc.array(fc.record({ reason: fc.constantFrom(...SCRAP_REASONS), at: instant, pieces }), {
          maxLength: 3,
        }),
      }),
    ),
    { maxLength: 20 },
  )
  .map((all) => all.map((part, index) => ({ ...part, id: `p${index}` })));

const isWithin = (at: number | undefined): boolean => at !== undefined && at >= SCOPE.from && at < SCOPE.before;
const sum = <T>(all: readonly T[], amount: (one: T) => number): number =>
  all.reduce((total, one) => total + amount(one), 0);

/** Every stretch that ended within the scope, with what it belongs to and what it earned. */
const stretchesOf = (all: readonly WorkedPart[]): (Stretch & Belonging)[] =>
  all.flatMap((part) =>
    part.stages.flatMap((own) =>
      own.stretches
        .map((one, index) => {
          const isSetUp = one.good > 0 && own.stretches.slice(0, index).every(({ good }) => !good);
          const minutes = (isSetUp ? own.setUpMinutes : 0) + own.minutesPerUnit * (one.good / 1_000);
          return { ...one, part, stage: own, earnedSeconds: Math.round(minutes * 60) };
        })
        .filter(({ endedAt }) => isWithin(endedAt)),
    ),
  );

interface Belonging {
  part: WorkedPart;
  stage: WorkedStage;
  earnedSeconds: number;
}

const clocked = ({ startedAt, endedAt = startedAt }: Stretch): number => endedAt - startedAt;
const sumsOf = (all: readonly (Stretch & Belonging)[]): WorkSums => ({
  good: sum(all, ({ good }) => good),
  scrapped: sum(all, ({ scrapped }) => scrapped),
  clockedMs: sum(all, clocked),
  clockedByPlanMs: sum(
    all.filter(({ stage: { setUpMinutes, minutesPerUnit } }) => setUpMinutes + minutesPerUnit > 0),
    clocked,
  ),
  earnedSeconds: sum(all, ({ earnedSeconds }) => earnedSeconds),
});

describe('work on the shop floor', () => {
  it('is summed by person as one stretch after the other, and the sums come to the totals', async () => {
    await fc.assert(
      fc.asyncProperty(parts, async (all) => {
        const { masters, totals } = await tallyWork(all, SCOPE);
        const stretches = stretchesOf(all);
        expect(totals).toEqual(sumsOf(stretches));
        for (const masterId of ['m1', 'm2', 'm3']) {
          const own = stretches.filter((one) => one.masterId === masterId);
          const finished = all.filter((part) =>
            part.stages.some(({ doneAt, stretches: among }) => {
              const last = among.at(-1);
              return doneAt !== undefined && last?.masterId === masterId && isWithin(last.endedAt);
            }),
          );
          const row = masters.find((one) => one.masterId === masterId);
          expect(row).toEqual(own.length ? { masterId, parts: finished.length, ...sumsOf(own) } : undefined);
        }
        const times = masters.map(({ clockedMs }) => clockedMs);
        expect(times).toEqual(times.toSorted((one, other) => other - one));
      }),
    );
  });

  it('is summed by stage of a route, what is made by hand in one row, with the middle of what it took', async () => {
    await fc.assert(
      fc.asyncProperty(parts, async (all) => {
        const { stages, totals } = await tallyWork(all, SCOPE);
        for (const stageId of ['r1-1', 'r1-2', 'r2-1', 'r2-2', undefined]) {
          const isHere = (part: WorkedPart, { id }: WorkedStage): boolean => (part.routeId && id) === stageId;
          const own = stretchesOf(all).filter((one) => isHere(one.part, one.stage));
          const done = all.flatMap((part) =>
            part.stages.flatMap((one, index) =>
              isHere(part, one) && one.doneAt !== undefined && isWithin(one.stretches.at(-1)?.endedAt)
                ? [{ part, one, index }]
                : [],
            ),
          );
          const worked = done.map(({ one }) => sum(one.stretches, clocked));
          const planned = done
            .map(({ part, one }) => Math.round(60 * (one.setUpMinutes + one.minutesPerUnit * part.quantity)) * 1_000)
            .filter((time) => time > 0);
          const waited = done.flatMap(({ part, one, index }) => {
            const free = index === 0 ? part.createdAt : part.stages[0]?.doneAt;
            if (free === undefined) return [];
            const begun = one.stretches.map(({ startedAt }) => startedAt).filter((at) => at >= free);
            return begun.length ? [Math.min(...begun) - free] : [];
          });
          const row = stages.find((one) => one.stageId === stageId);
          if (!own.length && !done.length) expect(row).toBeUndefined();
          else
            expect(row).toMatchObject({
              ...sumsOf(own),
              parts: done.length,
              medianMs: median(worked),
              ninetiethMs: ninetieth(worked),
              plannedMs: median(planned),
              waitingMs: median(waited),
            });
        }
        expect(sum(stages, ({ clockedMs }) => clockedMs)).toBe(totals.clockedMs);
      }),
    );
  });

  it('counts what was lost by reason, each report once', async () => {
    await fc.assert(
      fc.asyncProperty(parts, async (all) => {
        const lost = all.flatMap(({ losses }) => losses).filter(({ at }) => isWithin(at));
        const { scraps } = await tallyWork(all, SCOPE);
        for (const reason of SCRAP_REASONS) {
          const own = lost.filter((one) => one.reason === reason);
          const row = scraps.find((one) => one.reason === reason);
          const expected = { reason, pieces: sum(own, (one) => one.pieces), reports: own.length };
          expect(row).toEqual(own.length ? expected : undefined);
        }
      }),
    );
  });

  it('is divided by period and by route without rest', async () => {
    await fc.assert(
      fc.asyncProperty(parts, instant, async (all, middle) => {
        const cut = Math.min(Math.max(middle, SCOPE.from), SCOPE.before);
        const { totals } = await tallyWork(all, SCOPE);
        const halves = [await tallyWork(all, { ...SCOPE, before: cut }), await tallyWork(all, { ...SCOPE, from: cut })];
        const byRoute = await Promise.all(['r1', 'r2'].map((routeId) => tallyWork(all, { ...SCOPE, routeId })));
        const byHand = await tallyWork(
          all.filter(({ routeId }) => routeId === undefined),
          SCOPE,
        );
        for (const name of ['good', 'scrapped', 'clockedMs', 'earnedSeconds'] as const) {
          expect(sum(halves, (half) => half.totals[name])).toBe(totals[name]);
          expect(sum([...byRoute, byHand], (one) => one.totals[name])).toBe(totals[name]);
        }
      }),
    );
  });
});

describe('the middle of some values', () => {
  it('is the one in the middle, or half way between two', () => {
    expect([median([]), median([7]), median([9, 1, 5]), median([1, 4])]).toEqual([undefined, 7, 5, 3]);
  });

  it('and the ninetieth percentile have as many values on either side as they say', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 60 }), (values) => {
        const [middle = NaN, most = NaN] = [median(values), ninetieth(values)];
        expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(values.length / 2);
        expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(values.length / 2);
        expect(values).toContain(most);
        expect(values.filter((value) => value <= most).length).toBeGreaterThanOrEqual(0.9 * values.length);
        expect(values.filter((value) => value < most).length).toBeLessThan(0.9 * values.length);
      }),
    );
  });
});
