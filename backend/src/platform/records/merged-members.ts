import { isDeepStrictEqual } from 'node:util';
import { fieldsOf, type Class } from '../fields/index.js';
import type { FieldChange } from '../database/diff.js';
import { newId } from '../database/unit.js';

/** A member of a list, told apart by its id. */
export interface Member {
  id: string;
}

/** The members of a list as they were before some changes, oldest change first; in no order. */
export function membersBefore<M extends Member>(changes: readonly FieldChange[], list: string, now: readonly M[]): M[] {
  const members = byId(now);
  for (const { path, before } of changes.toReversed()) {
    const [field, id, name] = path.split('.');
    if (field !== list || id === 'order') continue;
    if (id === undefined) {
      members.clear();
      for (const member of (before ?? []) as M[]) members.set(member.id, member);
    } else if (name) members.set(id, { ...members.get(id), [name]: before } as unknown as M);
    else if (before === undefined) members.delete(id);
    else members.set(id, before as M);
  }
  return [...members.values()];
}

/**
 * The members as their author leaves them, who `saw` some and sends all. What others did `now` to a member or a field
 * of one stays where the author left it alone; one that others removed comes back only where the author edited it.
 */
export function mergedMembers<S extends Partial<Member>>(
  type: Class,
  saw: readonly (S & Member)[],
  sent: readonly S[],
  now: readonly (S & Member)[],
): (S & Member)[] {
  // The declared fields of a class are among those of its type.
  const written = fieldsOf(type).filter(({ follows }) => !follows);
  const names = written.map(({ name }) => name as keyof S & string);
  const [was, is] = [byId(saw), byId(now)];
  const mine = withIds(sent, new Set([...was.keys(), ...is.keys()]));
  const present = new Set(mine.map(({ id }) => id));
  const kept = mine.flatMap((member) => {
    const [before, theirs] = [was.get(member.id), is.get(member.id)];
    if (!before) return [member];
    const untouched = names.filter((name) => isSame(before[name], member[name]));
    if (theirs) return [{ ...member, ...Object.fromEntries(untouched.map((name) => [name, theirs[name]])) }];
    return untouched.length === names.length ? [] : [member];
  });
  const added = now.filter(({ id }) => !was.has(id) && !present.has(id));
  return [...kept, ...added];
}

/** Members keep the ids they have here; others get a new one, by which their later changes are told apart. */
export function withIds<M extends Partial<Member>>(
  members: readonly M[],
  known: ReadonlySet<string> = new Set(),
): (M & Member)[] {
  const free = new Set(known);
  return members.map((member) => {
    const { id } = member;
    return { ...member, id: id !== undefined && free.delete(id) ? id : newId().toHexString() };
  });
}

function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one ?? '', other ?? '');
}

function byId<M extends Member>(members: readonly M[]): Map<string, M> {
  return new Map(members.map((member) => [member.id, member]));
}
