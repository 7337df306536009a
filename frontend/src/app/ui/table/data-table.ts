import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  ElementRef,
  booleanAttribute,
  computed,
  contentChildren,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MatTooltip } from '@angular/material/tooltip';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import type { IconName } from '../icon/icons';
import type { EntityList } from '../list/entity-list';
import { EmptyState } from '../states/empty-state';
import { ProblemState } from '../states/problem-state';
import { Skeleton } from '../states/skeleton';
import { StaleNote } from '../states/stale-note';
import { Cell } from './cell';
import { CellValue } from './cell-value';
import { type Column, alignOf, valueOf } from './column';
import { ColumnChoice } from './column-choice';
import { keepHeadInSight } from './head-in-sight';
import { OpenedRows } from './opened-rows';
import { Paginator } from './paginator';
import { tableRoom } from './table-room';

/** Width in px below which rows stand as cards; the styles say the same. */
const CARDS_BELOW = 600;

/**
 * A list as a table: columns as data, sort and pages in the address, all its states, keys j, k, Enter and x; cards
 * where it is narrow, of which several are chosen once somebody asks to.
 */
@Component({
  selector: 'ui-data-table',
  imports: [
    CellValue,
    EmptyState,
    MatButton,
    MatCheckbox,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    MatTooltip,
    NgTemplateOutlet,
    Paginator,
    ProblemState,
    RouterLink,
    Skeleton,
    StaleNote,
    TranslocoPipe,
  ],
  templateUrl: './data-table.html',
  styleUrl: './data-table.scss',
})
export class DataTable<T extends { id: string }> {
  private readonly router = inject(Router);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly openedRows = inject(OpenedRows);

  /** Names the table for remembered columns: `orders`. */
  readonly name = input.required<string>();
  /** Accessible name, translated. */
  readonly label = input.required<string>();
  readonly list = input.required<EntityList<T>>();
  readonly columns = input.required<readonly Column<T>[]>();
  /** Address of a row; makes its title cell a link and opens on Enter and on a click anywhere in the row. */
  readonly link = input<(row: T) => string>();
  readonly isSelectable = input(false, { transform: booleanAttribute });
  /** Words of the empty state, translated; its action is projected into `[slot=empty]`. */
  readonly emptyHeading = input.required<string>();
  readonly emptyText = input('');
  readonly emptyIcon = input<IconName>('inbox');
  /** Whether a row opens without a `link`; its title cell is a button then. */
  readonly opens = input<(row: T) => boolean>();
  /** A row was opened that `opens`. */
  readonly opened = output<T>();

  private readonly cells = contentChildren<Cell<T>>(Cell);
  protected readonly templates = computed(() => new Map(this.cells().map((cell) => [cell.uiCell(), cell.template])));
  private readonly table = viewChild<ElementRef<HTMLTableElement>>('table');
  protected readonly room = tableRoom(this.table);
  private readonly isAsked = signal(false);
  /** Cards are ticked by a touch while several are chosen; else a touch opens one. */
  protected readonly isPicking = computed(
    () => this.room.width() < CARDS_BELOW && (this.isAsked() || this.list().selection().size > 0),
  );
  protected readonly choice = new ColumnChoice<T>(this.name, this.columns, this.room.width);
  protected readonly titleKey = computed(
    () => (this.choice.shown().find((column) => column.card === 'title') ?? this.choice.shown()[0])?.key,
  );
  protected readonly placeholders = Array.from({ length: 12 }, (_, index) => index);
  protected readonly alignOf = alignOf;
  protected readonly valueOf = valueOf;

  /** The row the keys act on stays the same one when others move it; another view starts anew, Back where it was left. */
  private readonly place = linkedSignal<unknown, { id?: string; index: number }>({
    source: () => this.list().view(),
    computation: (_view, former) => ({ id: former ? undefined : this.openedRows.of(this.name()), index: 0 }),
  });
  protected readonly current = computed(() =>
    this.list()
      .rows()
      .findIndex(({ id }) => id === this.place().id),
  );

  constructor() {
    keepHeadInSight(this.table, this.room.isWide);
    useShortcuts([
      { keys: 'KeyJ', label: 'table.keys.down', run: () => this.move(1) },
      { keys: 'KeyK', label: 'table.keys.up', run: () => this.move(-1) },
      { keys: 'Enter', label: 'table.keys.open', run: () => this.openCurrent(), when: () => this.enterOpens() },
      { keys: 'KeyX', label: 'table.keys.select', run: () => this.toggleCurrent(), when: () => this.isSelectable() },
    ]);
  }

  protected sortOf(column: Column<T>): 'ascending' | 'descending' | 'none' {
    const { sort } = this.list().view();
    const field = column.sortKey ?? column.key;
    return sort === field ? 'ascending' : sort === `-${field}` ? 'descending' : 'none';
  }

  protected sort(column: Column<T>): void {
    this.list().sortBy(column.sortKey ?? column.key);
  }

  /** A click in the row opens it, unless it was meant for a control or ends a selection of text. */
  protected click(event: MouseEvent, row: T): void {
    const target = event.target as HTMLElement;
    if (target.closest('.row-link')) this.openedRows.remember(this.name(), row.id);
    if (target.closest('a, button, input, label, mat-checkbox') || getSelection()?.toString()) return;
    if (this.isPicking()) return this.list().toggle(row);
    const link = this.link()?.(row);
    if (link && (event.ctrlKey || event.metaKey)) open(link, '_blank');
    else this.open(row);
  }

  /** A column that was chosen stands in the cards too. */
  protected cardOf(column: Column<T>): string {
    const card = column.card ?? (column.key === this.titleKey() ? 'title' : 'line');
    return card === 'none' && this.choice.isChosen(column) ? 'line' : card;
  }

  protected pick(isAsked: boolean): void {
    this.isAsked.set(isAsked);
    if (!isAsked) this.list().unselect();
  }

  protected allSelected(): boolean {
    const rows = this.list().rows();
    return rows.length > 0 && rows.every((row) => this.list().selection().has(row.id));
  }

  protected open(row: T): void {
    const link = this.link();
    this.openedRows.remember(this.name(), row.id);
    if (link) void this.router.navigateByUrl(link(row));
    else if (this.opens()?.(row)) this.opened.emit(row);
  }

  private move(by: number): void {
    const rows = this.list().rows();
    const now = this.current();
    // Where the row has left the list, the one that took its place comes next.
    const wanted = now < 0 ? this.place().index + Math.min(by, 0) : now + by;
    const index = Math.min(Math.max(wanted, 0), rows.length - 1);
    this.place.set({ id: rows[index]?.id, index });
    const row = this.host.nativeElement.querySelectorAll('tbody tr')[index];
    row?.scrollIntoView({ block: 'nearest' });
    row?.querySelector<HTMLElement>('a, button')?.focus({ preventScroll: true });
  }

  private currentRow(): T | undefined {
    return this.list().rows()[this.current()];
  }

  /** Enter on a control is the control's. */
  private enterOpens(): boolean {
    const focused = document.activeElement;
    return this.currentRow() !== undefined && (!focused || focused === document.body);
  }

  private openCurrent(): void {
    const row = this.currentRow();
    if (row) this.open(row);
  }

  private toggleCurrent(): void {
    const row = this.currentRow();
    if (row) this.list().toggle(row);
  }
}
