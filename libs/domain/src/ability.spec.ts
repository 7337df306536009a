import { subject } from '@casl/ability';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { abilityFor, SUBJECTS } from './ability.js';
import { BUILT_IN_PERMISSIONS, PERMISSIONS } from './permissions.js';

describe('abilities', () => {
  it('allow nothing without a permission', () => {
    const ability = abilityFor(new Set(), 'me');
    for (const kind of SUBJECTS) expect([ability.can('read', kind), ability.can('work', kind)]).toEqual([false, false]);
  });

  it('show a master own parts alone', () => {
    const ability = abilityFor(new Set(BUILT_IN_PERMISSIONS.master), 'me');
    expect(ability.can('read', subject('Part', { masterId: 'me' }) as never)).toBe(true);
    expect(ability.can('read', subject('Part', { masterId: 'other' }) as never)).toBe(false);
    for (const kind of SUBJECTS) if (kind !== 'Part') expect(ability.can('read', kind)).toBe(false);
  });

  it('only ever grow with further permissions', () => {
    const some = fc.subarray([...PERMISSIONS]);
    fc.assert(
      fc.property(some, some, (fewer, others) => {
        const [less, more] = [abilityFor(new Set(fewer), 'me'), abilityFor(new Set([...fewer, ...others]), 'me')];
        for (const kind of SUBJECTS) if (less.can('read', kind)) expect(more.can('read', kind)).toBe(true);
      }),
    );
  });
});
