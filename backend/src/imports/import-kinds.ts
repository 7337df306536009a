import { Injectable } from '@nestjs/common';
import type { ImportKindName, ImportOutcome, Permission } from '@verstak/domain';
import type { ImportFault, ImportTarget } from '../platform/imports/import-columns.js';
import type { ReadRow } from '../platform/imports/read-rows.js';
import type { Written } from './import.js';

/** What a row would do, and with what. */
export interface Plan {
  outcome: ImportOutcome;
  /** What the kind itself writes by. */
  by?: unknown;
}

/** How rows are looked at. */
export interface Checking {
  /** Empty cells clear a field. */
  emptyClears: boolean;
  /** The supplier whose offers they are, of a kind that belongs to one. */
  supplierId?: string | undefined;
  /** The fields that have a column. */
  fields: ReadonlySet<string>;
  /** What the column of a field is headed by. */
  columnOf(field: string): string;
  /** Called now and then with how many rows are looked at, so that others are served meanwhile. */
  tell(done: number): Promise<void>;
}

/** What there is to write, or what is wrong. */
export interface Checked {
  /** One for each row. */
  plans: Plan[];
  faults: ImportFault[];
}

/** A kind of document that is imported; what it takes follows from its declared fields. */
export interface ImportKind {
  readonly name: ImportKindName;
  /** Who may import it: holders of any of these. */
  readonly permissions: readonly [Permission, ...Permission[]];
  /** Of a kind that belongs to a supplier: to which, where one is said or not; 400 or 404 where to none. */
  supplierOf?(said: string | undefined): Promise<string>;
  /** What the caller may import. */
  target(): ImportTarget;
  /** What each row would do, for the caller; writes nothing. */
  check(rows: readonly ReadRow[], how: Checking): Promise<Checked>;
  /** Does it, in the running transaction. */
  write(rows: readonly ReadRow[], plans: readonly Plan[]): Promise<Written[]>;
  /** Takes it back, in the running transaction; refuses where somebody has changed one of the documents since. */
  undo(written: readonly Written[], requestId: string): Promise<void>;
}

/** What can be imported: capabilities register themselves. */
@Injectable()
export class ImportKinds {
  private readonly kinds = new Map<ImportKindName, ImportKind>();

  add(kind: ImportKind): void {
    this.kinds.set(kind.name, kind);
  }

  get(name: ImportKindName): ImportKind {
    const kind = this.kinds.get(name);
    if (!kind) throw new Error(`Nobody imports ${name}`);
    return kind;
  }
}
