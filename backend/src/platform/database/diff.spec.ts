import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Types } from 'mongoose';
import { diff, overlaps, valueBefore, type FieldChange } from './diff.js';

type Plain = Record<string, unknown>;

/** The document that the changes lead to: what the history shows must be all there is to know. */
function apply(document: Plain, changes: readonly FieldChange[]): Plain {
  const result = structuredClone(document);
  for (const { path, after } of changes) set(result, path.split('.'), after);
  for (const { path, after } of changes) {
    const [name = '', order] = path.split('.');
    if (order !== 'order') continue;
    const ids = after as string[];
    const list = result[name] as Plain[];
    const common = list.filter(({ id }) => ids.includes(id as string));
    const ordered = ids.map((id) => common.find((member) => member['id'] === id) as Plain);
    result[name] = list.map((member) => (ids.includes(member['id'] as string) ? (ordered.shift() as Plain) : member));
  }
  return result;
}

function set(target: Plain, [name = '', ...rest]: string[], value: unknown): void {
  const present = target[name];
  if (!rest.length) {
    if (value === undefined) delete target[name];
    else target[name] = value;
  } else if (Array.isArray(present)) {
    const at = present.findIndex((member: Plain) => member['id'] === rest[0]);
    if (rest[0] === 'order') return;
    if (rest.length > 1) set(present[at] as Plain, rest.slice(1), value);
    else if (value === undefined) present.splice(at, 1);
    else present.push(value);
  } else set(present as Plain, rest, value);
}

const scalar = fc.oneof(fc.integer(), fc.string(), fc.boolean());
const fields = fc.dictionary(fc.constantFrom('title', 'quantity', 'note'), scalar);
const items = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a1', 'b2', 'c3', 'd4', 'e5'), fields), { selector: ([id]) => id })
  .map((list) => list.map(([id, rest]) => ({ id, ...rest })));
const document = fc.record({ name: scalar, nested: fields, items }, { requiredKeys: ['items', 'nested'] });

/** Members in the order of the later version, new ones at the end, as the product keeps them. */
const comparable = (value: Plain): Plain => ({
  ...value,
  items: [...(value['items'] as Plain[])].sort((one, other) => String(one['id']).localeCompare(String(other['id']))),
});

/** Equal however the fields are ordered, and whether one is absent or undefined. */
const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .filter(([, inner]) => inner !== undefined)
        .sort(([one], [other]) => one.localeCompare(other))
    : value;

describe('the difference of two versions', () => {
  it('leads from the one to the other', () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        expect(comparable(apply(before, diff(before, after)))).toEqual(comparable(after));
      }),
    );
  });

  it('is empty exactly for equal versions, and its inverse undoes it', () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        expect(diff(before, structuredClone(before))).toEqual([]);
        const forward = diff(before, after).map(({ path, before: was, after: is }) => ({
          path,
          before: is,
          after: was,
        }));
        const key = ({ path }: FieldChange): string => path;
        expect(diff(after, before).sort((a, b) => key(a).localeCompare(key(b)))).toEqual(
          forward.sort((a, b) => key(a).localeCompare(key(b))),
        );
      }),
    );
  });

  it('tells ids as texts, null as nothing, and leaves out what is not recorded', () => {
    const id = new Types.ObjectId();
    expect(diff({ a: id, b: null, version: 1 }, { a: id.toHexString(), version: 2 }, new Set(['version']))).toEqual([]);
    expect(diff({ at: new Date(0) }, { at: new Date(1) })).toEqual([
      { path: 'at', before: new Date(0), after: new Date(1) },
    ]);
  });

  it('gives back what stood at a path before changes in a row', () => {
    const at = (value: Plain, path: string): unknown => {
      const [name = '', id] = path.split('.');
      return id ? (value[name] as Plain[]).find((member) => member['id'] === id) : value[name];
    };
    fc.assert(
      fc.property(document, document, document, (first, second, third) => {
        const changes = [...diff(first, second), ...diff(second, third)];
        for (const path of ['name', 'nested', 'items.a1', 'items.b2']) {
          const before = valueBefore(changes, path, at(third, path));
          expect(JSON.stringify(sorted(before))).toBe(JSON.stringify(sorted(at(first, path))));
        }
      }),
    );
  });

  it('overlaps where one path lies within the other, and not where it only begins alike', () => {
    expect([
      overlaps('items.a1', 'items.a1.title'),
      overlaps('items.a1.title', 'items.a1.titles'),
      overlaps('note', 'notes'),
    ]).toEqual([true, false, false]);
  });
});
