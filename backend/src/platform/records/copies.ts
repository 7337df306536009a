import { Types } from 'mongoose';
import { fieldsOf, type Class, type CopyOf } from '../fields/index.js';
import { overlaps } from '../database/diff.js';
import type { JournalEntry } from '../journal/journal-entry.js';

/** A declared copy: where it stands in its document, lists on the way named by their field. */
export interface Copy extends CopyOf {
  name: string;
  /** The list of the document in whose members it stands; none where it stands in the document itself. */
  list?: string;
}

/** A field of a document that copies repeat. */
export interface Source {
  entity: string;
  id: string;
  field: string;
}

type Plain = Record<string, unknown>;

/** The copies that a class declares, in itself and in the members of its lists. */
export function copiesIn(type: Class, list?: string): Copy[] {
  return fieldsOf(type).flatMap((field): Copy[] => {
    if (field.copyOf) return [{ ...field.copyOf, name: field.name, list }];
    return field.list && field.type ? copiesIn(field.type(), field.name) : [];
  });
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
export function staleFilter({ list, by, name }: Copy, { id }: Source, value: unknown): object {
  const stale = { [by]: new Types.ObjectId(id), [name]: { $ne: value } };
  return list ? { [list]: { $elemMatch: stale } } : stale;
}

/** Puts the value into the copies of a document that repeat this source. */
export function renewCopies(document: object, copies: readonly Copy[], source: Source, value: unknown): void {
  for (const { list, by, name, entity, field } of copies) {
    if (entity !== source.entity || field !== source.field) continue;
    const beside = document as Plain;
    const places = list ? ((beside[list] ?? []) as Plain[]) : [beside];
    for (const place of places) if (String(place[by]) === source.id) place[name] = value;
  }
}
