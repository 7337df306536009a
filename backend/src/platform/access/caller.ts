import { AsyncLocalStorage } from 'node:async_hooks';
import { abilityFor, type Ability, type Permission } from '@verstak/domain';

/** Who is asking, with the permissions of the role as it is now. */
export interface Principal {
  userId: string;
  sessionId: string;
  name: string;
  roleKey: string;
  permissions: ReadonlySet<Permission>;
  ability: Ability;
}

/** One request (or job): who, from where and by which way. */
export interface Call {
  requestId: string;
  address?: string;
  via: 'console' | 's2-api' | 'system';
  principal?: Principal;
  /** Rows are not limited to the principal's: a rule is at work, not the person. */
  seesEverything?: boolean;
}

const calls = new AsyncLocalStorage<Call>();

/** Runs `work` as one call; everything below it knows the caller. */
export function runCall<T>(call: Call, work: () => T): T {
  return calls.run(call, work);
}

/** The call that is being served; outside of one, the system itself. */
export function currentCall(): Call {
  return calls.getStore() ?? { requestId: 'system', via: 'system' };
}

/** Names the caller of the call that is being served; outside of one nobody could be told from the system. */
export function identify(principal: Principal): void {
  const call = calls.getStore();
  if (!call) throw new Error('Nobody can be identified outside of a call');
  call.principal = principal;
}

const NONE: ReadonlySet<Permission> = new Set();

/** The permissions of the caller; none where nobody is signed in. */
export function callerPermissions(): ReadonlySet<Permission> {
  return currentCall().principal?.permissions ?? NONE;
}

/** A principal with its ability made once. */
export function principalOf(who: Omit<Principal, 'ability'>): Principal {
  return { ...who, ability: abilityFor(who.permissions, who.userId) };
}

/** The caller; only for routes behind the access guard. */
export function signedInCaller(): Principal {
  const { principal } = currentCall();
  if (!principal) throw new Error('This needs somebody signed in');
  return principal;
}

/**
 * Runs `work` with every row in reach, still in the caller's name in the journal: for what a rule does on behalf of
 * somebody, such as the order that becomes ready with a master's last part.
 */
export function asSystem<T>(work: () => T): T {
  return runCall({ ...currentCall(), seesEverything: true }, work);
}

const sets = new Map<string, ReadonlySet<Permission>>();

/** One and the same set for the same permissions, so that what is worked out for a set is worked out once. */
export function permissionSet(permissions: readonly Permission[]): ReadonlySet<Permission> {
  const key = [...permissions].sort().join();
  const set = sets.get(key) ?? new Set(permissions);
  sets.set(key, set);
  return set;
}
