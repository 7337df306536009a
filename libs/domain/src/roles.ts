import {
  ALL_PERMISSIONS,
  effectivePermissions,
  OUTSIDER_PERMISSIONS,
  PERMISSIONS,
  prerequisiteOf,
  type BuiltInRole,
  type Permission,
} from './permissions.js';

/** Most roles of a workshop: they are all read at once, and stand beside one another. */
export const MOST_ROLES = 50;

/** Most letters of what a role is called. */
export const MAX_ROLE_NAME = 80;

/** Built-in roles whose permissions are what they are: nobody changes them. */
export const FIXED_ROLES = ['admin', 'customer', 'supplier'] as const satisfies readonly BuiltInRole[];

/** What people choose permissions by, in the order in which they stand. */
export const PERMISSION_AREAS = ['orders', 'clients', 'production', 'catalog', 'supply', 'workshop'] as const;

export type PermissionArea = (typeof PERMISSION_AREAS)[number];

const AREA_OF: Record<(typeof PERMISSIONS)[number], PermissionArea> = {
  'clients:read': 'clients',
  'clients:contacts': 'clients',
  'clients:write': 'clients',
  'clients:delete': 'clients',
  'orders:read': 'orders',
  'orders:prices': 'orders',
  'orders:write': 'orders',
  'orders:assign': 'orders',
  'orders:delete': 'orders',
  'orders:backdate': 'orders',
  'payments:write': 'orders',
  'parts:read': 'production',
  'parts:work': 'production',
  'parts:write': 'production',
  'parts:override': 'production',
  'routes:write': 'production',
  'catalog:write': 'catalog',
  'suppliers:read': 'supply',
  'suppliers:write': 'supply',
  'requests:read': 'supply',
  'requests:write': 'supply',
  'stock:read': 'supply',
  'stock:write': 'supply',
  'stock:cost': 'supply',
  'reports:read': 'workshop',
  'views:share': 'workshop',
  'templates:write': 'workshop',
  'users:read': 'workshop',
  'users:write': 'workshop',
  'journal:read': 'workshop',
  'tables:read': 'workshop',
  'workshop:change': 'workshop',
  'connections:write': 'workshop',
  'workshop:metrics': 'workshop',
};

/** The permissions of the workshop's people that belong to an area, in their order. */
export function permissionsIn(area: PermissionArea): Permission[] {
  return PERMISSIONS.filter((permission) => AREA_OF[permission] === area);
}

/** Whether the permissions of the role with this key are fixed. */
export function isFixedRole(key: string): boolean {
  return (FIXED_ROLES as readonly string[]).includes(key);
}

/** These permissions in the order in which they are declared, each once. */
export function permissionsInOrder(permissions: Iterable<Permission>): Permission[] {
  const held = new Set(permissions);
  return ALL_PERMISSIONS.filter((permission) => held.has(permission));
}

/** What a role holds when one more permission is ticked: it, and all without which it means nothing. */
export function ticked(held: readonly Permission[], permission: Permission): Permission[] {
  const needed: Permission[] = [];
  for (let one: Permission | undefined = permission; one; one = prerequisiteOf(one)) needed.push(one);
  return permissionsInOrder([...held, ...needed]);
}

/** What a role holds when a permission is unticked: neither it nor what means nothing without it. */
export function unticked(held: readonly Permission[], permission: Permission): Permission[] {
  return effectivePermissions(held.filter((one) => one !== permission));
}

/** What of these permissions somebody lacks: nobody gives to others what they do not hold. Outsiders' are nobody's to hold. */
export function beyond(held: ReadonlySet<Permission>, given: readonly Permission[]): Permission[] {
  return given.filter((permission) => !isOutside(permission) && !held.has(permission));
}

/** Why a role may not hold some permissions. */
export interface RoleFault {
  code: 'role.outsider' | 'role.prerequisite' | 'role.beyond';
  /** Those that are at fault. */
  permissions: Permission[];
  /** Without which they mean nothing. */
  needed?: Permission[];
}

/** What keeps somebody from giving a role these permissions in place of those it has; nothing where they may. */
export function faultOfPermissions(
  wanted: readonly Permission[],
  former: readonly Permission[],
  held: ReadonlySet<Permission>,
): RoleFault | undefined {
  const outside = wanted.filter(isOutside);
  if (outside.length) return { code: 'role.outsider', permissions: outside };
  const effective = effectivePermissions(wanted);
  const idle = wanted.filter((permission) => !effective.includes(permission));
  if (idle.length) {
    const complete = idle.reduce<readonly Permission[]>(ticked, wanted);
    return { code: 'role.prerequisite', permissions: idle, needed: complete.filter((one) => !wanted.includes(one)) };
  }
  const lacking = beyond(
    held,
    wanted.filter((permission) => !former.includes(permission)),
  );
  return lacking.length ? { code: 'role.beyond', permissions: lacking } : undefined;
}

function isOutside(permission: Permission): boolean {
  return (OUTSIDER_PERMISSIONS as readonly Permission[]).includes(permission);
}
