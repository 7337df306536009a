import { createMongoAbility, type MongoAbility, type RawRuleOf } from '@casl/ability';
import type { Permission } from './permissions.js';

/** Kinds of document whose rows are limited by who asks. */
export const SUBJECTS = ['Client', 'Order', 'Part', 'User', 'Role', 'JournalEntry'] as const;

export type Subject = (typeof SUBJECTS)[number];

export type Ability = MongoAbility<[action: 'read' | 'work', subject: Subject]>;

/** Rows that a person with these permissions may read or work on, as CASL rules with MongoDB conditions. */
export function abilityFor(permissions: ReadonlySet<Permission>, userId: string): Ability {
  const rules: RawRuleOf<Ability>[] = [];
  if (permissions.has('clients:read')) rules.push({ action: 'read', subject: 'Client' });
  if (permissions.has('orders:read')) rules.push({ action: 'read', subject: 'Order' });
  if (permissions.has('parts:read')) rules.push({ action: 'read', subject: 'Part' });
  if (permissions.has('parts:work')) {
    rules.push({ action: ['read', 'work'], subject: 'Part', conditions: { masterId: userId } });
  }
  if (permissions.has('users:read')) rules.push({ action: 'read', subject: ['User', 'Role'] });
  if (permissions.has('journal:read')) rules.push({ action: 'read', subject: 'JournalEntry' });
  return createMongoAbility<Ability>(rules);
}
