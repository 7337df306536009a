import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { useDialogAct } from '../../core/keyboard/shortcuts';
import { Workshop } from '../../core/workshop/workshop';
import { FieldErrorText } from '../fields/field-error-text';
import { SelectCell } from '../fields/text-cell';
import { MoneyPipe } from '../pipes/format-pipes';
import type { LineColumn } from './line-column';
import { type Guess, type PastedTable, isSum, recognise } from './pasted-table';
import { type PastedCell, isUnread, readLines } from './read-lines';

/** What is pasted, and into which columns. */
export interface Pasting<T> {
  table: PastedTable;
  columns: readonly LineColumn<T>[];
  blank: () => T;
  guess: Guess;
  /** Most lines that there is room for. */
  most: number;
}

/** Shows a pasted table as it will be taken: columns and cells can be put right first. Closes with the lines. */
@Component({
  selector: 'ui-paste-dialog',
  imports: [
    MatButton,
    MatCheckbox,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    MoneyPipe,
    SelectCell,
    TranslocoPipe,
  ],
  templateUrl: './paste-dialog.html',
  styleUrl: './paste-dialog.scss',
})
export class PasteDialog<T extends object> {
  private readonly dialog = inject<MatDialogRef<PasteDialog<T>, T[]>>(MatDialogRef);
  private readonly formats = inject(Formats);
  private readonly i18n = inject(I18n);
  private readonly texts = inject(FieldErrorText);
  private readonly workshop = inject(Workshop);
  private readonly given = inject<Pasting<T>>(MAT_DIALOG_DATA);

  private readonly columns = this.given.columns.filter(({ paste }) => paste);
  private readonly table = this.given.table;
  private readonly rows = signal(this.given.table.rows);
  /** Cells that were put right stay open for more: `3.1`. */
  private readonly edited = signal<ReadonlySet<string>>(new Set());
  protected readonly hasHeading = signal(recognise(this.table, this.columns, this.given.guess).hasHeading);
  protected readonly keys = linkedSignal(
    () => recognise(this.table, this.columns, this.given.guess, this.hasHeading()).keys,
  );
  protected readonly heading = computed(() => (this.hasHeading() ? this.rows()[0] : undefined));
  /** Rows that are not taken, by their places in the table: what sums up others, until it is ticked. */
  private readonly left = signal<ReadonlySet<number>>(
    new Set(this.table.rows.flatMap((cells, row) => (isSum(cells) ? [row] : []))),
  );
  private readonly body = computed(() => this.rows().slice(this.hasHeading() ? 1 : 0));
  protected readonly isCut = computed(() => this.table.isCut || this.body().length > this.given.most);
  protected readonly lines = computed(() =>
    readLines(this.body().slice(0, this.given.most), {
      columns: this.columns,
      keys: this.keys(),
      blank: this.given.blank,
      digits: this.workshop.settings().currencyDigits,
      nameOf: this.nameOf,
    }),
  );
  protected readonly taken = computed(() => this.lines().filter((_, line) => !this.isLeft(line)));
  private readonly cells = computed(() => this.taken().flatMap(({ cells }) => cells));
  protected readonly unread = computed(() => this.cells().filter(isUnread).length);
  protected readonly differing = computed(() => this.cells().filter(({ differs }) => differs !== undefined).length);
  protected readonly keeper = computed(() => {
    const column = this.columns.find(({ paste }) => paste?.keepsUnread);
    return column ? this.nameOf(column) : '';
  });
  protected readonly options = computed(() =>
    this.columns.map((column) => ({
      value: column.key,
      label: column.paste?.expected ? this.i18n.t('lines.paste.compared') : this.nameOf(column),
    })),
  );

  constructor() {
    useDialogAct('lines.paste.title', () => this.finish());
  }

  /** A column of the grid is taken from one column of the table. */
  protected assign(at: number, key: string): void {
    this.keys.update((keys) => keys.map((other, place) => (place === at ? key : key && other === key ? '' : other)));
  }

  protected isLeft(line: number): boolean {
    return this.left().has(this.rowOf(line));
  }

  protected take(line: number, isTaken: boolean): void {
    this.left.update((left) => {
      const next = new Set(left).add(this.rowOf(line));
      if (isTaken) next.delete(this.rowOf(line));
      return next;
    });
  }

  protected edit(line: number, at: number, text: string): void {
    const row = this.rowOf(line);
    this.edited.update((edited) => new Set(edited).add(`${row}.${at}`));
    this.rows.update((rows) =>
      rows.map((cells, place) => (place === row ? cells.map((cell, other) => (other === at ? text : cell)) : cells)),
    );
  }

  /** What is wrong stands open, and stays so while it is put right. */
  protected isOpen(line: number, at: number, { fault }: PastedCell<T>): boolean {
    return fault !== undefined || this.edited().has(`${this.rowOf(line)}.${at}`);
  }

  protected isAtEnd({ column }: PastedCell<T>): boolean {
    return column !== undefined && column.kind !== 'text';
  }

  protected shown({ column, text, unit, value }: PastedCell<T>): string {
    if (!column || typeof value !== 'number') return text;
    if (column.kind !== 'number') return this.formats.money(value);
    return [this.formats.number(value), unit].filter(Boolean).join('\u00a0');
  }

  protected faultOf({ fault }: PastedCell<T>): string {
    return fault ? this.texts.of(fault) : '';
  }

  protected finish(): void {
    if (this.taken().length) this.dialog.close(this.taken().map(({ row }) => row));
  }

  /** The place in the table of a row below the heading. */
  private rowOf(line: number): number {
    return line + (this.hasHeading() ? 1 : 0);
  }

  private readonly nameOf = ({ label }: LineColumn<T>): string => this.i18n.t(label);
}
