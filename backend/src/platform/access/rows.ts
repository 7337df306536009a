import { subject } from '@casl/ability';
import type { Ability, Action, Subject } from '@verstak/domain';
import type { QueryFilter } from 'mongoose';
import type { Caller } from './caller.js';

/** Matches no document at all. */
const NOTHING = { _id: { $in: [] } };

/**
 * One filter of some conditions: merged where they speak of different fields, so that an index still serves them at a
 * glance. Here alone a filter gets Mongoose's type, which knows neither ids as they are stored nor paths into lists.
 */
export function allOf<T>(...conditions: readonly object[]): QueryFilter<T> {
  const told = conditions.filter((condition) => Object.keys(condition).length);
  const names = told.flatMap((condition) => Object.keys(condition));
  return (new Set(names).size === names.length ? Object.assign({}, ...told) : { $and: told }) as QueryFilter<T>;
}

/** The rows of a subject on which the caller may act, as a MongoDB filter. */
export function rowsOf(caller: Caller, action: Action, kind: Subject): Record<string, unknown> {
  return caller.kind === 'system' ? {} : rowsFor(caller.ability, action, kind);
}

/** The rows of a subject on which the ability allows an action, as a MongoDB filter; rules only ever allow. */
export function rowsFor(ability: Ability, action: Action, kind: Subject): Record<string, unknown> {
  const conditions = ability
    .rulesFor(action, kind)
    .map((rule) => rule.conditions as Record<string, unknown> | undefined);
  if (!conditions.length) return NOTHING;
  if (conditions.some((condition) => !condition)) return {};
  return conditions.length === 1 ? { ...conditions[0] } : { $or: conditions };
}

/** Whether the caller may act on this document. */
export function mayAct(caller: Caller, action: Action, kind: Subject, document: object): boolean {
  return caller.kind === 'system' || allows(caller.ability, action, kind, document);
}

/** Whether the ability allows an action on this document, whose ids may be texts or not. */
export function allows(ability: Ability, action: Action, kind: Subject, document: object): boolean {
  return ability.can(action, subject(kind, withTextIds(document)) as never);
}

/** Ids as texts, as the conditions name them. */
function withTextIds(document: object): Record<string, unknown> {
  const text = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && 'toHexString' in value ? String(value) : value;
  return Object.fromEntries(Object.entries(document).map(([name, value]) => [name, text(value)]));
}
