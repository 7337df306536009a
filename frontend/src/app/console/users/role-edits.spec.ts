import { describe, expect, it } from '@jest/globals';
import type { HeldRole } from '@verstak/api';
import type { Permission } from '@verstak/domain';
import { type RoleEdits, differences, toggled, wantedOf } from './role-edits';

const roleOf = (permissions: Permission[]): HeldRole => ({ id: '1', name: 'Приёмщик', permissions }) as HeldRole;
const NONE: RoleEdits = new Map();

describe('ticks in the matrix of roles', () => {
  it('take along what is needed, and take away what means nothing any more', () => {
    const role = roleOf(['clients:read', 'clients:contacts']);
    const more = toggled(role, 'orders:backdate', NONE);
    expect(differences([role], more)[0]).toMatchObject({
      gained: ['orders:read', 'orders:write', 'orders:backdate'],
      lost: [],
    });
    expect(differences([role], toggled(role, 'clients:read', more))[0]).toMatchObject({
      wanted: ['orders:read', 'orders:write', 'orders:backdate'],
      lost: ['clients:read', 'clients:contacts'],
    });
  });

  it('that are taken back leave nothing to save', () => {
    const role = roleOf(['orders:read']);
    const edits = toggled(role, 'orders:prices', toggled(role, 'orders:prices', NONE));
    expect([edits.size, differences([role], edits)]).toEqual([0, []]);
  });

  it('stay on top of what others change meanwhile', () => {
    const edits = toggled(roleOf(['orders:read']), 'orders:prices', NONE);
    const theirs = roleOf(['orders:read', 'clients:read']);
    expect(wantedOf(theirs, edits)).toEqual(['clients:read', 'orders:read', 'orders:prices']);
    expect(differences([roleOf(['orders:read', 'orders:prices'])], edits)).toEqual([]);
  });
});
