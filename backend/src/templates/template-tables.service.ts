import { Injectable } from '@nestjs/common';
import { ALL_TABLE_KEYS, MAX_IMPORT_BYTES, TABLE_KEYS, type TableKey } from '@verstak/domain';
import { Types } from 'mongoose';
import { buffer } from 'node:stream/consumers';
import { Contents, type Content } from '../files/contents.js';
import type { Stored } from '../platform/database/entity.js';
import { Invalid, RuleBroken } from '../platform/failure/failure.js';
import { OneDrive } from '../platform/graph/one-drive.js';
import { unreadableFault } from '../platform/imports/fault-words.js';
import { TableReader } from '../platform/imports/table-reader.js';
import { textOf, Unreadable, type CellValue } from '../platform/imports/table.js';
import { writtenCalendarDay, writtenDecimal, type Writing } from '../workshop/writing.js';
import type { TableKeyFields, TableSource } from './template-table.js';
import type { Template } from './template.js';
import type { DocxData } from './word/render-docx.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Rows that stand in one document. */
const MOST_ROWS = 2_000;

/** A table that was read: what its columns are headed by, and its rows below. */
export interface ReadTable {
  headings: string[];
  rows: readonly (readonly CellValue[])[];
}

/** Values by which rows belong to what a document is made of. */
export type KeyValues = Partial<Record<TableKey, string | number | undefined>>;

/** Tables of Excel beside templates: read apart, within the bounds of imports, and the last one kept until it is another. */
@Injectable()
export class TemplateTables {
  private last?: { id: string; table: Promise<ReadTable> };
  private lastInDrive?: { path: string; eTag: string | undefined; bytes: Buffer };

  constructor(
    private readonly reader: TableReader,
    private readonly contents: Contents,
    private readonly oneDrive: OneDrive,
  ) {}

  /** What an uploaded file holds. Throws 422 where it is not read. */
  async received(content: Content, name: string): Promise<ReadTable> {
    return this.parse(await buffer(this.contents.read(content.id)), name);
  }

  /** The rows that belong to a document, each with its cells by their headings; all rows where no column tells. */
  async rowsFor({ table }: Pick<Stored<Template>, 'table'>, values: KeyValues, writing: Writing): Promise<DocxData[]> {
    if (!table) return [];
    const { headings, rows } = await this.read(table);
    const { key, keyOf } = table;
    const column = key === undefined ? -1 : headings.indexOf(key);
    if (key !== undefined && column < 0) throw noColumn(key, headings);
    const wanted = keyOf && plain(values[keyOf]);
    const own = keyOf && column >= 0 ? rows.filter((cells) => wanted && plain(cells[column]) === wanted) : rows;
    return own
      .slice(0, MOST_ROWS)
      .map((cells) =>
        Object.fromEntries(
          headings.flatMap((heading, index) => (heading ? [[heading, written(cells[index], writing)]] : [])),
        ),
      );
  }

  /** 400 for a column that the table has not, or a key that such documents have not. */
  requireKey({ kind }: Pick<Template, 'kind'>, { key, keyOf }: TableKeyFields, { headings }: ReadTable): void {
    if (key !== undefined && !headings.includes(key)) throw noColumn(key, headings);
    const keys: readonly string[] = TABLE_KEYS[kind];
    if (keyOf !== undefined && !keys.includes(keyOf)) {
      const message = `must be one of ${keys.join(', ')}`;
      throw Invalid([{ field: 'keyOf', rule: 'isIn', message, value: keyOf }]);
    }
    if ((key === undefined) !== (keyOf === undefined))
      throw Invalid([
        { field: 'keyOf', rule: 'both', message: `must be told with \`key\`, one of ${ALL_TABLE_KEYS.join(', ')}` },
      ]);
  }

  /** The table as it is now. */
  async read({ origin, name, sheet, contentId }: TableSource & TableKeyFields): Promise<ReadTable> {
    if (origin === 'onedrive') return this.inDrive(name, sheet);
    return this.once(`${contentId} ${sheet ?? ''}`, async () =>
      this.parse(await buffer(this.contents.read(new Types.ObjectId(contentId))), name, sheet),
    );
  }

  /** What lies in OneDrive at a path. Throws the fault of OneDrive, or 422 where it is no table. */
  private async inDrive(path: string, sheet?: string): Promise<ReadTable> {
    const known = this.lastInDrive?.path === path ? this.lastInDrive : undefined;
    const { item, bytes = known?.bytes } = await this.oneDrive.read(
      { path },
      { mostBytes: MAX_IMPORT_BYTES, eTag: known?.eTag },
    );
    if (!bytes) throw new Error('OneDrive has told of a file that nobody has read');
    this.lastInDrive = { path, eTag: item.eTag, bytes };
    const name = path.split('/').at(-1) ?? path;
    return this.once(`${path} ${item.eTag} ${sheet ?? ''}`, () => this.parse(bytes, name, sheet));
  }

  private once(id: string, read: () => Promise<ReadTable>): Promise<ReadTable> {
    if (this.last?.id === id) return this.last.table;
    const table = read();
    this.last = { id, table };
    table.catch(() => delete this.last);
    return table;
  }

  private async parse(bytes: Buffer, name: string, sheetName?: string): Promise<ReadTable> {
    try {
      const { sheets } = await this.reader.read({ bytes, name });
      const sheet = sheetName === undefined ? sheets[0] : sheets.find((one) => one.name === sheetName);
      if (!sheet) {
        const message = `must be one of ${sheets.map((one) => one.name).join(', ')}`.slice(0, 400);
        throw Invalid([{ field: 'sheet', rule: 'isIn', message, value: sheetName }]);
      }
      const filled = sheet.rows.filter(({ cells }) => cells.some((cell) => textOf(cell)));
      const [header, ...rows] = filled;
      return { headings: (header?.cells ?? []).map(headingOf), rows: rows.map(({ cells }) => cells) };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      throw RuleBroken('template.table_unreadable', unreadableFault(error.reason, error.row).message, {
        table: error.reason,
      });
    }
  }
}

/** A heading as a tag: without what ends one, and with single spaces. */
function headingOf(cell: CellValue): string {
  return textOf(cell)
    .replace(/[{}[\]#/]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
}

function written(cell: CellValue, writing: Writing): string {
  if (typeof cell === 'number') return writtenDecimal(cell, writing);
  const text = textOf(cell);
  return DAY.test(text) ? writtenCalendarDay(text, writing) : text;
}

function plain(value: CellValue): string {
  return textOf(value).toLowerCase();
}

function noColumn(key: string, headings: readonly string[]): Error {
  const message = `must be one of the columns ${headings.filter(Boolean).join(', ')}`.slice(0, 400);
  return Invalid([{ field: 'key', rule: 'isIn', message, value: key }]);
}
