import { Types } from 'mongoose';
import { fieldsOf, type Class, type CopyOf } from '../fields/index.js';
import { overlaps } from '../database/diff.js';
import type { JournalEntry } from '../journal/journal-entry.js';

/** A declared copy: where it stands in its document. */
export interface Copy extends CopyOf {
  name: string;
  /** The field that holds it, a document or a list of them; none where it stands in the document itself. */
  within?: { name: string; isList: boolean };
}

/** A field of a document that copies repeat. */
export interface Source {
  entity: string;
  id: string;
  field: string;
}

type Plain = Record<string, unknown>;

/** The copies that a class declares, in itself and in what it holds. */
export function copiesIn(type: Class, within?: Copy['within']): Copy[] {
  return fieldsOf(type).flatMap((field): Copy[] => {
    const { name, copyOf, list: isList = false } = field;
    if (copyOf) return [{ ...copyOf, name, ...(within && { within }) }];
    return field.type ? copiesIn(field.type(), { name, isList }) : [];
  });
}

/** What holds this copy in a document: the document itself, one in it, or the members of a list. */
export function placesOf<T extends object>({ within }: Copy, document: T): T[] {
  if (!within) return [document];
  const held = (document as Plain)[within.name] as T | T[] | undefined;
  return held ? ([held].flat() as T[]) : [];
}

/** What these entries changed of what copies repeat, each once. */
export function sourcesIn(entries: readonly JournalEntry[], copies: readonly Copy[]): Source[] {
  const found = new Map<string, Source>();
  for (const { entity, entityId, entityVersion, changes } of entries) {
    // Nobody repeats what was not there.
    if (!entity || entityVersion === 1) continue;
    const id = String(entityId);
    for (const { field } of copies.filter((copy) => copy.entity === entity))
      if (changes.some(({ path }) => overlaps(path, field)))
        found.set(`${entity} ${id} ${field}`, { entity, id, field });
  }
  return [...found.values()];
}

/** Matches documents in which this copy is another than it should be. */
export function staleFilter({ within, by, name }: Copy, { id }: Source, value: unknown): object {
  const stale: [string, unknown][] = [
    [by, new Types.ObjectId(id)],
    [name, { $ne: value }],
  ];
  if (within?.isList) return { [within.name]: { $elemMatch: Object.fromEntries(stale) } };
  const path = within ? `${within.name}.` : '';
  return Object.fromEntries(stale.map(([field, condition]) => [path + field, condition]));
}

/** Puts the value into the copies of a document that repeat this source. */
export function renewCopies(document: object, copies: readonly Copy[], source: Source, value: unknown): void {
  for (const copy of copies) {
    const { by, name, entity, field } = copy;
    if (entity !== source.entity || field !== source.field) continue;
    for (const place of placesOf(copy, document as Plain)) if (String(place[by]) === source.id) place[name] = value;
  }
}
