import { NgTemplateOutlet } from '@angular/common';
import { ApplicationRef, Component, ElementRef, computed, contentChildren, inject, input, signal } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoPipe } from '@jsverse/transloco';
import { I18n } from '../../core/i18n/i18n';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { Dialogs } from '../dialogs/dialogs';
import { FieldErrorText } from '../fields/field-error-text';
import { LineCell, LineCellTemplate } from './line-cell';
import { type LineColumn, type LineRow, fieldOf, hasField } from './line-column';
import type { Pasting } from './paste-dialog';
import { type Guess, type PastedTable, tableOf } from './pasted-table';
import { FormerText, type LinePlace, goOn, placeOf, stepOf } from './line-place';

let grids = 0;

/**
 * Lines that are typed as in a spreadsheet: columns as data, rows of a form. Enter and the arrows go along a column,
 * Enter after the last line adds one; faults stand under their line and are told by their cells; where it is narrow,
 * each line is a card.
 */
@Component({
  selector: 'ui-line-grid',
  imports: [LineCell, MatButton, MatIcon, MatIconButton, MatTooltip, NgTemplateOutlet, TranslocoPipe],
  templateUrl: './line-grid.html',
  styleUrl: './line-grid.scss',
  host: {
    '(keydown)': 'key($event)',
    '(focusin)': 'former.keep($event.target)',
    '(paste)': 'paste($event)',
  },
})
export class LineGrid<T extends object> {
  private readonly i18n = inject(I18n);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly dialogs = inject(Dialogs);
  private readonly texts = inject(FieldErrorText);
  private readonly app = inject(ApplicationRef);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  readonly rows = input.required<FieldTree<T[]>>();
  readonly columns = input.required<readonly LineColumn<T>[]>();
  /** Accessible name, translated. */
  readonly label = input.required<string>();
  /** Where the words of a line stand: `orders.line` with name, add, duplicate, remove, removed, none, tip … */
  readonly words = input.required<string>();
  /** Makes a line with nothing in it. */
  readonly blank = input.required<() => T>();
  /** Whether a line holds nothing that would be missed. */
  readonly isBlank = input.required<(row: T) => boolean>();
  /** Whether a line keeps its place, so that none moves past it. */
  readonly isFixed = input<(row: T) => boolean>(() => false);
  /** Most lines there may be. */
  readonly most = input.required<number>();
  /** Tells the columns of a pasted table that its heading does not tell. */
  readonly guess = input<Guess>((_rows, named) => named.map((key) => key ?? ''));

  private readonly cells = contentChildren<LineCellTemplate<T>>(LineCellTemplate);
  protected readonly templates = computed(
    () => new Map(this.cells().map((cell) => [cell.uiLineCell(), cell.template])),
  );
  /** The form's own type does not tell the compiler of a generic row that it can be walked through. */
  protected readonly lines = computed(() => [...(this.rows() as unknown as Iterable<LineRow<T>>)]);
  private readonly shown = computed(() =>
    this.columns().filter(({ permission }) => !permission || this.session.can(permission)),
  );
  protected readonly columnsInLine = computed(() => this.shown().filter(({ isFolded }) => !isFolded));
  protected readonly foldedColumns = computed(() => this.shown().filter(({ isFolded }) => isFolded));
  protected readonly foldedLabels = computed(() =>
    this.foldedColumns()
      .map(({ label }) => this.i18n.t(label))
      .join(', '),
  );
  protected readonly widths = computed(() =>
    ['24px', ...this.columnsInLine().map(({ width }) => width ?? 'minmax(160px, 1fr)'), 'max-content'].join(' '),
  );
  protected readonly faultCount = computed(() =>
    this.lines().reduce((count, row) => count + this.faultsOf(row).size, 0),
  );
  private readonly opened = signal<ReadonlySet<LineRow<T>>>(new Set());
  protected readonly former = new FormerText();
  private readonly id = `lines-${++grids}`;

  constructor() {
    const isInCell = (): boolean => this.present() !== undefined;
    const act = (keys: string, label: string, run: (at: LinePlace) => void) => ({
      keys,
      label: `lines.keys.${label}`,
      whileTyping: true,
      when: isInCell,
      run: () => run(this.present() ?? { index: 0, key: '' }),
    });
    useShortcuts([
      act('Ctrl+KeyD', 'above', (at) => this.copyAbove(at)),
      act('Ctrl+Delete', 'remove', ({ index, key }) => this.remove(index, key)),
      act('Alt+ArrowUp', 'up', (at) => this.move(at, -1)),
      act('Alt+ArrowDown', 'down', (at) => this.move(at, 1)),
      act('Alt+Enter', 'fold', (at) => this.fold(at)),
      act('F2', 'goOn', () => goOn(document.activeElement)),
      { ...act('F8', 'fault', () => this.goToFault()), when: () => this.faultCount() > 0 },
    ]);
  }

  protected isAtEnd({ kind }: LineColumn<T>): boolean {
    return kind === 'number' || kind === 'money' || kind === 'template';
  }

  /** The sentences of what is wrong with a line, each with the name of its column. */
  protected faultsOf(row: LineRow<T>): ReadonlyMap<string, string> {
    const found = this.shown()
      .filter(hasField)
      .flatMap(({ key, label }): [string, string][] => {
        const field = fieldOf(row, key)();
        const [fault] = field.touched() ? field.errors() : [];
        return fault ? [[key, `${this.i18n.t(label)}: ${this.texts.of(fault)}`]] : [];
      });
    return new Map(found);
  }

  protected idOf(index: number, key: string): string {
    return `${this.id}-${index}-${key}`;
  }

  /** What is wrong is never folded away. */
  protected isOpen(row: LineRow<T>): boolean {
    return this.opened().has(row) || this.foldedColumns().some(({ key }) => fieldOf(row, key)().invalid());
  }

  /** What is folded away of a line, in one line of text. */
  protected summaryOf(row: LineRow<T>): string {
    const values = this.foldedColumns().map(({ key }) => String(fieldOf(row, key)().value() ?? '').trim());
    return values.filter(Boolean).join(' · ');
  }

  protected toggle(row: LineRow<T>): void {
    this.opened.update((opened) => {
      const next = new Set(opened);
      if (!next.delete(row)) next.add(row);
      return next;
    });
  }

  protected add(): void {
    this.insert(this.lines().length, [this.blank()()]);
    this.go(this.lines().length - 1, this.firstKey());
  }

  protected duplicate(index: number): void {
    const row = this.lines()[index];
    if (!row) return;
    // Only what the columns hold: whatever else a line has, its id above all, is not the copy's.
    const fields = this.columns()
      .filter(hasField)
      .map(({ key }) => [key, fieldOf(row, key)().value()]);
    this.insert(index + 1, [{ ...this.blank()(), ...Object.fromEntries(fields) }]);
    this.go(index + 1, this.firstKey());
  }

  /** A line that held something can be had back for ten seconds. */
  protected remove(index: number, key?: string): void {
    const row = this.rows()().value()[index];
    if (!row) return;
    const title = String((row as Record<string, unknown>)[this.firstKey()] ?? '');
    this.change((rows) => rows.filter((_, place) => place !== index));
    this.stayAt(Math.min(index, this.lines().length - 1), key);
    if (this.isBlank()(row)) return;
    this.toasts.offerUndo(`${this.words()}.removed`, { title }, async () => this.insert(index, [row]));
  }

  protected goToFault(): void {
    for (const [index, row] of this.lines().entries()) {
      const [key] = this.faultsOf(row).keys();
      if (key !== undefined) return this.go(index, key);
    }
  }

  protected key(event: KeyboardEvent): void {
    const at = placeOf(event.target);
    if (!at || event.isComposing) return;
    const step = stepOf(event);
    const isDone = step !== undefined ? this.step(at, step, event) : event.key === 'Escape' && this.putBack(event);
    if (isDone) event.preventDefault();
  }

  /** A table is shown before it is taken; one plain value goes into its cell. */
  protected paste(event: ClipboardEvent): void {
    const at = placeOf(event.target);
    if (!at || event.target instanceof HTMLTextAreaElement) return;
    const present = this.rows()().value()[at.index];
    const isOver = present !== undefined && this.isBlank()(present);
    const room = this.most() - this.lines().length + (isOver ? 1 : 0);
    // One row more for the heading.
    const table = tableOf(event.clipboardData?.getData('text/plain') ?? '', room + 1);
    if (!table) return;
    event.preventDefault();
    if (room > 0) void this.offer(table, room, isOver ? present : undefined, at.index);
    else this.toasts.say('lines.full', { count: this.most() });
  }

  private async offer(table: PastedTable, most: number, over: T | undefined, index: number): Promise<void> {
    const { PasteDialog } = await import('./paste-dialog');
    const data: Pasting<T> = { table, most, columns: this.shown(), blank: this.blank(), guess: this.guess() };
    const added = await this.dialogs.open<T[]>(PasteDialog, { data, width: '1088px' });
    if (!added) return;
    this.change((rows) => rows.filter((row) => row !== over));
    const first = Math.min(over ? index : index + 1, this.lines().length);
    this.insert(first, added);
    for (const row of this.lines().slice(first, first + added.length)) row().markAsTouched();
    this.toasts.say(`${this.words()}.pasted`, { count: added.length });
    this.go(first, this.firstKey());
  }

  private step({ index, key }: LinePlace, by: number, { key: pressed }: KeyboardEvent): boolean {
    const next = index + by;
    if (next === this.lines().length && pressed === 'Enter') this.add();
    else this.go(next, key);
    return true;
  }

  private putBack(event: KeyboardEvent): boolean {
    return this.former.putBack(event.target);
  }

  private copyAbove({ index, key }: LinePlace): void {
    const [above, row] = [this.lines()[index - 1], this.lines()[index]];
    if (!above || !row) return;
    const field = fieldOf(row, key)();
    // Also where what was typed could not be read, and the form still holds the value before it.
    field.reset(fieldOf(above, key)().value());
    field.markAsDirty();
  }

  private move({ index, key }: LinePlace, by: number): void {
    const rows = this.rows()().value();
    const [row, other] = [rows[index], rows[index + by]];
    if (!row || !other || this.isFixed()(row) || this.isFixed()(other)) return;
    this.change((all) => all.with(index, other).with(index + by, row));
    this.go(index + by, key);
  }

  private fold({ index, key }: LinePlace): void {
    const [row, first] = [this.lines()[index], this.foldedColumns()[0]];
    if (!row || !first) return;
    const isInside = this.foldedColumns().some((column) => column.key === key);
    if (isInside) this.toggle(row);
    this.go(index, isInside ? this.firstKey() : first.key);
  }

  private insert(index: number, added: readonly T[]): void {
    const room = this.most() - this.lines().length;
    if (added.length > room) this.toasts.say('lines.full', { count: this.most() });
    this.change((rows) => [...rows.slice(0, index), ...added.slice(0, Math.max(room, 0)), ...rows.slice(index)]);
  }

  private change(edit: (rows: readonly T[]) => T[]): void {
    this.rows()().value.update(edit);
    this.rows()().markAsDirty();
  }

  private firstKey(): string {
    return this.columns()[0]?.key ?? '';
  }

  private present(): LinePlace | undefined {
    return this.host.contains(document.activeElement) ? placeOf(document.activeElement) : undefined;
  }

  /** The focus goes there at once: what is typed after Enter must not land in the cell before. */
  private go(index: number, key: string): void {
    const row = this.lines()[index];
    if (!row) return;
    const isFolded = this.foldedColumns().some((column) => column.key === key);
    if (isFolded && !this.isOpen(row)) this.toggle(row);
    this.app.tick();
    fieldOf(row, key)().focusBoundControl();
  }

  /** After a line went the keyboard goes on where it was: in the column, else at the button, else at the one that adds. */
  private stayAt(index: number, key?: string): void {
    if (key && index >= 0) return this.go(index, key);
    this.app.tick();
    this.host.querySelector<HTMLElement>(`[data-line="${index}"] .remove, .add`)?.focus();
  }
}
