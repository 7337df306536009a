import { createMongoAbility, type MongoAbility, type RawRuleOf } from '@casl/ability';
import { isCustomer, isOutsider, type Permission } from './permissions.js';
import { TODAY_PERMISSIONS } from './today.js';

/** Kinds of document whose rows are limited by who asks. */
export const SUBJECTS = [
  'Client',
  'Order',
  'Payment',
  'Route',
  'Category',
  'Product',
  'Supplier',
  'Offer',
  'StockFeed',
  'Desk',
  'StockItem',
  'Movement',
  'Reservation',
  'SupplyRequest',
  'Part',
  'StagePass',
  'File',
  'User',
  'Role',
  'ApiKey',
  'SavedView',
  'Workshop',
  'Import',
  'Template',
  'DocumentRun',
  'Letter',
  'WebhookEndpoint',
  'WebhookDelivery',
  'Connection',
  'Message',
  'Notification',
  'JournalEntry',
  'Report',
  'Sales',
  'Floor',
  'Table',
  'Today',
] as const;

export type Subject = (typeof SUBJECTS)[number];

/** What is done to a row: it is read, it is changed or deleted, or work on it is recorded. */
export const ACTIONS = ['read', 'change', 'work'] as const;

export type Action = (typeof ACTIONS)[number];

/** Something that somebody may or may not do: to read orders, to work on parts. */
export type Right = readonly [action: Action, subject: Subject];

export type Ability = MongoAbility<[action: Action, subject: Subject]>;

/** Who somebody is; nobody in particular where nobody is signed in. */
export interface Identity {
  userId?: string;
  /** The API key that a program has shown: it is somebody, and no row is its own. */
  keyId?: string;
  /** The e-mail that a customer has shown to be theirs, in lower case. */
  email?: string;
  /** The client that a customer is known to be. */
  clientId?: string;
  /** The supplier whose desk somebody sits at. */
  supplierId?: string;
}

/**
 * What any one of some permissions allows, or being of the workshop's people (`staff`), or of those who work in the
 * console, suppliers too (`console`), or being nobody; with `own`, only on rows where this field names who asks, with
 * `where`, only on rows with these values.
 */
interface Grant {
  by: readonly Permission[] | 'staff' | 'console' | 'visitor';
  actions: readonly Action[];
  subjects: readonly Subject[];
  own?: { field: string; is: keyof Identity };
  where?: Readonly<Record<string, unknown>>;
}

const GRANTS: readonly Grant[] = [
  { by: ['clients:read'], actions: ['read'], subjects: ['Client'] },
  { by: ['clients:write', 'clients:delete'], actions: ['change'], subjects: ['Client'] },
  { by: ['orders:read'], actions: ['read'], subjects: ['Order'] },
  { by: ['orders:write', 'orders:assign', 'orders:delete'], actions: ['change'], subjects: ['Order'] },
  { by: ['orders:prices', 'payments:write'], actions: ['read'], subjects: ['Payment'] },
  { by: ['payments:write'], actions: ['change'], subjects: ['Payment'] },
  { by: ['parts:read'], actions: ['read'], subjects: ['Part', 'StagePass'] },
  { by: ['parts:work'], actions: ['read', 'work'], subjects: ['Part'], own: { field: 'performerIds', is: 'userId' } },
  { by: ['parts:work'], actions: ['read', 'work'], subjects: ['Part'], where: { isForAnybody: true } },
  { by: ['parts:write'], actions: ['change'], subjects: ['Part'] },
  { by: ['parts:override'], actions: ['read', 'work'], subjects: ['Part'] },
  {
    by: ['orders:read', 'parts:read', 'parts:work', 'routes:write', 'catalog:write'],
    actions: ['read'],
    subjects: ['Route'],
  },
  { by: ['routes:write'], actions: ['change'], subjects: ['Route'] },
  { by: ['orders:read', 'catalog:write'], actions: ['read'], subjects: ['Category', 'Product'] },
  { by: ['catalog:write'], actions: ['change'], subjects: ['Category', 'Product'] },
  { by: ['suppliers:read'], actions: ['read'], subjects: ['Supplier'] },
  { by: ['suppliers:write'], actions: ['change'], subjects: ['Supplier'] },
  { by: ['suppliers:read'], actions: ['read'], subjects: ['Offer'] },
  { by: ['suppliers:write'], actions: ['change'], subjects: ['Offer'] },
  // Where it is read from may hold a password.
  { by: ['suppliers:write'], actions: ['read', 'change'], subjects: ['StockFeed'] },
  { by: ['supply:desk'], actions: ['read'], subjects: ['Desk'] },
  {
    by: ['supply:desk'],
    actions: ['read', 'change'],
    subjects: ['Offer'],
    own: { field: 'supplierId', is: 'supplierId' },
  },
  { by: ['stock:read'], actions: ['read'], subjects: ['StockItem', 'Movement', 'Reservation'] },
  { by: ['stock:write'], actions: ['change'], subjects: ['StockItem', 'Movement'] },
  { by: ['requests:read'], actions: ['read'], subjects: ['SupplyRequest'] },
  { by: ['requests:write'], actions: ['change', 'work'], subjects: ['SupplyRequest'] },
  // Whoever keeps the stock receives what comes.
  { by: ['stock:write'], actions: ['read', 'work'], subjects: ['SupplyRequest'] },
  // A draft is the workshop's own.
  {
    by: ['supply:desk'],
    actions: ['read', 'work'],
    subjects: ['SupplyRequest'],
    own: { field: 'supplierId', is: 'supplierId' },
    where: { status: { $ne: 'draft' } },
  },
  { by: 'visitor', actions: ['read'], subjects: ['Category'] },
  { by: 'visitor', actions: ['read'], subjects: ['Product'], where: { isShown: true, isArchived: false } },
  { by: ['shop:account'], actions: ['read'], subjects: ['Order'], own: { field: 'customerId', is: 'userId' } },
  { by: ['shop:account'], actions: ['read'], subjects: ['Order'], own: { field: 'shopEmail', is: 'email' } },
  // What the workshop has taken itself; what others order in the shop is matched with a client by what they say alone.
  {
    by: ['shop:account'],
    actions: ['read'],
    subjects: ['Order'],
    own: { field: 'clientId', is: 'clientId' },
    where: { isFromShop: { $ne: true } },
  },
  { by: ['parts:work'], actions: ['read'], subjects: ['StagePass'], own: { field: 'masterId', is: 'userId' } },
  { by: ['users:read'], actions: ['read'], subjects: ['User', 'Role'] },
  { by: ['users:write'], actions: ['change'], subjects: ['User', 'Role'] },
  { by: 'staff', actions: ['read'], subjects: ['User'], own: { field: '_id', is: 'userId' } },
  { by: ['journal:read'], actions: ['read'], subjects: ['JournalEntry'] },
  { by: ['tables:read'], actions: ['read'], subjects: ['Table'] },
  { by: 'staff', actions: ['read', 'change'], subjects: ['SavedView'], own: { field: 'ownerId', is: 'userId' } },
  { by: ['orders:read'], actions: ['read'], subjects: ['Template'], where: { kind: 'order' } },
  { by: ['parts:read'], actions: ['read'], subjects: ['Template'], where: { kind: 'part' } },
  { by: ['templates:write'], actions: ['read', 'change'], subjects: ['Template'] },
  { by: 'staff', actions: ['read', 'change'], subjects: ['DocumentRun'], own: { field: 'ownerId', is: 'userId' } },
  { by: 'console', actions: ['read', 'change'], subjects: ['Import'], own: { field: 'ownerId', is: 'userId' } },
  {
    by: 'console',
    actions: ['read', 'change'],
    subjects: ['Notification'],
    own: { field: 'recipientId', is: 'userId' },
  },
  {
    by: ['clients:read', 'orders:read', 'suppliers:read'],
    actions: ['read'],
    subjects: ['SavedView'],
    where: { isShared: true },
  },
  { by: ['views:share'], actions: ['read', 'change'], subjects: ['SavedView'], where: { isShared: true } },
  // Some report or other: each of them is a subject of its own.
  { by: ['reports:read', 'parts:read'], actions: ['read'], subjects: ['Report'] },
  { by: ['reports:read'], actions: ['read'], subjects: ['Sales'] },
  { by: ['parts:read'], actions: ['read'], subjects: ['Floor'] },
  { by: TODAY_PERMISSIONS, actions: ['read'], subjects: ['Today'] },
  { by: 'console', actions: ['read'], subjects: ['Workshop'] },
  { by: ['workshop:change'], actions: ['change'], subjects: ['Workshop'] },
  { by: ['connections:write'], actions: ['read', 'change'], subjects: ['ApiKey'] },
  { by: ['workshop:change'], actions: ['read', 'change'], subjects: ['Letter'] },
  // Where it is sent may hold a password.
  {
    by: ['connections:write'],
    actions: ['read', 'change'],
    subjects: ['WebhookEndpoint', 'WebhookDelivery', 'Connection'],
  },
];

/** The permissions any of which shows every row of a kind; none where nobody's permission does. */
export function readersOf(subject: Subject): readonly Permission[] {
  return GRANTS.flatMap(({ by, actions, subjects, own, where }) => {
    const isForAll = typeof by !== 'string' && actions.includes('read') && subjects.includes(subject) && !own && !where;
    return isForAll ? by : [];
  });
}

/** Rows on which whoever holds these permissions may act, as CASL rules with MongoDB conditions; rules only ever allow. */
export function abilityFor(permissions: ReadonlySet<Permission>, identity: Identity): Ability {
  const isSomebody = identity.userId !== undefined || identity.keyId !== undefined;
  const held = GRANTS.filter(({ by }) => {
    if (by === 'visitor') return !isSomebody;
    if (by === 'staff') return isSomebody && !isOutsider(permissions);
    if (by === 'console') return isSomebody && !isCustomer(permissions);
    return by.some((permission) => permissions.has(permission));
  });
  return createMongoAbility<Ability>(held.flatMap((grant) => ruleOf(grant, identity) ?? []));
}

function ruleOf({ actions, subjects, own, where }: Grant, identity: Identity): RawRuleOf<Ability> | undefined {
  const rule = { action: [...actions], subject: [...subjects] };
  if (!own) return where ? { ...rule, conditions: where } : rule;
  const who = identity[own.is];
  return who === undefined ? undefined : { ...rule, conditions: { ...where, [own.field]: who } };
}
