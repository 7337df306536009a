import { describe, expect, it } from '@jest/globals';
import { abilityFor, type Ability, type Permission } from '@verstak/domain';
import { allOf, rowsFor } from './rows.js';

const abilityOf = (...permissions: Permission[]): Ability => abilityFor(new Set(permissions), { userId: 'me' });

describe('rows', () => {
  it('are all, some or none of a kind, by what the ability allows', () => {
    expect(rowsFor(abilityOf('parts:read'), 'read', 'Part')).toEqual({});
    expect(rowsFor(abilityOf('parts:work'), 'read', 'Part')).toEqual({
      $or: [{ isForAnybody: true }, { performerIds: 'me' }],
    });
    expect(rowsFor(abilityOf('parts:work', 'parts:read'), 'read', 'Part')).toEqual({});
    expect(rowsFor(abilityOf(), 'read', 'Part')).toEqual({ _id: { $in: [] } });
  });

  it('are never widened or replaced by a filter on the same field', () => {
    expect(allOf({ masterId: 'other' }, {}, { masterId: 'me' })).toEqual({
      $and: [{ masterId: 'other' }, { masterId: 'me' }],
    });
    expect(allOf({ state: 'done' }, {}, { masterId: 'me' })).toEqual({ state: 'done', masterId: 'me' });
    expect(allOf()).toEqual({});
  });
});
