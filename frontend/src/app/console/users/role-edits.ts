import type { HeldRole } from '@verstak/api';
import { PERMISSIONS, type Permission, ticked, unticked } from '@verstak/domain';

/** What was ticked and unticked, and is not saved yet: whether a role is to hold a permission, by the id of the role. */
export type RoleEdits = ReadonlyMap<string, ReadonlyMap<Permission, boolean>>;

/** A role that differs from what is stored, with what it gains and loses. */
export interface RoleDifference {
  role: HeldRole;
  wanted: readonly Permission[];
  gained: readonly Permission[];
  lost: readonly Permission[];
}

/** What a role is to hold: what is stored, as far as nobody has ticked otherwise. */
export function wantedOf({ id, permissions }: HeldRole, edits: RoleEdits): readonly Permission[] {
  return [...(edits.get(id) ?? [])].reduce<readonly Permission[]>(
    (held, [permission, isHeld]) => (isHeld ? ticked : unticked)(held, permission),
    permissions,
  );
}

/** The edits after one more tick, with what goes along with it. */
export function toggled(role: HeldRole, permission: Permission, edits: RoleEdits): RoleEdits {
  const held = wantedOf(role, edits);
  const next = (held.includes(permission) ? unticked : ticked)(held, permission);
  const own = PERMISSIONS.filter((one) => next.includes(one) !== role.permissions.includes(one));
  const others = [...edits].filter(([id]) => id !== role.id);
  return new Map(own.length ? [...others, [role.id, new Map(own.map((one) => [one, next.includes(one)]))]] : others);
}

/** The roles that are to be changed, in their order; what others have done meanwhile is no difference any more. */
export function differences(roles: readonly HeldRole[], edits: RoleEdits): RoleDifference[] {
  return roles.flatMap((role) => {
    const wanted = wantedOf(role, edits);
    const gained = PERMISSIONS.filter((one) => wanted.includes(one) && !role.permissions.includes(one));
    const lost = PERMISSIONS.filter((one) => !wanted.includes(one) && role.permissions.includes(one));
    return gained.length || lost.length ? [{ role, wanted, gained, lost }] : [];
  });
}
