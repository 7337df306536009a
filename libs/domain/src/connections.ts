import { FETCH_FAULTS } from './feeds.js';
import type { Permission } from './permissions.js';

/** The kinds of systems that are connected ready-made. */
export const CONNECTION_KINDS = ['one_c', 'bitrix24', 'moysklad'] as const;

export type ConnectionKind = (typeof CONNECTION_KINDS)[number];

/** What is exchanged, in the order in which it is: orders come after what they refer to. */
export const CONNECTION_SUBJECTS = ['products', 'clients', 'orders'] as const;

export type ConnectionSubject = (typeof CONNECTION_SUBJECTS)[number];

/** Where something goes: it is only taken from there, only given, or both. */
export const CONNECTION_DIRECTIONS = ['in', 'out', 'both'] as const;

export type ConnectionDirection = (typeof CONNECTION_DIRECTIONS)[number];

/** Whose value stands where both sides have changed one. */
export const CONNECTION_WINNERS = ['here', 'there'] as const;

export type ConnectionWinner = (typeof CONNECTION_WINNERS)[number];

/** What is exchanged of each subject, in the order of a page. */
export const EXCHANGED_FIELDS = {
  products: ['name', 'article', 'unit', 'description', 'category', 'price', 'stock', 'isArchived'],
  clients: ['company', 'firstName', 'lastName', 'middleName', 'phone', 'email', 'address', 'note', 'isArchived'],
  orders: ['clientId', 'status', 'dueAt', 'note', 'lines', 'paid'],
} as const satisfies Record<ConnectionSubject, readonly string[]>;

export type ExchangedField = (typeof EXCHANGED_FIELDS)[ConnectionSubject][number];

/** Every field there is, each once. */
export const ALL_EXCHANGED_FIELDS: readonly ExchangedField[] = [
  ...new Set(CONNECTION_SUBJECTS.flatMap((subject): readonly ExchangedField[] => EXCHANGED_FIELDS[subject])),
];

/** Where each kind of system can take and give each subject. */
export const CONNECTION_WAYS: Record<
  ConnectionKind,
  Partial<Record<ConnectionSubject, readonly ConnectionDirection[]>>
> = {
  one_c: { products: ['in'], clients: ['in'], orders: CONNECTION_DIRECTIONS },
  bitrix24: { products: ['in'], clients: CONNECTION_DIRECTIONS, orders: CONNECTION_DIRECTIONS },
  moysklad: { products: CONNECTION_DIRECTIONS, clients: CONNECTION_DIRECTIONS, orders: CONNECTION_DIRECTIONS },
};

/** What a system is signed in to with; none of it is told again. 1C signs in here, so it is given a password. */
export const CONNECTION_SECRETS = {
  one_c: [],
  bitrix24: ['webhook', 'clientId', 'clientSecret', 'applicationToken'],
  moysklad: ['token', 'login', 'password'],
} as const satisfies Record<ConnectionKind, readonly string[]>;

/** What came of one document of an exchange; one that is as it was is counted, and has no row. */
export const EXCHANGE_ROW_STATES = ['added', 'changed', 'sent', 'conflict', 'refused', 'repeated'] as const;

export type ExchangeRowState = (typeof EXCHANGE_ROW_STATES)[number];

/** Why a whole exchange came to nothing, or to less than all. */
export const EXCHANGE_FAULTS = [
  ...FETCH_FAULTS,
  'credentials',
  'limit',
  'not_understood',
  'file',
  'stopped',
  'internal',
] as const;

export type ExchangeFault = (typeof EXCHANGE_FAULTS)[number];

/** Why a connection is off though nobody has switched it off. */
export const CONNECTION_OFF_REASONS = ['owner_gone', 'credentials', 'secret_lost'] as const;

export type ConnectionOffReason = (typeof CONNECTION_OFF_REASONS)[number];

/** Most connections of a workshop. */
export const MOST_CONNECTIONS = 20;

/** How often another system is asked at most and at least, in minutes. */
export const LEAST_CONNECTION_MINUTES = 1;
export const MOST_CONNECTION_MINUTES = 1_440;

/** What a connection does here for each subject; it holds what of this whoever set it up holds. */
export const CONNECTION_PERMISSIONS: Record<ConnectionSubject, readonly Permission[]> = {
  products: ['catalog:write', 'stock:read', 'stock:write'],
  clients: ['clients:read', 'clients:contacts', 'clients:write'],
  orders: [
    'clients:read',
    'clients:contacts',
    'orders:read',
    'orders:prices',
    'orders:write',
    'orders:assign',
    'orders:backdate',
    'payments:write',
  ],
};

/** Whether something goes this way where `direction` is set. */
export function goes(direction: ConnectionDirection | undefined, way: 'in' | 'out'): boolean {
  return direction === way || direction === 'both';
}
