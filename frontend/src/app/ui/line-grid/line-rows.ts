import { type Signal, computed } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { type LineColumn, type LineRow, fieldOf, hasField } from './line-column';

/** What the lines of a grid obey. */
export interface LineRules<T> {
  rows: Signal<FieldTree<T[]>>;
  columns: Signal<readonly LineColumn<T>[]>;
  blank: Signal<() => T>;
  isFixed: Signal<(row: T) => boolean>;
  most: Signal<number>;
}

/**
 * The lines of a form as a whole: adds, removes, repeats and moves them. A line is told by its object, with which
 * everything typed into it stays; a copy is an object of its own.
 */
export class LineRows<T extends object> {
  /**
   * One for each line; what is typed into one changes none of them. The form's own type does not tell the compiler of
   * a generic row that it can be walked through.
   */
  readonly all = computed(() => [...(this.rules.rows() as unknown as Iterable<LineRow<T>>)], { equal: areSame });

  constructor(private readonly rules: LineRules<T>) {}

  get count(): number {
    return this.values().length;
  }

  /** How many more there may be. */
  get room(): number {
    return Math.max(this.rules.most() - this.count, 0);
  }

  values(): readonly T[] {
    return this.rules.rows()().value();
  }

  /** Adds lines at a place, as many as there is room for. */
  insert(index: number, added: readonly T[]): void {
    const taken = added.slice(0, this.room);
    this.change((rows) => [...rows.slice(0, index), ...taken, ...rows.slice(index)]);
  }

  remove(...gone: readonly LineRow<T>[]): void {
    const values = new Set(gone.filter((row) => this.all().includes(row)).map((row) => row().value()));
    this.change((rows) => rows.filter((row) => !values.has(row)));
  }

  /** A new line that holds what the columns show of another; whatever else it has, its id above all, is not the copy's. */
  copyOf(row: LineRow<T>): T {
    const fields = this.rules
      .columns()
      .flatMap((column) => [...(hasField(column) ? [column.key] : []), ...(column.keeps ?? [])])
      .map((key) => [key, fieldOf(row, key)().value()]);
    return { ...this.rules.blank()(), ...Object.fromEntries(fields) };
  }

  /** Moves a line by one place, unless it or the other keeps its own; gives what came of it. */
  move(index: number, by: 1 | -1): 'moved' | 'fixed' | 'end' {
    const [row, other] = [this.values()[index], this.values()[index + by]];
    if (!row || !other) return 'end';
    if ([row, other].some(this.rules.isFixed())) return 'fixed';
    this.change((rows) => rows.with(index, other).with(index + by, row));
    return 'moved';
  }

  /** The field takes the value of the line above. */
  copyAbove(index: number, key: string): void {
    const [above, row] = [this.all()[index - 1], this.all()[index]];
    if (!above || !row) return;
    const field = fieldOf(row, key)();
    // Also where what was typed could not be read, and the form still holds the value before it.
    field.reset(fieldOf(above, key)().value());
    field.markAsDirty();
  }

  private change(edit: (rows: readonly T[]) => T[]): void {
    const list = this.rules.rows()();
    list.value.update(edit);
    list.markAsDirty();
  }
}

function areSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}
