import { type Signal, computed, inject, linkedSignal } from '@angular/core';
import { recall, remember } from '../../core/platform/storage';
import { Session } from '../../core/session/session';
import type { Column } from './column';

/** Which columns a person wants to see, remembered by table in this browser. */
export class ColumnChoice<T> {
  private readonly session = inject(Session);
  private readonly hidden;

  /** Columns the role may see at all. */
  readonly allowed: Signal<readonly Column<T>[]>;
  /** Columns on screen. */
  readonly shown: Signal<readonly Column<T>[]>;

  constructor(
    private readonly table: Signal<string>,
    columns: Signal<readonly Column<T>[]>,
  ) {
    this.allowed = computed(() =>
      columns().filter((column) => !column.permission || this.session.can(column.permission)),
    );
    this.hidden = linkedSignal(() => {
      const kept = recall(this.key());
      const initial = columns().filter((column) => column.isOptional);
      return new Set(kept === null ? initial.map((column) => column.key) : kept.split(','));
    });
    this.shown = computed(() => this.allowed().filter((column) => !this.hidden().has(column.key)));
  }

  isShown(column: Column<T>): boolean {
    return !this.hidden().has(column.key);
  }

  /** Shows or hides a column; the last one stays. */
  toggle(column: Column<T>): void {
    const next = new Set(this.hidden());
    if (!next.delete(column.key)) next.add(column.key);
    if (this.allowed().every(({ key }) => next.has(key))) return;
    this.hidden.set(next);
    remember(this.key(), [...next].join(','));
  }

  private key(): string {
    return `verstak.columns.${this.table()}`;
  }
}
