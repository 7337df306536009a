import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  ALL_PERMISSIONS,
  BUILT_IN_PERMISSIONS,
  effectivePermissions,
  PERMISSIONS,
  prerequisiteOf,
  type Permission,
} from './permissions.js';
import {
  beyond,
  faultOfPermissions,
  permissionsInOrder,
  PERMISSION_AREAS,
  permissionsIn,
  ticked,
  unticked,
} from './roles.js';

const ALL: ReadonlySet<Permission> = new Set(PERMISSIONS);
const some = fc.subarray([...PERMISSIONS]);

describe('permissions of a role', () => {
  it('stand in one area each', () => {
    expect(PERMISSION_AREAS.flatMap(permissionsIn).sort()).toEqual([...PERMISSIONS].sort());
  });

  it('that were ticked and unticked all take effect, and others stay as they were', () => {
    fc.assert(
      fc.property(some, fc.constantFrom(...PERMISSIONS), (chosen, permission) => {
        const held = effectivePermissions(chosen);
        const [more, less] = [ticked(held, permission), unticked(held, permission)];
        expect(effectivePermissions(more)).toEqual(more);
        expect(more).toEqual(expect.arrayContaining([...held, permission]));
        expect(effectivePermissions(less)).toEqual(less);
        expect(less).not.toContain(permission);
        expect(held).toEqual(expect.arrayContaining(less));
        for (const one of [more, less]) expect(faultOfPermissions(one, held, ALL)).toBeUndefined();
      }),
    );
  });

  it('are ticked along over several steps', () => {
    expect(ticked([], 'orders:backdate')).toEqual(['orders:read', 'orders:write', 'orders:backdate']);
    expect(unticked(['orders:read', 'orders:write', 'orders:backdate', 'orders:prices'], 'orders:read')).toEqual([
      'orders:prices',
    ]);
  });

  it('without those that they need are refused, naming what is missing', () => {
    expect(faultOfPermissions(['orders:backdate', 'stock:read'], [], ALL)).toEqual({
      code: 'role.prerequisite',
      permissions: ['orders:backdate'],
      needed: ['orders:read', 'orders:write'],
    });
    for (const permission of PERMISSIONS) {
      const needed = prerequisiteOf(permission);
      expect(faultOfPermissions([permission], [], ALL)?.code).toBe(needed ? 'role.prerequisite' : undefined);
    }
  });

  it('are never those of customers and suppliers', () => {
    for (const permissions of [
      BUILT_IN_PERMISSIONS.customer,
      [...BUILT_IN_PERMISSIONS.supplier, 'orders:read' as const],
    ])
      expect(faultOfPermissions(permissions, permissions, ALL)?.code).toBe('role.outsider');
  });

  it('are given by nobody who does not hold them, but left and taken away', () => {
    fc.assert(
      fc.property(some, some, some, (mine, former, wanted) => {
        const [before, after] = [effectivePermissions(former), effectivePermissions(wanted)];
        const held = new Set<Permission>(mine);
        const fault = faultOfPermissions(after, before, held);
        const given = after.filter((permission) => !before.includes(permission) && !held.has(permission));
        expect(fault?.permissions ?? []).toEqual(given);
        expect(fault?.code).toBe(given.length ? 'role.beyond' : undefined);
      }),
    );
    expect(beyond(new Set(), ['shop:account', 'orders:read'])).toEqual(['orders:read']);
  });

  it('stand in the order in which they are declared, each once', () => {
    expect(permissionsInOrder(['users:read', 'clients:read', 'users:read'])).toEqual(['clients:read', 'users:read']);
    expect(permissionsInOrder(ALL_PERMISSIONS.toReversed())).toEqual(ALL_PERMISSIONS);
  });
});
