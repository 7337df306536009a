import { Injectable } from '@nestjs/common';
import { Types } from 'mongoose';
import { callerPermissions } from '../platform/access/caller.js';
import { fieldsOf, lackingFor, type Class } from '../platform/fields/index.js';
import { ShownTables } from './shown-tables.js';

/** A row as it is answered. */
export type Values = Readonly<Record<string, unknown>>;

/** A document that a row refers to. */
interface Referred {
  kind: string;
  id: string;
}

/** What the documents are called whose ids rows hold. */
@Injectable()
export class ReferenceNames {
  constructor(private readonly tables: ShownTables) {}

  /** For each of these rows of a class, the names of those that it refers to and the caller may read, by their ids. */
  async of(type: Class, rows: readonly Values[]): Promise<Record<string, string>[]> {
    const referred = rows.map((row) => referredIn(type, row));
    const kinds = Map.groupBy(referred.flat(), ({ kind }) => kind);
    const named = await Promise.all([...kinds].map(async ([kind, some]) => this.namesOf(kind, some)));
    const names = new Map(named.flat());
    return referred.map((some) =>
      Object.fromEntries(some.flatMap(({ id }) => (names.has(id) ? [[id, names.get(id) ?? '']] : []))),
    );
  }

  private async namesOf(kind: string, referred: readonly Referred[]): Promise<[string, string][]> {
    const table = this.tables.ofKind(kind);
    const field = table && fieldsOf(table.type).find(({ name }) => name === table.calledBy);
    if (!field || lackingFor(field, callerPermissions())) return [];
    const ids = new Set(referred.map(({ id }) => id).filter((id) => Types.ObjectId.isValid(id)));
    const found = await table.model
      .find({ _id: { $in: [...ids] } }, { [field.name]: 1 })
      .lean<({ _id: Types.ObjectId } & Values)[]>();
    return found.map((document) => [document._id.toHexString(), String(document[field.name] ?? '')]);
  }
}

/** Whom a row refers to, what lies deep in it too. */
function referredIn(type: Class, row: Values): Referred[] {
  return fieldsOf(type).flatMap(({ name, of, type: inner, list }): Referred[] => {
    const value = row[name];
    if (value === undefined || value === null) return [];
    if (inner) return (list ? (value as Values[]) : [value as Values]).flatMap((one) => referredIn(inner(), one));
    const kind = typeof of === 'object' ? row[of.kindBy] : of;
    if (typeof kind !== 'string') return [];
    return [value].flat().map((id) => ({ kind, id: String(id) }));
  });
}
