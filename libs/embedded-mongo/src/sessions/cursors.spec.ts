import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Cursors } from './cursors.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const MINUTE = 60_000;
const source = {
  namespace: 'test.c',
  stream: { take: async () => ({ docs: [], isEnd: true }) },
  transaction: undefined,
  timeLimit: undefined,
  isAwaiting: false,
};

describe('cursors that nobody uses', () => {
  it('end after ten minutes, or with their session where they are to last', () => {
    const cursors = new Cursors();
    const plain = cursors.open({ ...source, sessionId: 'a', isLasting: false });
    const lasting = cursors.open({ ...source, sessionId: 'a', isLasting: true });
    const alone = cursors.open({ ...source, sessionId: undefined, isLasting: true });
    jest.advanceTimersByTime(9 * MINUTE);
    cursors.expire(() => true);
    expect(cursors.size).toBe(3);
    jest.advanceTimersByTime(2 * MINUTE);
    cursors.expire(() => true);
    expect([plain, lasting, alone].map(({ id }) => cursors.has(id))).toEqual([false, true, false]);
    cursors.expire((session) => session !== 'a');
    expect(cursors.size).toBe(0);
  });
});
