/** Every permission that somebody of the workshop may hold, `subject:verb`; roles are sets of these. */
export const PERMISSIONS = [
  'clients:read',
  'clients:contacts',
  'clients:write',
  'clients:delete',
  'orders:read',
  'orders:prices',
  'orders:write',
  'orders:assign',
  'orders:delete',
  'orders:backdate',
  'payments:write',
  'parts:read',
  'parts:work',
  'parts:write',
  'parts:override',
  'routes:write',
  'catalog:write',
  'suppliers:read',
  'suppliers:write',
  'stock:read',
  'stock:write',
  'stock:cost',
  'reports:read',
  'views:share',
  'users:read',
  'users:write',
  'journal:read',
  'workshop:change',
] as const;

/** What customers of the shop may hold, and nobody else: it opens their own account there. */
export const CUSTOMER_PERMISSIONS = ['shop:account'] as const;

export type Permission = (typeof PERMISSIONS)[number] | (typeof CUSTOMER_PERMISSIONS)[number];

/**
 * The roles a new workshop starts with; they cannot be deleted. `admin` always holds every permission of the workshop's
 * people, `customer` those of customers.
 */
export const BUILT_IN_ROLES = ['admin', 'manager', 'master', 'customer'] as const;

export type BuiltInRole = (typeof BUILT_IN_ROLES)[number];

/** What each built-in role may do when the workshop starts. */
export const BUILT_IN_PERMISSIONS: Record<BuiltInRole, readonly Permission[]> = {
  admin: PERMISSIONS,
  manager: [
    'clients:read',
    'clients:contacts',
    'clients:write',
    'clients:delete',
    'orders:read',
    'orders:prices',
    'orders:write',
    'orders:assign',
    'orders:delete',
    'payments:write',
    'parts:read',
    'parts:write',
    'catalog:write',
    'suppliers:read',
    'suppliers:write',
    'stock:read',
    'stock:write',
    'stock:cost',
    'reports:read',
    'views:share',
  ],
  master: ['parts:work'],
  customer: CUSTOMER_PERMISSIONS,
};

/** Whether these are the permissions of a customer: such may do nothing but what is marked for customers. */
export function isCustomer(held: Iterable<Permission>): boolean {
  const permissions = [...held];
  return permissions.length > 0 && permissions.every((one) => CUSTOMER_PERMISSIONS.includes(one as never));
}

/** Permissions that mean nothing without another: a report of sales is made of prices, what moves the stock is seen in it. */
const PREREQUISITES: Partial<Record<Permission, Permission>> = {
  'reports:read': 'orders:prices',
  'stock:write': 'stock:read',
  'stock:cost': 'stock:read',
};

/** What of these permissions takes effect: those whose prerequisite is held too. */
export function effectivePermissions(held: readonly Permission[]): Permission[] {
  return held.filter((permission) => {
    const needed = PREREQUISITES[permission];
    return !needed || held.includes(needed);
  });
}

export function isPermission(value: unknown): value is Permission {
  return [...PERMISSIONS, ...CUSTOMER_PERMISSIONS].includes(value as Permission);
}
