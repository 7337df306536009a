import { type Signal, computed, effect, signal, untracked } from '@angular/core';
import type { FieldTree, SchemaFn } from '@angular/forms/signals';
import { toProblem } from '../../core/http/api-problem';
import { formSession } from '../forms/form-session';
import { type BulkAct, BulkRun, type BulkUndo } from './bulk';
import type { EntityList } from './entity-list';

interface Row {
  id: string;
  version: number;
}

/** The rows of a table that are on screen or were edited, as they are typed. */
export interface Drafts<D> {
  rows: D[];
}

/** Rows that are edited, as what stands under their table knows them. */
export interface Editing<T extends { id: string }> {
  readonly edited: Signal<readonly unknown[]>;
  readonly session: { submit: () => Promise<boolean> };
  readonly bulk: BulkRun<T>;
  giveUp: () => void;
}

/** What of the rows of a list is edited in its table, and how that is stored. */
export interface RowEditing<T extends Row, D, C> {
  list: () => EntityList<T>;
  rules: SchemaFn<Drafts<D>>;
  draftOf: (row: T) => D;
  /** Whether anything of a draft differs from its row. */
  isEdited: (row: T, draft: D) => boolean;
  /** What of a draft differs; nothing else is sent, so that nothing else is overwritten. */
  changeOf: (row: T, draft: D) => C;
  /** The change that takes another one back. */
  backOf: (row: T, change: C) => C;
  /** The draft over the row as others have left it meanwhile. */
  rebase: (was: T, draft: D, now: T) => D;
  read: (id: string) => Promise<T>;
  change: (id: string, change: C & { version: number }) => Promise<T>;
}

/**
 * Cells of many rows that are typed and saved together, also those of other pages of the list: row by row, each told
 * apart and all taken back at once. Make one where `inject` works.
 */
export class EditedRows<T extends Row, D extends { id: string }, C extends object> implements Editing<T> {
  private readonly drafts = signal<Drafts<D>>({ rows: [] });
  /** The rows as they were when they were last read or saved. */
  private readonly known = signal<ReadonlyMap<string, T>>(new Map());
  private readonly places = computed(() => new Map(this.drafts().rows.map(({ id }, index) => [id, index])));

  readonly session = formSession(this.drafts, { rules: (path) => this.how.rules(path), save: () => this.save() });
  readonly edited: Signal<readonly D[]> = computed(() => this.drafts().rows.filter((draft) => this.isEdited(draft)));
  readonly bulk = new BulkRun<T>(() => this.how.list());

  constructor(private readonly how: RowEditing<T, D, C>) {
    effect(() => {
      const rows = this.how.list().rows();
      untracked(() => this.follow(rows));
    });
  }

  hasUnsaved(): boolean {
    return this.edited().length > 0;
  }

  giveUp(): void {
    const rows = this.how.list().rows();
    this.drafts.set({ rows: rows.map((row) => this.how.draftOf(row)) });
    this.known.set(new Map(rows.map((row) => [row.id, row])));
  }

  fieldsOf({ id }: T): FieldTree<D> | undefined {
    const place = this.places().get(id);
    return place === undefined ? undefined : (this.session.form.rows[place] as FieldTree<D> | undefined);
  }

  /** The row as it is stored where its draft differs in this field. */
  former<K extends keyof T & keyof D>({ id }: T, field: K): T | undefined {
    const [row, place] = [this.known().get(id), this.places().get(id)];
    const draft = place === undefined ? undefined : this.drafts().rows[place];
    return row && draft && (draft[field] as unknown) !== (this.how.draftOf(row)[field] as unknown) ? row : undefined;
  }

  private isEdited(draft: D): boolean {
    const row = this.known().get(draft.id);
    return !!row && this.how.isEdited(row, draft);
  }

  /** The rows of another page, or as others have left them; what is edited stays. */
  private follow(rows: readonly T[]): void {
    const kept = this.edited();
    const [ids, known] = [new Set(kept.map(({ id }) => id)), this.known()];
    const fresh = rows.filter(({ id }) => !ids.has(id));
    this.known.set(new Map([...kept.flatMap(({ id }) => known.get(id) ?? []), ...fresh].map((row) => [row.id, row])));
    this.drafts.set({ rows: [...kept, ...fresh.map((row) => this.how.draftOf(row))] });
  }

  private async save(): Promise<void> {
    const rows = this.edited().flatMap(({ id }) => this.known().get(id) ?? []);
    const act: BulkAct<T> = {
      key: 'save',
      label: 'ui.save',
      icon: 'check',
      applies: () => true,
      start: () => Promise.resolve((row) => this.store(row)),
    };
    await this.bulk.run(act, rows);
  }

  /** Saves one row. Where others changed the same, it stays edited, over what stands now: that is shown beside it. */
  private async store(row: T): Promise<BulkUndo | undefined> {
    const { id, version } = row;
    const draft = this.drafts().rows[this.places().get(id) ?? -1];
    if (!draft) return undefined;
    const change = this.how.changeOf(row, draft);
    try {
      const saved = await this.how.change(id, { ...change, version });
      this.settle(saved, this.how.draftOf(saved));
      return () => this.how.change(id, { ...this.how.backOf(row, change), version: saved.version });
    } catch (error) {
      if (toProblem(error).code === 'conflict.version') {
        const now = await this.how.read(id);
        this.settle(now, this.how.rebase(row, draft, now));
      }
      throw error;
    }
  }

  private settle(row: T, draft: D): void {
    this.known.update((known) => new Map(known).set(row.id, row));
    this.drafts.update(({ rows }) => ({ rows: rows.map((one) => (one.id === draft.id ? draft : one)) }));
  }
}
