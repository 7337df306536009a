import { type Signal, computed, inject, signal } from '@angular/core';
import { type ApiProblem, toProblem } from '../../core/http/api-problem';
import { Toasts } from '../../core/toasts/toasts';
import type { IconName } from '../icon/icons';
import type { EntityList } from './entity-list';

/** Takes back what was done with one row. */
export type BulkUndo = () => Promise<unknown>;

/** What is done with one row; gives what takes it back, where anything does. */
export type BulkWork<T> = (row: T) => Promise<BulkUndo | undefined>;

/** Something that can be done with several rows. */
export interface BulkAct<T> {
  key: string;
  /** Translation key. */
  label: string;
  icon: IconName;
  /** Most rows that it is done with at once; by default as many as are selected. */
  most?: number;
  /** Rows that it changes; others are left alone. */
  applies: (row: T) => boolean;
  /**
   * Asks what is still to be known and gives what is to be done with each row; nothing where the person thought better
   * of it, or all of it is done already.
   */
  start: (rows: readonly T[]) => Promise<BulkWork<T> | undefined>;
}

/** What came of one row. */
export interface BulkResult<T> {
  row: T;
  problem?: ApiProblem;
}

/**
 * Does something with the selected rows of a list one by one, keeps what came of each, and offers to take all of it back
 * at once. Rows that it was done with leave the selection; those that were refused stay in it, to be tried again. Make
 * one where `inject` works.
 */
export class BulkRun<T extends { id: string }> {
  private readonly toasts = inject(Toasts);
  private readonly done = signal<readonly BulkResult<T>[]>([]);
  private readonly planned = signal(0);
  private readonly busy = signal(false);

  readonly results = this.done.asReadonly();
  readonly isRunning = this.busy.asReadonly();
  readonly progress: Signal<{ done: number; of: number }> = computed(() => ({
    done: this.done().length,
    of: this.planned(),
  }));

  constructor(private readonly list: () => EntityList<T>) {}

  /** Does it with those of some rows to which it applies, the selected ones unless told. */
  async run({ applies, start }: BulkAct<T>, some: readonly T[] = this.list().selected()): Promise<void> {
    if (this.busy()) return;
    const rows = some.filter(applies);
    const work = await start(rows);
    if (!work) return;
    this.done.set([]);
    this.planned.set(rows.length);
    this.busy.set(true);
    const undos: BulkUndo[] = [];
    for (const row of rows) {
      const result = await this.doOne(row, work);
      if (result.undo) undos.push(result.undo);
      this.done.update((results) => [...results, result]);
    }
    this.busy.set(false);
    this.list().reload();
    if (undos.length) this.toasts.offerUndo('table.bulk.changed', { count: undos.length }, () => this.undo(undos));
  }

  private async doOne(row: T, work: BulkWork<T>): Promise<BulkResult<T> & { undo?: BulkUndo }> {
    try {
      const undo = await work(row);
      this.list().toggle(row, false);
      return undo ? { row, undo } : { row };
    } catch (error) {
      return { row, problem: toProblem(error) };
    }
  }

  /** Takes all of it back, the last first; tells of what could not be, when the rest is. */
  private async undo(undos: readonly BulkUndo[]): Promise<void> {
    const refused: unknown[] = [];
    for (const undo of [...undos].reverse()) await undo().catch((error: unknown) => refused.push(error));
    this.done.set([]);
    this.list().reload();
    if (refused.length) throw refused[0];
  }

  forget(): void {
    this.done.set([]);
  }
}
