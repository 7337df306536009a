import { describe, expect, it } from '@jest/globals';
import { queryOf } from './part-query';

const asked = (filters: Record<string, string[]>, q = ''): object =>
  queryOf({ q, filters }, 'Europe/Moscow', '2026-11-25');

describe('the list of parts and its address', () => {
  it('shows the top level, and what is looked for at any depth', () => {
    expect(asked({})).toEqual({ isRoot: true });
    expect(asked({ all: ['true'] })).toEqual({});
    expect(asked({}, 'вал')).toEqual({ q: 'вал' });
    expect(asked({ state: ['paused'] })).toEqual({ state: ['paused'] });
    expect(asked({ isBlocked: ['true'] })).toEqual({ isBlocked: true });
  });

  it('takes for late what is not done and was due before today in the workshop’s zone', () => {
    const dueTo = '2026-11-24T21:00:00.000Z';
    expect(asked({ due: ['late'] })).toEqual({ dueTo, state: ['waiting', 'in_progress', 'paused'] });
    expect(asked({ due: ['late'], state: ['paused', 'nonsense'] })).toEqual({ dueTo, state: ['paused'] });
    expect(asked({ due: ['none'] })).toEqual({ dueMissing: true });
    expect(asked({ due: ['someday'] })).toEqual({});
  });

  it('asks for pieces lost for a reason, on whole days', () => {
    expect(
      asked({ scrapReason: ['machine', 'fire'], scrappedFrom: ['2026-11-25'], scrappedTo: ['2026-11-25'] }),
    ).toEqual({
      scrapReason: ['machine'],
      scrappedFrom: '2026-11-24T21:00:00.000Z',
      scrappedTo: '2026-11-25T21:00:00.000Z',
    });
  });

  it('asks for whole days, the last included, and for several routes and people', () => {
    expect(asked({ dueFrom: ['2026-11-25'], dueTo: ['2026-11-25'], routeId: ['a', 'b'], masterId: ['m'] })).toEqual({
      dueFrom: '2026-11-24T21:00:00.000Z',
      dueTo: '2026-11-25T21:00:00.000Z',
      routeId: ['a', 'b'],
      masterId: ['m'],
    });
  });
});
