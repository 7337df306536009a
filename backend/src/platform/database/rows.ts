import type { Ability, Subject } from '@verstak/domain';

/** Matches no document at all. */
const NOTHING = { _id: { $in: [] } };

/** One filter of several: merged where they speak of different fields, so that an index still serves them at a glance. */
export function allOf(...filters: readonly object[]): Record<string, unknown> {
  const told = filters.filter((filter) => Object.keys(filter).length);
  const names = told.flatMap((filter) => Object.keys(filter));
  return new Set(names).size === names.length ? Object.assign({}, ...told) : { $and: told };
}

/** The rows of a subject on which the ability allows an action, as a MongoDB filter; rules only ever allow. */
export function rowsFor(ability: Ability, action: 'read' | 'work', subject: Subject): Record<string, unknown> {
  const conditions = ability
    .rulesFor(action, subject)
    .map((rule) => rule.conditions as Record<string, unknown> | undefined);
  if (!conditions.length) return NOTHING;
  if (conditions.some((condition) => !condition)) return {};
  return conditions.length === 1 ? { ...conditions[0] } : { $or: conditions };
}
