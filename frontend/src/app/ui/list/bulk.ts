import { type Signal, computed, signal } from '@angular/core';
import { type ApiProblem, toProblem } from '../../core/http/api-problem';
import type { IconName } from '../icon/icons';
import type { EntityList } from './entity-list';

/** Something that can be done with each of several rows. */
export interface BulkAct<T> {
  key: string;
  /** Translation key. */
  label: string;
  icon: IconName;
  /** Rows that it changes; others are left alone. */
  applies: (row: T) => boolean;
  run: (row: T) => Promise<unknown>;
}

/** What came of one row. */
export interface BulkResult<T> {
  row: T;
  problem?: ApiProblem;
}

/**
 * Does something with the selected rows of a list one by one, and keeps what came of each. Rows that it was done with
 * leave the selection; those that were refused stay in it, to be tried again.
 */
export class BulkRun<T extends { id: string }> {
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

  async run({ applies, run }: BulkAct<T>): Promise<void> {
    if (this.busy()) return;
    const list = this.list();
    const rows = list.selected().filter(applies);
    this.done.set([]);
    this.planned.set(rows.length);
    this.busy.set(true);
    for (const row of rows) {
      const problem = await run(row).then(() => undefined, toProblem);
      if (!problem) list.toggle(row, false);
      this.done.update((results) => [...results, problem ? { row, problem } : { row }]);
    }
    this.busy.set(false);
    list.reload();
  }

  forget(): void {
    this.done.set([]);
  }
}
