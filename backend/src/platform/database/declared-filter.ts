import type { Permission } from '@verstak/domain';
import { Types } from 'mongoose';
import { filtersOf, lackingFor, type Class, type DeclaredFilter } from '../fields/index.js';
import { allOf } from '../access/rows.js';
import { Forbidden } from '../failure/failure.js';

/** What a query asks by the declared filters of a class; 403 where it asks by a field that may not be read. */
export function declaredFilter(
  type: Class,
  query: object,
  permissions: ReadonlySet<Permission>,
): Record<string, unknown> {
  const asked = query as Record<string, unknown>;
  const filters = filtersOf(type).flatMap((filter) => {
    const values = filter.names.map((name) => asked[name]);
    const isMissing = filter.missing === undefined ? undefined : asked[filter.missing];
    const isAsked = values.some((value) => value !== undefined);
    if (!isAsked && isMissing === undefined) return [];
    const lacking = lackingFor(filter, permissions);
    if (lacking) throw Forbidden(lacking);
    return [
      ...(isAsked ? [{ [filter.path]: conditionOf(filter, values) }] : []),
      ...(isMissing === undefined ? [] : [{ [filter.path]: isMissing ? null : { $ne: null } }]),
    ];
  });
  return allOf(...filters);
}

function conditionOf({ kind, isEndOutside, isId }: DeclaredFilter, [first, last]: readonly unknown[]): unknown {
  if (kind === 'flag') return first;
  if (kind === 'some') {
    const some = isId ? (first as string[]).map((id) => new Types.ObjectId(id)) : (first as unknown[]);
    const [only, ...others] = some;
    return only === undefined || others.length ? { $in: some } : only;
  }
  return {
    ...(first === undefined ? {} : { $gte: first }),
    ...(last === undefined ? {} : { [isEndOutside ? '$lt' : '$lte']: last }),
  };
}
