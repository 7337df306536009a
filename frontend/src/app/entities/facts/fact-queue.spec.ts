import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Fact } from './fact';
import {
  EMPTY_QUEUE,
  type FactQueue,
  LEASE_MS,
  failed,
  heldByOther,
  leasedTo,
  released,
  settled,
  withAdded,
  withdrawn,
  withoutRefusals,
} from './fact-queue';

const fact = (key: string, partId = 'p1'): Fact => ({ kind: 'step', action: 'start', key, partId, at: '' });
const keys = (queue: FactQueue): string[] => queue.waiting.map(({ key }) => key);
const PROBLEM = { code: 'part.transition', params: {}, errors: [] } as const;
const TWO = withAdded(EMPTY_QUEUE, [fact('a'), fact('b')]);

describe('the queue of what a person did', () => {
  it('has every fact once, in order, whichever window brings it how often', () => {
    expect(keys(withAdded(TWO, [fact('a'), fact('c')]))).toEqual(['a', 'b', 'c']);
    expect(withAdded(TWO, [fact('b')])).toBe(TWO);
  });

  it('keeps what was refused until it is read or the part is worked on again', () => {
    const queue = settled(TWO, fact('a'), PROBLEM);
    expect(keys(queue)).toEqual(['b']);
    expect(queue.refused).toMatchObject([{ fact: { key: 'a' }, problem: PROBLEM }]);
    expect(withoutRefusals(queue, 'p1').refused).toEqual([]);
    expect(withoutRefusals(queue, 'p2')).toBe(queue);
    expect(withAdded(queue, [fact('c')]).refused).toEqual([]);
    expect(withAdded(queue, [fact('c', 'p2')]).refused).toHaveLength(1);
  });

  it('lets go of a fact that has not left it, and of no other', () => {
    expect(keys(withdrawn(TWO, 'a'))).toEqual(['b']);
    expect(withdrawn(failed(TWO), 'a')).toEqual(failed(TWO));
    const held = leasedTo(TWO, 'one', 1_000);
    expect(withdrawn(held, 'a')).toBe(held);
    expect(keys(withdrawn(held, 'b'))).toEqual(['a']);
    expect(withdrawn(TWO, 'c')).toBe(TWO);
  });

  it('counts attempts without an answer, until there is one', () => {
    const tried = failed(failed(TWO));
    expect(tried.failures).toBe(2);
    expect(settled(tried, fact('a')).failures).toBe(0);
  });

  it('settles a fact once, though two windows sent it', () => {
    const queue = settled(TWO, fact('a'));
    expect(settled(queue, fact('a'), PROBLEM)).toBe(queue);
  });
});

describe('the window that sends', () => {
  it('is one, until it lets go or is gone', () => {
    const held = leasedTo(TWO, 'one', 1_000);
    expect(leasedTo(held, 'other', 2_000).lease?.holder).toBe('one');
    expect(heldByOther(held, 'other', 2_000)).toBe(LEASE_MS - 1_000);
    expect(heldByOther(held, 'one', 2_000)).toBe(0);
    expect(leasedTo(released(held, 'one'), 'other', 2_000).lease?.holder).toBe('other');
    expect(released(held, 'other')).toBe(held);
    expect(leasedTo(held, 'other', 1_000 + LEASE_MS).lease?.holder).toBe('other');
  });

  it('holds nothing where nothing waits, nor by a clock that was set back', () => {
    expect(leasedTo(EMPTY_QUEUE, 'one', 0)).toBe(EMPTY_QUEUE);
    const tomorrow = leasedTo(TWO, 'one', 86_400_000);
    expect(leasedTo(tomorrow, 'other', 0).lease?.holder).toBe('other');
  });

  it('never shares the queue with another, whatever windows do and whatever the clock says', () => {
    const act = fc.record({ window: fc.constantFrom('one', 'other', 'third'), now: fc.nat({ max: 10 * LEASE_MS }) });
    fc.assert(
      fc.property(fc.array(act), (acts) => {
        let queue = TWO;
        for (const { window, now } of acts) {
          const other = heldByOther(queue, window, now) > 0;
          queue = leasedTo(queue, window, now);
          expect(queue.lease?.holder === window).toBe(!other);
        }
      }),
    );
  });
});
