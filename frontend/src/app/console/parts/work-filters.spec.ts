import { describe, expect, it } from '@jest/globals';
import { workQuery } from './work-filters';

describe('the list of work and its address', () => {
  it('asks for whole days of the workshop, the last included, and for several people and stages', () => {
    const filters = { masterId: ['a', 'b'], stageId: ['s'], endedFrom: ['2026-11-25'], endedTo: ['2026-11-26'] };
    expect(workQuery({ filters }, 'Europe/Moscow')).toEqual({
      masterId: ['a', 'b'],
      stageId: ['s'],
      endedFrom: '2026-11-24T21:00:00.000Z',
      endedTo: '2026-11-26T21:00:00.000Z',
    });
    expect(workQuery({ filters: {} }, 'Europe/Moscow')).toEqual({});
  });
});
