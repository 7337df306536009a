import { describe, expect, it } from '@jest/globals';
import { dueWithin, endOfDay } from './due';

describe('when things are due', () => {
  it('ends a day where the next begins, also when clocks change', () => {
    expect(endOfDay('2026-10-25', 'Europe/Berlin').toISOString()).toBe('2026-10-25T22:59:59.999Z');
  });

  it('ends a week on Sunday, whatever day it is asked on', () => {
    const end = '2026-11-30T00:00:00.000Z';
    for (const today of ['2026-11-23', '2026-11-25', '2026-11-29'])
      expect(dueWithin('week', today, 'UTC')).toEqual({ dueFrom: `${today}T00:00:00.000Z`, dueTo: end });
  });
});
