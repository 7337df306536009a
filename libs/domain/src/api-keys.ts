import { PERMISSIONS, type Permission } from './permissions.js';

/** What is for people alone: work that somebody did, lists that somebody likes, and who and what may get in. */
const FOR_PEOPLE = ['parts:work', 'parts:override', 'views:share', 'users:write', 'connections:write'] as const;

export type KeyScope = Exclude<(typeof PERMISSIONS)[number], (typeof FOR_PEOPLE)[number]>;

/** The permissions that an API key may have. */
export const KEY_SCOPES: readonly KeyScope[] = PERMISSIONS.filter(isKeyScope);

/** Scopes that reach over most of what there is; who ticks them is told. */
export const BROAD_SCOPES = ['tables:read', 'journal:read', 'workshop:change'] as const satisfies readonly KeyScope[];

/** Most API keys of a workshop that are not revoked. */
export const MOST_KEYS = 100;

/** Most letters of what an API key is called. */
export const MAX_KEY_NAME = 60;

/** For how many days an API key is good, unless told. */
export const KEY_DAYS = 365;

/** For how many days an API key is good at most, unless it is for ever. */
export const MOST_KEY_DAYS = 3650;

/** Whether an API key may have this permission. */
export function isKeyScope(permission: Permission): permission is KeyScope {
  return !(FOR_PEOPLE as readonly Permission[]).includes(permission);
}

/** How an API key stands at a moment. */
export type KeyState = 'active' | 'expired' | 'revoked';

/** How an API key stands now: one that is revoked stays so. */
export function keyState(key: { revokedAt?: Date | string; expiresAt?: Date | string }, now: Date): KeyState {
  if (key.revokedAt) return 'revoked';
  return key.expiresAt && new Date(key.expiresAt) <= now ? 'expired' : 'active';
}
