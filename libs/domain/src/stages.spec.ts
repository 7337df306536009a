import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { earnedSeconds, plannedSeconds, progressOf } from './stages.js';

const stage = { setUpMinutes: 10, minutesPerUnit: 1.5, good: 0 };

describe('the plan of a stage', () => {
  it('is the time to set it up and that of each unit, in seconds', () => {
    expect(plannedSeconds(stage, 4)).toBe(16 * 60);
    expect(plannedSeconds({ setUpMinutes: 0, minutesPerUnit: 0.333 }, 0.5)).toBe(10);
  });

  it('weighs a minute where nothing is planned, so that it counts', () => {
    expect(plannedSeconds({ setUpMinutes: 0, minutesPerUnit: 0 }, 100)).toBe(60);
  });

  it('is earned by the share of good pieces, and whole only when it is done', () => {
    expect(earnedSeconds({ ...stage, good: 1 }, 4)).toBe(4 * 60);
    expect(earnedSeconds({ ...stage, good: 4 }, 4)).toBe(16 * 60);
    expect(earnedSeconds({ ...stage, good: 1, doneAt: new Date() }, 4)).toBe(16 * 60);
  });
});

describe('progress', () => {
  it('is weighed by planned time over a part and everything under it', () => {
    expect(progressOf({ plannedSeconds: 60, earnedSeconds: 0, plannedBelow: 180, earnedBelow: 90 })).toBe(90 / 240);
  });

  it('is whole where nothing is to be done', () => {
    expect(progressOf({ plannedSeconds: 0, earnedSeconds: 0, plannedBelow: 0, earnedBelow: 0 })).toBe(1);
  });

  it('never leaves 0 to 1, and is 1 exactly when every stage is done', () => {
    const minutes = fc.double({ min: 0, max: 1000, noNaN: true });
    const quantity = fc.integer({ min: 1, max: 1_000_000 }).map((thousandths) => thousandths / 1000);
    const stages = fc.array(
      fc.record({ setUpMinutes: minutes, minutesPerUnit: minutes, good: minutes, isDone: fc.boolean() }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(stages, quantity, (list, wanted) => {
        const works = list.map(({ isDone, good, ...plan }) => ({
          ...plan,
          // What is not done lacks a piece at least.
          good: isDone ? wanted : Math.min(good, wanted * 0.999),
          ...(isDone ? { doneAt: new Date() } : {}),
        }));
        const sum = (one: (work: (typeof works)[number]) => number): number =>
          works.reduce((total, work) => total + one(work), 0);
        const progress = progressOf({
          plannedSeconds: sum((work) => plannedSeconds(work, wanted)),
          earnedSeconds: sum((work) => earnedSeconds(work, wanted)),
          plannedBelow: 0,
          earnedBelow: 0,
        });
        expect(progress >= 0 && progress <= 1).toBe(true);
        expect(progress === 1).toBe(works.every(({ doneAt }) => doneAt));
      }),
    );
  });
});
