import { type Signal, computed, inject } from '@angular/core';
import { Preferences } from '../../core/preferences/preferences';
import { Session } from '../../core/session/session';
import type { Column } from './column';

/** Below this width a table is a list of cards, which leave nothing out for want of room. */
export const CARDS_BELOW = 600;

/** Which columns are on screen: what the person chose, else what there is room for. */
export class ColumnChoice<T> {
  private readonly session = inject(Session);
  private readonly preferences = inject(Preferences);

  /** Columns the role may see at all. */
  readonly allowed: Signal<readonly Column<T>[]>;
  /** Columns on screen. */
  readonly shown: Signal<readonly Column<T>[]>;

  constructor(
    private readonly table: Signal<string>,
    columns: Signal<readonly Column<T>[]>,
    private readonly width: Signal<number>,
  ) {
    this.allowed = computed(() =>
      columns().filter(({ permission = [] }) => [permission].flat().every((one) => this.session.can(one))),
    );
    this.shown = computed(() => this.allowed().filter((column) => this.isShown(column)));
  }

  isShown(column: Column<T>): boolean {
    return this.isChosen(column) ?? (!column.isOptional && this.hasRoom(column));
  }

  /** Whether the person chose to see it, so that it stands also where it would give way. */
  isChosen(column: Column<T>): boolean | undefined {
    return this.preferences.isChosen(this.table(), column.key);
  }

  /** Shows or hides a column; the last one stays. */
  toggle(column: Column<T>): void {
    const isShown = !this.isShown(column);
    if (!isShown && this.shown().length === 1) return;
    this.preferences.chooseColumn(this.table(), column.key, isShown);
  }

  private hasRoom({ hideBelow }: Column<T>): boolean {
    const width = this.width();
    return !hideBelow || width >= hideBelow || width < CARDS_BELOW;
  }
}
