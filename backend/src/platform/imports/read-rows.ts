import { parseFlag } from './parse-flag.js';
import { parseNumber } from './parse-number.js';
import type { ImportColumn, ImportFault, ImportTarget } from './import-columns.js';
import { headingsOf, rowsBelow, type TableMapping } from './recognise.js';
import { columnLetters, textOf, type Book, type CellValue, type Sheet, type SheetRow } from './table.js';
import { treeMessage, withWords } from './fault-words.js';
import { depthsOf, treeOf, type TreeColumns, type TreeNode } from './tree.js';

/** A row as it was understood, in the order of the tree. */
export interface ReadRow {
  row: number;
  /** The index of the row that it belongs to. */
  parent?: number;
  depth: number;
  /** It is named beside what belongs to it, and has no row of its own. */
  isImplied?: boolean;
  /** By field. */
  values: Readonly<Record<string, string | number>>;
}

/** What a table says, and what is wrong with it. */
export interface ReadTable {
  rows: ReadRow[];
  faults: ImportFault[];
}

/** Reads a table as it is mapped: a pure function of the two and of what the target takes. */
export function readRows(book: Book, mapping: TableMapping, target: ImportTarget): ReadTable {
  const sheet = book.sheets.find(({ name }) => name === mapping.sheet) ?? book.sheets[0];
  if (!sheet) return { rows: [], faults: [] };
  const reading = new Reading(sheet, mapping, target, book.hasCommaSeparator ?? false);
  return reading.run();
}

class Reading {
  private readonly faults: ImportFault[] = [];
  private readonly fields: ReadonlyMap<string, ImportColumn>;
  private readonly headings: readonly CellValue[];

  constructor(
    private readonly sheet: Sheet,
    private readonly mapping: TableMapping,
    private readonly target: ImportTarget,
    private readonly hasCommaSeparator: boolean,
  ) {
    this.fields = new Map(target.columns.map((column) => [column.field, column]));
    this.headings = headingsOf(sheet, mapping.headerRow);
  }

  run(): ReadTable {
    this.requireColumns();
    const below = rowsBelow(this.sheet, this.mapping.headerRow).filter((row) => this.isRow(row));
    const { nodes, faults } = treeOf(this.mapping.shape, below, this.treeColumns());
    for (const { row, column, code, rule, value } of faults) {
      this.faults.push(
        withWords({ row, column: this.nameOf(column), code, rule, value }, treeMessage(code, rule, value ?? '')),
      );
    }
    const depths = depthsOf(nodes);
    const rows = nodes.map((node, index): ReadRow => ({
      row: node.row.row,
      ...(node.parent === undefined ? {} : { parent: node.parent }),
      depth: depths[index] ?? 0,
      ...(node.isImplied ? { isImplied: true } : {}),
      values: this.valuesOf(node),
    }));
    this.lookForDoubles(rows);
    return { rows, faults: this.faults.sort((one, other) => one.row - other.row) };
  }

  /** A row that says nothing in any mapped column, or repeats the header, is none. */
  private isRow({ cells }: SheetRow): boolean {
    const mapped = this.mapping.columns.map(({ column }) => column);
    if (!mapped.some((column) => textOf(cells[column]))) return false;
    return !this.headings.length || !mapped.every((column) => textOf(cells[column]) === textOf(this.headings[column]));
  }

  private columnOf(field: string): number | undefined {
    return this.mapping.columns.find((one) => one.field === field)?.column;
  }

  private treeColumns(): TreeColumns {
    const { columns } = this.mapping;
    const tiers = columns.filter(({ field }) => field === 'tree.tier').map(({ column }) => column);
    const unique = (this.target.unique ?? []).flatMap((field) => this.columnOf(field) ?? []);
    const others = columns.filter(({ field }) => this.fields.has(field)).map(({ column }) => column);
    return {
      numbering: this.columnOf('tree.numbering'),
      level: this.columnOf('tree.level'),
      parent: this.columnOf('tree.parent'),
      key: this.columnOf('tree.key'),
      tiers,
      fields: [...unique, ...others],
    } as TreeColumns; // what no column tells is missing
  }

  /** Says once of a required field that it has no column, and not in every row. */
  private requireColumns(): void {
    const { shape } = this.mapping;
    const role = ROLE_OF[shape];
    if (role && this.columnOf(role) === undefined) this.lacks(role);
    if (this.target.isPartial) return;
    const labelled = shape === 'tiers' ? this.labelField() : undefined;
    for (const { field, title, isRequired } of this.target.columns)
      if (isRequired && field !== labelled && this.columnOf(field) === undefined) this.lacks(field, title.en);
  }

  private lacks(field: string, title = field): void {
    this.faults.push(
      withWords(
        { row: this.mapping.headerRow, column: '', code: 'required', rule: 'column', value: field },
        `no column holds ${title}: choose one`,
      ),
    );
  }

  /** The field that the labels of tiers stand for. */
  private labelField(): string | undefined {
    return this.target.labels?.find((field) => this.columnOf(field) === undefined);
  }

  private valuesOf({ row, label, isImplied }: TreeNode): Record<string, string | number> {
    const values: Record<string, string | number> = {};
    const labelled = this.labelField();
    if (label !== undefined && labelled) values[labelled] = label;
    if (isImplied) return values;
    for (const { column, field } of this.mapping.columns) {
      const declared = this.fields.get(field);
      const value = declared && this.valueOf(row, column, declared);
      if (value !== undefined) values[field] = value;
    }
    return values;
  }

  private valueOf({ row, cells }: SheetRow, column: number, { kind }: ImportColumn): string | number | undefined {
    const text = textOf(cells[column]);
    if (!text) return undefined;
    if (kind === 'text' || kind === 'day') return text;
    const value = kind === 'flag' ? flagText(text) : parseNumber(cells[column], this.hasCommaSeparator);
    if (value !== undefined) return value;
    const [code, message] = kind === 'flag' ? NO_FLAG : NO_NUMBER;
    this.faults.push(withWords({ row, column: this.nameOf(column), code, value: text }, message));
    return undefined;
  }

  /** No two rows beside one another are told apart by the same. */
  private lookForDoubles(rows: readonly ReadRow[]): void {
    for (const field of this.target.unique ?? []) {
      const seen = new Map<string, number>();
      for (const { row, parent, values } of rows) {
        const value = values[field];
        if (value === undefined) continue;
        const key = `${parent ?? ''} ${value}`;
        const first = seen.get(key);
        if (first === undefined) seen.set(key, row);
        else
          this.faults.push(
            withWords(
              {
                row,
                column: this.nameOf(this.columnOf(field)),
                code: 'duplicate_designation',
                rule: 'twice',
                value: String(value),
              },
              `stands in row ${first} already: join the rows, or give one another ${field}`,
            ),
          );
      }
    }
  }

  private nameOf(column: number | undefined): string {
    return column === undefined ? '' : textOf(this.headings[column]) || columnLetters(column);
  }
}

const NO_NUMBER = ['not_a_number', 'must be a number such as 2 or 1,5'] as const;
const NO_FLAG = ['not_a_flag', 'must be yes or no'] as const;

/** What says yes or no, as it is written. */
function flagText(text: string): string | undefined {
  return parseFlag(text) === undefined ? undefined : text;
}

const ROLE_OF = {
  flat: undefined,
  outline: undefined,
  indent: undefined,
  numbering: 'tree.numbering',
  level: 'tree.level',
  parent: 'tree.parent',
  tiers: 'tree.tier',
} as const;
