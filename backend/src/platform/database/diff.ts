/** One field of a document that changed; members of a list are named by their id: `items.66f0….quantity`. */
export interface FieldChange {
  path: string;
  before?: unknown;
  after?: unknown;
}

type Plain = Record<string, unknown>;

/** The fields that differ between two versions of a document, leaving out those named. */
export function diff(before: object, after: object, ignored: ReadonlySet<string> = new Set()): FieldChange[] {
  const changes: FieldChange[] = [];
  compare('', before as Plain, after as Plain, ignored, changes);
  return changes;
}

function compare(
  prefix: string,
  before: Plain,
  after: Plain,
  ignored: ReadonlySet<string>,
  changes: FieldChange[],
): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (before[name] === after[name] || (!prefix && ignored.has(name))) continue;
    const [from, to] = [plain(before[name]), plain(after[name])];
    const path = prefix + name;
    if (isKeyed(from) && isKeyed(to)) compareLists(path, from, to, changes);
    else if (isPlain(from) && isPlain(to)) compare(`${path}.`, from, to, ignored, changes);
    else if (isOther(from, to)) changes.push({ path, before: from, after: to });
  }
}

function isOther(from: unknown, to: unknown): boolean {
  if (from === undefined || to === undefined) return from !== to;
  return JSON.stringify(from) !== JSON.stringify(to);
}

function compareLists(path: string, before: Keyed[], after: Keyed[], changes: FieldChange[]): void {
  const was = new Map(before.map((member) => [member.id, member]));
  const is = new Map(after.map((member) => [member.id, member]));
  for (const [id, member] of was) {
    const now = is.get(id);
    if (!now) changes.push({ path: `${path}.${id}`, before: member });
    else compare(`${path}.${id}.`, member, now, new Set(), changes);
  }
  for (const [id, member] of is) if (!was.has(id)) changes.push({ path: `${path}.${id}`, after: member });
  const common = (list: Keyed[], other: Map<string, Keyed>) => list.map(({ id }) => id).filter((id) => other.has(id));
  const [oldOrder, newOrder] = [common(before, is), common(after, was)];
  if (oldOrder.join() !== newOrder.join()) changes.push({ path: `${path}.order`, before: oldOrder, after: newOrder });
}

interface Keyed extends Plain {
  id: string;
}

/** A list of documents with ids; an empty list counts as one. */
function isKeyed(value: unknown): value is Keyed[] {
  return Array.isArray(value) && value.every((member) => isPlain(member) && typeof member['id'] === 'string');
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** Ids as texts at any depth, `null` as absent. */
function plain(value: unknown): unknown {
  if (value === null) return undefined;
  if (typeof value !== 'object' || value instanceof Date) return value;
  if ('toHexString' in value) return (value as { toHexString(): string }).toHexString();
  if (Array.isArray(value)) return value.map((member: unknown) => (member === null ? member : plain(member)));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, inner === null ? inner : plain(inner)]),
  );
}

/** Whether two paths speak of the same field or one contains the other. */
export function overlaps(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}

/** What stood at a path before some changes, oldest change first, of which one at least concerns it. */
export function valueBefore(changes: readonly FieldChange[], path: string, now: unknown): unknown {
  return changes.toReversed().reduce((value, change) => {
    if (change.path === path) return change.before;
    if (change.path.startsWith(`${path}.`)) return withValue(value, names(change.path, path), change.before);
    if (path.startsWith(`${change.path}.`)) return valueAt(change.before, names(path, change.path));
    return value;
  }, now);
}

/** A copy of a document without what some changes, oldest first, did to it. */
export function withoutChanges<T extends object>(document: T, changes: readonly FieldChange[]): T {
  const undo = (after: unknown, { path, before }: FieldChange): unknown => withValue(after, path.split('.'), before);
  return changes.toReversed().reduce(undo, document) as T;
}

/** A copy of a document with what some changes, oldest first, did to it; the order of lists alone may be another. */
export function withChanges<T extends object>(document: T, changes: readonly FieldChange[]): T {
  const redo = (before: unknown, { path, after }: FieldChange): unknown => withValue(before, path.split('.'), after);
  return changes.reduce(redo, document) as T;
}

const names = (path: string, within: string): string[] => path.slice(within.length + 1).split('.');

/** A copy of a document, or of a list of members with ids, with another value at a place in it. */
function withValue(target: unknown, [name = '', ...rest]: readonly string[], value: unknown): unknown {
  if (isKeyed(target)) {
    if (name === 'order') return target;
    const others = target.filter(({ id }) => id !== name);
    if (!rest.length) return value === undefined ? others : [...others, value];
    return target.map((member) => (member.id === name ? withValue(member, rest, value) : member));
  }
  const document = isPlain(target) ? target : {};
  return { ...document, [name]: rest.length ? withValue(document[name], rest, value) : value };
}

function valueAt(target: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return target;
  const inner = isKeyed(target) ? target.find(({ id }) => id === name) : isPlain(target) ? target[name] : undefined;
  return valueAt(inner, rest);
}
