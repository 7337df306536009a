import { describe, expect, it } from '@jest/globals';
import { abilityFor } from '@verstak/domain';
import { allOf, rowsFor } from './rows.js';

describe('rows', () => {
  it('are all, some or none of a kind, by what the ability allows', () => {
    expect(rowsFor(abilityFor(new Set(['parts:read']), 'me'), 'read', 'Part')).toEqual({});
    expect(rowsFor(abilityFor(new Set(['parts:work']), 'me'), 'read', 'Part')).toEqual({ masterId: 'me' });
    expect(rowsFor(abilityFor(new Set(['parts:work', 'parts:read']), 'me'), 'read', 'Part')).toEqual({});
    expect(rowsFor(abilityFor(new Set(), 'me'), 'read', 'Part')).toEqual({ _id: { $in: [] } });
  });

  it('are never widened or replaced by a filter on the same field', () => {
    expect(allOf({ masterId: 'other' }, {}, { masterId: 'me' })).toEqual({
      $and: [{ masterId: 'other' }, { masterId: 'me' }],
    });
    expect(allOf({ state: 'done' }, {}, { masterId: 'me' })).toEqual({ state: 'done', masterId: 'me' });
    expect(allOf()).toEqual({});
  });
});
