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
  'requests:read',
  'requests:write',
  'stock:read',
  'stock:write',
  'stock:cost',
  'reports:read',
  'views:share',
  'templates:write',
  'users:read',
  'users:write',
  'journal:read',
  'tables:read',
  'workshop:change',
  'connections:write',
  'workshop:metrics',
] as const;

/** What customers of the shop may hold, and nobody else: it opens their own account there. */
export const CUSTOMER_PERMISSIONS = ['shop:account'] as const;

/** What people of suppliers may hold, and nobody else: it opens the desk of their own supplier. */
export const SUPPLIER_PERMISSIONS = ['supply:desk'] as const;

/** What nobody of the workshop holds. */
export const OUTSIDER_PERMISSIONS = [...CUSTOMER_PERMISSIONS, ...SUPPLIER_PERMISSIONS] as const;

export type Permission = (typeof PERMISSIONS)[number] | (typeof OUTSIDER_PERMISSIONS)[number];

/** Every permission there is. */
export const ALL_PERMISSIONS: readonly Permission[] = [...PERMISSIONS, ...OUTSIDER_PERMISSIONS];

/**
 * The roles a new workshop starts with; they cannot be deleted. `admin` always holds every permission of the workshop's
 * people, `customer` those of customers, `supplier` those of suppliers.
 */
export const BUILT_IN_ROLES = ['admin', 'manager', 'master', 'customer', 'supplier'] as const;

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
    'requests:read',
    'requests:write',
    'stock:read',
    'stock:write',
    'stock:cost',
    'reports:read',
    'views:share',
    'templates:write',
  ],
  master: ['parts:work'],
  customer: CUSTOMER_PERMISSIONS,
  supplier: SUPPLIER_PERMISSIONS,
};

/** Whether these are the permissions of a customer: such may do nothing but what is marked for customers. */
export function isCustomer(held: Iterable<Permission>): boolean {
  return isOnly(held, CUSTOMER_PERMISSIONS);
}

/** Whether these are the permissions of a supplier: such may do nothing but what is marked for suppliers. */
export function isSupplier(held: Iterable<Permission>): boolean {
  return isOnly(held, SUPPLIER_PERMISSIONS);
}

/** Whether these are the permissions of somebody who is none of the workshop's people: a customer or a supplier. */
export function isOutsider(held: Iterable<Permission>): boolean {
  return isOnly(held, OUTSIDER_PERMISSIONS);
}

function isOnly(held: Iterable<Permission>, marked: readonly Permission[]): boolean {
  const permissions = [...held];
  return permissions.length > 0 && permissions.every((one) => marked.includes(one));
}

/** Permissions that mean nothing without another: a report of sales is made of prices, what is changed is seen first. */
const PREREQUISITES: Partial<Record<Permission, Permission>> = {
  'clients:contacts': 'clients:read',
  'clients:write': 'clients:read',
  'clients:delete': 'clients:read',
  'orders:write': 'orders:read',
  'orders:delete': 'orders:read',
  'orders:backdate': 'orders:write',
  'parts:write': 'parts:read',
  'suppliers:write': 'suppliers:read',
  'reports:read': 'orders:prices',
  'requests:write': 'requests:read',
  'stock:write': 'stock:read',
  'stock:cost': 'stock:read',
  'users:write': 'users:read',
};

/** The permission without which this one means nothing, if there is one. */
export function prerequisiteOf(permission: Permission): Permission | undefined {
  return PREREQUISITES[permission];
}

/** What of these permissions takes effect: those whose prerequisite does too, or that have none. */
export function effectivePermissions(held: readonly Permission[]): Permission[] {
  const isEffective = (permission: Permission): boolean => {
    const needed = PREREQUISITES[permission];
    return held.includes(permission) && (!needed || isEffective(needed));
  };
  return held.filter(isEffective);
}

export function isPermission(value: unknown): value is Permission {
  return ALL_PERMISSIONS.includes(value as Permission);
}
