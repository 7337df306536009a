import { abilityFor, isKeyScope, PERMISSIONS, type Ability, type Permission, type SystemReason } from '@verstak/domain';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { Failure, Forbidden } from '../failure/failure.js';

/** Somebody signed in, with the permissions of the role as it is now. */
export interface Person {
  kind: 'person';
  userId: string;
  sessionId: string;
  roleId: string;
  /** The e-mail that a customer has shown to be theirs, in lower case, and the client that they are then. */
  email?: string;
  clientId?: string;
  /** The supplier whose desk they sit at. */
  supplierId?: string;
  name: string;
  permissions: ReadonlySet<Permission>;
  ability: Ability;
}

/**
 * Another program: with an API key, with what of its scopes whoever made that holds now, or a system that is connected,
 * with what of its own whoever set that up holds now.
 */
export interface Integration {
  kind: 'integration';
  /** The id of the key, or of the connection. */
  keyId: string;
  /** What that is called. */
  name: string;
  /** Who made it, by name. */
  maker: string;
  permissions: ReadonlySet<Permission>;
  ability: Ability;
}

/** Nobody is signed in. */
export interface Visitor {
  kind: 'visitor';
  permissions: ReadonlySet<Permission>;
  ability: Ability;
}

/** A rule of the product at work, with every row in reach; for a person or a program whose act set it off. */
export interface System {
  kind: 'system';
  /** Why it is at work, as the journal tells it. */
  reason: SystemReason;
  permissions: ReadonlySet<Permission>;
  behalfOf?: Actor;
}

/** Whoever has signed in or shown a key, and answers for what is done. */
export type Actor = Person | Integration;

/** Who asks; there always is somebody. */
export type Caller = Actor | Visitor | System;

/** One request (or job): who, from where and by which way. */
export interface Call {
  requestId: string;
  /** What is asked for, such as `POST /api/v1/orders/:id/status`. */
  route?: string;
  address?: string;
  via: 'console' | 'api-key' | 'connection' | 's2-api' | 'system';
  caller: Caller;
}

const NONE: ReadonlySet<Permission> = new Set();
const ALL: ReadonlySet<Permission> = new Set(PERMISSIONS);

/** Whoever is not signed in: holds nothing and is nobody. */
export const VISITOR: Visitor = { kind: 'visitor', permissions: NONE, ability: abilityFor(NONE, {}) };

const calls = new AsyncLocalStorage<Call>();

/** Runs `work` as one call; everything below it knows the caller. */
export function runCall<T>(call: Call, work: () => T): T {
  return calls.run(call, work);
}

/** The call that is being served, or `undefined` outside of one. */
export function callIfAny(): Call | undefined {
  return calls.getStore();
}

/** The call that is being served; throws outside of one, because nobody would answer for what is done there. */
export function currentCall(): Call {
  const call = calls.getStore();
  if (!call) throw new Error('Nobody asks: rows are read and written for a caller, or by asSystem with its reason');
  return call;
}

/** Names who makes the call that is being served. */
export function identify(actor: Actor): void {
  const call = currentCall();
  call.caller = actor;
  if (actor.kind === 'integration') call.via = 'api-key';
}

/** The permissions of the caller. */
export function callerPermissions(): ReadonlySet<Permission> {
  return currentCall().caller.permissions;
}

/** 403 where the caller holds none of these permissions, or is a program that could hold none of them. */
export function requirePermission(...any: [Permission, ...Permission[]]): void {
  const { kind, permissions: held } = currentCall().caller;
  if (any.some((permission) => held.has(permission))) return;
  throw kind === 'integration' && !any.some(isKeyScope) ? PersonOnly() : Forbidden(any.join(' | '));
}

/** Who asks, or for whom the system is at work; `undefined` where that is nobody. */
export function actorBehind({ caller }: Pick<Call, 'caller'> = currentCall()): Actor | undefined {
  if (caller.kind === 'system') return caller.behalfOf;
  return caller.kind === 'visitor' ? undefined : caller;
}

/** The same where it is a person, and no program. */
export function personBehind(call: Pick<Call, 'caller'> = currentCall()): Person | undefined {
  const actor = actorBehind(call);
  return actor?.kind === 'person' ? actor : undefined;
}

/** The id of the user or of the key. */
export function actorId(actor: Actor): string {
  return actor.kind === 'person' ? actor.userId : actor.keyId;
}

/** Who asks; 401 where nobody has signed in or shown a key. */
export function signedInActor(): Actor {
  const actor = actorBehind();
  if (!actor) throw new Failure('auth.required', { detail: 'Sign in first: send a valid access token as Bearer.' });
  return actor;
}

/** The person who asks; 401 where nobody is signed in, 403 where it is a program. */
export function signedInPerson(): Person {
  const actor = signedInActor();
  if (actor.kind === 'integration') throw PersonOnly();
  return actor;
}

/** 403: only somebody who is signed in does this, and no program with a key. */
export function PersonOnly(): Failure {
  return new Failure('auth.person_only', {
    detail: 'Only a person may do this, and no API key: sign in with login and password.',
  });
}

/** A person with the ability made once. */
export function personOf(who: Omit<Person, 'kind' | 'ability'>): Person {
  return { kind: 'person', ...who, ability: abilityFor(who.permissions, who) };
}

/** A program with the ability made once. */
export function integrationOf(who: Omit<Integration, 'kind' | 'ability'>): Integration {
  return { kind: 'integration', ...who, ability: abilityFor(who.permissions, { keyId: who.keyId }) };
}

/**
 * Runs `work` with every row in reach and every permission, which the journal records with the reason: for what a rule
 * does on behalf of somebody, such as the order that becomes ready with a master's last part, or by itself.
 */
export function asSystem<T>(reason: SystemReason, work: () => T): T {
  const call = calls.getStore() ?? { requestId: randomUUID(), via: 'system' as const, caller: VISITOR };
  const behalfOf = actorBehind(call);
  const caller: System = { kind: 'system', reason, permissions: ALL, ...(behalfOf ? { behalfOf } : {}) };
  return runCall({ ...call, caller }, work);
}

/** Runs `work` as for a visitor, whoever asks: what is for everybody is the same for all. */
export function asVisitor<T>(work: () => T): T {
  return runCall({ ...currentCall(), caller: VISITOR }, work);
}

const sets = new Map<string, ReadonlySet<Permission>>();

/** One and the same set for the same permissions, so that what is worked out for a set is worked out once. */
export function permissionSet(permissions: readonly Permission[]): ReadonlySet<Permission> {
  const key = [...permissions].sort().join();
  const set = sets.get(key) ?? new Set(permissions);
  sets.set(key, set);
  return set;
}
