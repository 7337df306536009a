import type { ImportKindName, Permission } from '@verstak/domain';
import { batchesOf } from '../platform/database/batches.js';
import type { FieldChange } from '../platform/database/diff.js';
import { byId, type Entity, type Stored } from '../platform/database/entity.js';
import { Conflict } from '../platform/failure/failure.js';
import { inMinor } from '../platform/exports/table.js';
import type { ColumnKind } from '../platform/fields/index.js';
import type { ImportColumn, ImportFault, ImportTarget } from '../platform/imports/import-columns.js';
import { parseFlag } from '../platform/imports/parse-flag.js';
import type { ReadRow } from '../platform/imports/read-rows.js';
import type { JournalService } from '../platform/journal/journal.service.js';
import type { Checked, Checking, ImportKind, Plan } from './import-kinds.js';
import type { Written } from './import.js';
import { planRows, type PlannedRow } from './plan-rows.js';
import { RowBodies } from './row-bodies.js';

/** Documents that are read at once. */
const BATCH = 500;

interface Numbered extends Entity {
  number: number;
}

/** Where documents are, as a repository has them. */
interface Documents<D> {
  byIds(ids: readonly string[]): Promise<Stored<D>[]>;
  having(field: string, values: readonly (string | number)[]): Promise<Stored<D>[]>;
  takeBack(document: Stored<D>, changes: readonly FieldChange[], requestId: string): Promise<unknown>;
  delete(id: string): Promise<void>;
}

/** What is done with a row: a document is made, or one becomes another. */
export type DocumentPlan<C, X> = { create: C } | { id: string; change: X };

/** What one row would do: what it says as a body of the API, and the document that it is about, if there is one. */
export type RowPlanner<D> = (
  row: ReadRow,
  said: Record<string, unknown>,
  document: Stored<D> | undefined,
) => Promise<PlannedRow>;

/** Documents out of a table: rows with the number or another key of one change that one, the others add. */
export abstract class DocumentImport<D extends Numbered, C, X> implements ImportKind {
  abstract readonly name: ImportKindName;
  abstract readonly permissions: readonly [Permission, ...Permission[]];
  /** The fields that tell which document a row is about, the number first. */
  protected abstract readonly keys: readonly (keyof D & string)[];

  protected constructor(
    protected readonly documents: Documents<D>,
    private readonly journal: JournalService,
    private readonly currencyDigits: number,
  ) {}

  target(): ImportTarget {
    return { columns: this.columns(), isTree: false, isPartial: true, unique: this.keys };
  }

  async check(rows: readonly ReadRow[], how: Checking): Promise<Checked> {
    const bodies = new RowBodies(how.columnOf);
    const [columns, known] = [this.columns(), await this.known(rows, how)];
    const plan = await this.planner(rows, bodies, how);
    return planRows(rows, how, async (row) => {
      const found = this.keys.map((key) => known.get(key)?.get(String(row.values[key])));
      const document = found.find(Boolean);
      const fault = this.mistaken(row, found, bodies);
      return fault ? { faults: [fault] } : plan(row, this.said(row, columns, how, !!document), document);
    });
  }

  async write(_rows: readonly ReadRow[], plans: readonly Plan[]): Promise<Written[]> {
    const todo = plans.flatMap(({ by }) => (by ? [by as DocumentPlan<C, X>] : [])); // made by the planner alone
    const known = await this.byIds(todo.flatMap((plan) => ('id' in plan ? [plan.id] : [])));
    const written: Written[] = [];
    for (const plan of todo) {
      const isNew = 'create' in plan;
      const document = isNew
        ? await this.make(plan.create)
        : await this.alter(known.get(plan.id) ?? plan.id, plan.change);
      written.push({ id: document._id.toHexString(), version: document.version, isNew });
    }
    return written;
  }

  async undo(written: readonly Written[], requestId: string): Promise<void> {
    const ids = written.map(({ id }) => id);
    const known = await this.byIds(ids);
    for (const { id, version } of written) {
      const document = known.get(id);
      if (document?.version !== version) throw changedSince(document?.number ?? id, id);
    }
    const entries = Map.groupBy(await this.journal.ofRequest(requestId, ids), ({ entityId }) => String(entityId));
    for (const { id, isNew } of written) {
      const document = known.get(id);
      if (isNew) await this.documents.delete(id);
      else if (document) {
        const changes = (entries.get(id) ?? []).flatMap((entry) => entry.changes);
        await this.documents.takeBack(document, changes, requestId);
      }
    }
  }

  /** The columns that the caller may import. */
  protected abstract columns(): ImportColumn[];
  /** Gives what tells of each of these rows what it would do. */
  protected abstract planner(rows: readonly ReadRow[], bodies: RowBodies, how: Checking): Promise<RowPlanner<D>>;
  /** The documents that rows may be about, by one of their keys. */
  protected having(key: string, values: readonly (string | number)[], _how: Checking): Promise<Stored<D>[]> {
    return this.documents.having(key, values);
  }

  protected abstract make(create: C): Promise<Stored<D>>;
  /** Changes a document, which may stand in place of its id where just read in the same transaction. */
  protected abstract alter(target: string | Stored<D>, change: X): Promise<Stored<D>>;

  /** What a row says in the terms of the API; with `emptyClears`, empty cells of a document that there is, too. */
  private said(
    { values }: ReadRow,
    columns: readonly ImportColumn[],
    { emptyClears, fields }: Checking,
    isKnown: boolean,
  ): Record<string, unknown> {
    const said: Record<string, unknown> = {};
    for (const { field, kind, isRequired } of columns) {
      if (field === 'number') continue;
      const value = values[field];
      if (value !== undefined) said[field] = this.typed(value, kind);
      else if (isKnown && emptyClears && fields.has(field)) said[field] = isRequired ? '' : null;
    }
    return said;
  }

  private typed(value: string | number, kind: ColumnKind): string | number | boolean | undefined {
    if (kind === 'flag') return parseFlag(String(value));
    if (typeof value === 'string') return value;
    return kind === 'money' ? inMinor(value, this.currencyDigits) : value;
  }

  /** What is wrong with the keys of a row: a number that nothing has, or those of two documents. */
  private mistaken(
    { row, values }: ReadRow,
    found: readonly (Stored<D> | undefined)[],
    bodies: RowBodies,
  ): ImportFault | undefined {
    const [first, number] = [found.find(Boolean), values['number']];
    if (number !== undefined && first?.number !== number) {
      const message = 'nothing has this number: leave it empty to add a row';
      return bodies.fault(row, 'out_of_range', { field: 'number', rule: 'known', message, value: number });
    }
    const other = found.findIndex((document) => document && !document._id.equals(first?._id));
    const [field, document] = [this.keys[other], found[other]];
    if (!field || !document) return undefined;
    const message = `No. ${document.number} has it already, and the row is about No. ${first?.number}`;
    return bodies.fault(row, 'duplicate_designation', { field, rule: 'taken', message, value: values[field] });
  }

  /** The documents that rows are about, by the fields that tell. */
  private async known(rows: readonly ReadRow[], how: Checking): Promise<Map<string, Map<string, Stored<D>>>> {
    const known = new Map<string, Map<string, Stored<D>>>();
    for (const key of this.keys) {
      const values = rows.flatMap((row) => row.values[key] ?? []);
      const typed = key === 'number' ? values.map(Number) : values.map(String);
      const found = new Map<string, Stored<D>>();
      for (const some of batchesOf<string | number>(typed, BATCH))
        for (const document of await this.having(key, some, how)) found.set(String(document[key]), document);
      known.set(key, found);
    }
    return known;
  }

  private async byIds(ids: readonly string[]): Promise<Map<string, Stored<D>>> {
    return byId(await this.documents.byIds([...new Set(ids)]));
  }
}

/** What of a row differs from the document; a flag that was never set is off. */
export function changesOf<B extends object>(document: object, body: B): Partial<B> {
  const has = document as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(body).filter(([field, value]) => value !== undefined && !isSame(value, has[field])),
  ) as Partial<B>; // entries of the body
}

function isSame(said: unknown, has: unknown): boolean {
  if (typeof said === 'boolean' || typeof has === 'boolean') return Boolean(said) === Boolean(has);
  return (said ?? '') === (has ?? '');
}

/** What an import wrote is not taken back over what somebody did since. */
export function changedSince(name: string | number, id: string): Error {
  return Conflict('import.undo_expired', `${name} was changed or deleted since.`, { id });
}
