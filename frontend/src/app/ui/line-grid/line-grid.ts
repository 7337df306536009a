import {
  ApplicationRef,
  Component,
  ElementRef,
  computed,
  contentChildren,
  inject,
  input,
  viewChildren,
} from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { Dialogs } from '../dialogs/dialogs';
import { Line } from './line';
import { LineCellTemplate } from './line-cell';
import { type LineColumn, type LineRow, faultsOf, fieldOf, hasField } from './line-column';
import { LineRows } from './line-rows';
import type { Pasting } from './paste-dialog';
import { type Guess, type PastedTable, tableOf } from './pasted-table';
import { FormerText, type LinePlace, goOn, placeOf, stepOf } from './line-place';

/**
 * Lines that are typed as in a spreadsheet: columns as data, rows of a form. Enter and the arrows go along a column,
 * Enter after the last line adds one; faults stand under their line and are told by their cells; where it is narrow,
 * each line is a card.
 */
@Component({
  selector: 'ui-line-grid',
  imports: [Line, MatButton, MatIcon, TranslocoPipe],
  templateUrl: './line-grid.html',
  styleUrl: './line-grid.scss',
  host: {
    '(keydown)': 'key($event)',
    '(focusin)': 'former.keep($event.target)',
    '(paste)': 'paste($event)',
  },
})
export class LineGrid<T extends object> {
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly dialogs = inject(Dialogs);
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
  protected readonly lines = new LineRows<T>(this);
  private readonly views = viewChildren<Line<T>>(Line);
  protected readonly shown = computed(() =>
    this.columns().filter(({ permission }) => !permission || this.session.can(permission)),
  );
  protected readonly inLine = computed(() => this.shown().filter(({ isFolded }) => !isFolded));
  /** The number of a line, its cells, its buttons. */
  protected readonly widths = computed(() => {
    const cells = this.inLine().map(({ width }) => width ?? 'minmax(160px, 1fr)');
    const acts = this.inLine().length < this.shown().length ? 3 : 2;
    return ['24px', ...cells, `calc(${acts} * var(--act))`].join(' ');
  });
  protected readonly faultCount = computed(() =>
    this.lines.all().reduce((count, row) => count + faultsOf(row, this.shown()).size, 0),
  );
  protected readonly former = new FormerText();

  constructor() {
    const act = (keys: string, label: string, run: (at: LinePlace) => void) => ({
      keys,
      label: `lines.keys.${label}`,
      whileTyping: true,
      when: () => this.present() !== undefined,
      run: () => run(this.present() ?? { index: 0, key: '' }),
    });
    useShortcuts([
      act('Ctrl+KeyD', 'above', ({ index, key }) => this.lines.copyAbove(index, key)),
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

  protected add(): void {
    this.insert(this.lines.count, [this.blank()()]);
    this.go(this.lines.count - 1, this.firstKey());
  }

  protected duplicate(index: number): void {
    const row = this.lines.all()[index];
    if (!row) return;
    this.insert(index + 1, [this.lines.copyOf(row)]);
    this.go(index + 1, this.firstKey());
  }

  /** A line that held something can be had back for ten seconds. */
  protected remove(index: number, key?: string): void {
    const row = this.lines.all()[index];
    if (!row) return;
    const [value, title] = [row().value(), fieldOf(row, this.firstKey())().value()];
    this.lines.remove(row);
    this.stayAt(Math.min(index, this.lines.count - 1), key);
    if (this.isBlank()(value)) return;
    this.toasts.offerUndo(`${this.words()}.removed`, { title }, async () => this.insert(index, [value]));
  }

  protected goToFault(): void {
    for (const [index, row] of this.lines.all().entries()) {
      const [key] = faultsOf(row, this.shown()).keys();
      if (key !== undefined) return this.go(index, key);
    }
  }

  protected key(event: KeyboardEvent): void {
    const at = placeOf(event.target);
    // What a list of suggestions has taken is none of the grid's.
    if (!at || event.isComposing || event.defaultPrevented) return;
    const step = stepOf(event);
    if (step !== undefined) this.step(at, step, event.key === 'Enter');
    else if (event.key !== 'Escape' || !this.former.putBack(event.target)) return;
    event.preventDefault();
  }

  /** A table is shown before it is taken; one plain value goes into its cell. */
  protected paste(event: ClipboardEvent): void {
    const at = placeOf(event.target);
    if (!at || event.target instanceof HTMLTextAreaElement) return;
    const present = this.lines.all()[at.index];
    const over = present && this.isBlank()(present().value()) ? present : undefined;
    const most = this.lines.room + (over ? 1 : 0);
    // One row more for the heading.
    const table = tableOf(event.clipboardData?.getData('text/plain') ?? '', most + 1);
    if (!table) return;
    event.preventDefault();
    if (most > 0) void this.offer(table, most, at.index, over);
    else this.tellFull();
  }

  private async offer(table: PastedTable, most: number, index: number, over: LineRow<T> | undefined): Promise<void> {
    const { PasteDialog } = await import('./paste-dialog');
    const data: Pasting<T> = { table, most, columns: this.shown(), blank: this.blank(), guess: this.guess() };
    const added = await this.dialogs.open<T[]>(PasteDialog, { data, width: '1088px' });
    if (!added) return;
    if (over) this.lines.remove(over);
    const first = Math.min(over ? index : index + 1, this.lines.count);
    this.insert(first, added);
    const rows = this.lines.all().slice(first, first + added.length);
    for (const row of rows) row().markAsTouched();
    this.toasts.offerUndo(`${this.words()}.pasted`, { count: rows.length }, async () => this.lines.remove(...rows));
    this.go(first, this.firstKey());
  }

  private step({ index, key }: LinePlace, by: number, addsLine: boolean): void {
    if (addsLine && index + by === this.lines.count) this.add();
    else this.go(index + by, key);
  }

  private move({ index, key }: LinePlace, by: 1 | -1): void {
    const outcome = this.lines.move(index, by);
    if (outcome === 'moved') this.go(index + by, key);
    else if (outcome === 'fixed') this.toasts.say('lines.fixed');
  }

  private fold({ index, key }: LinePlace): void {
    const folded = this.shown().filter((column) => column.isFolded && hasField(column));
    const isInside = folded.some((column) => column.key === key);
    if (isInside) this.views()[index]?.unfold(false);
    this.go(index, (isInside ? undefined : folded[0]?.key) ?? this.firstKey());
  }

  private insert(index: number, added: readonly T[]): void {
    if (added.length > this.lines.room) this.tellFull();
    this.lines.insert(index, added);
  }

  private tellFull(): void {
    this.toasts.say('lines.full', { count: this.most() });
  }

  private firstKey(): string {
    return this.columns()[0]?.key ?? '';
  }

  private present(): LinePlace | undefined {
    return this.host.contains(document.activeElement) ? placeOf(document.activeElement) : undefined;
  }

  /** The focus goes there at once: what is typed after Enter must not land in the cell before. */
  private go(index: number, key: string): void {
    const row = this.lines.all()[index];
    if (!row) return;
    if (this.shown().some((column) => column.key === key && column.isFolded)) this.views()[index]?.unfold(true);
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
