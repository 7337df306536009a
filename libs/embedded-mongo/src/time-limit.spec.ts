import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TimeLimit } from './time-limit.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('a time limit', () => {
  it('stands still while it is paused, and goes on with what was left', () => {
    const limit = new TimeLimit(100);
    jest.advanceTimersByTime(60);
    limit.check();
    limit.pause();
    jest.advanceTimersByTime(1000);
    limit.resume();
    jest.advanceTimersByTime(40);
    limit.check();
    jest.advanceTimersByTime(1);
    expect(() => limit.check()).toThrow(expect.objectContaining({ code: 50 }));
  });
});
