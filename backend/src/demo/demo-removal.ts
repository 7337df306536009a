import type { SystemReason } from '@verstak/domain';
import { fieldsOf, type Class } from '../platform/fields/index.js';

/**
 * What belongs to another document, and by which field: it goes with that one, and stays with it. Of all else the one
 * that is referred to can do without those that refer to it.
 */
export const BELONGING: Readonly<Record<string, string>> = {
  File: 'subjectId',
  Letter: 'aboutId',
  Message: 'subjectId',
  Movement: 'stockItemId',
  Part: 'orderId',
  Payment: 'orderId',
  StagePass: 'partId',
};

/** Rules by which documents follow others, which nobody has made on their own account. */
export const FOLLOWING: ReadonlySet<string | undefined> = new Set<SystemReason>([
  'a letter',
  'lost pieces are made anew',
  'order-letters',
  'parts follow their order',
  'stretches of work follow their part',
  'the stock follows the orders',
  'the stock follows the parts',
  'what an order takes from stock',
]);

/** A document with the ids of all that it refers to. */
export interface Referring {
  kind: string;
  id: string;
  refers: readonly string[];
  /** What it belongs to. */
  owner?: string | undefined;
}

/** What of a demo goes, and what stays because somebody's own document refers to it: by the id of that. */
export interface Parting {
  going: Referring[];
  staying: Map<string, string>;
}

/**
 * Parts what goes from what stays: nothing of one's own goes, nor what it refers to, nor what that refers to in turn. The
 * people of a demo stay where own documents name them alone: of what others have done their names are told anyway.
 */
export function partingOf(demo: readonly Referring[], own: readonly Referring[]): Parting {
  const known = new Map(demo.map((one) => [one.id, one]));
  const staying = new Map<string, string>();
  const todo = own.flatMap(({ id, refers }) => refers.map((to) => ({ to, because: id })));
  for (let next = todo.pop(); next; next = todo.pop()) {
    const { to, because } = next;
    const document = known.get(to);
    if (!document || staying.has(to)) continue;
    staying.set(to, because);
    const further = document.refers.filter((id) => known.get(id)?.kind !== 'User');
    todo.push(...further.map((id) => ({ to: id, because })));
  }
  const stays = ({ id, owner }: Referring): boolean => staying.has(id) || (owner ? staying.has(owner) : false);
  // What belongs to what stays, and what belongs to that: a stretch of work to its part, that to its order.
  for (let isOver = false; !isOver;) {
    const more = demo.filter((one) => stays(one) && !staying.has(one.id));
    for (const { id, owner = '' } of more) staying.set(id, staying.get(owner) ?? owner);
    isOver = !more.length;
  }
  return { going: demo.filter(({ id }) => !staying.has(id)), staying };
}

/** The paths of a class that hold ids of other documents. */
export function referencesIn(type: Class, prefix = ''): string[] {
  return fieldsOf(type).flatMap(({ name, of, type: inner }) => {
    if (of) return [prefix + name];
    return inner ? referencesIn(inner(), `${prefix}${name}.`) : [];
  });
}

/** The ids that stand at a path of a document, in every member of its lists. */
export function idsAt(value: unknown, [name, ...rest]: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((member) => idsAt(member, name === undefined ? [] : [name, ...rest]));
  if (name === undefined) return value === undefined || value === null ? [] : [String(value)];
  return typeof value === 'object' && value !== null ? idsAt((value as Record<string, unknown>)[name], rest) : [];
}
