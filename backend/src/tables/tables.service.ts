import { Injectable, type StreamableFile } from '@nestjs/common';
import { callerPermissions, currentCall } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import { isSearched } from '../platform/database/search-filter.js';
import { documentTable, type DocumentColumn } from '../platform/exports/document-columns.js';
import { TableExport } from '../platform/exports/table-export.js';
import type { Table as FileTable } from '../platform/exports/table.js';
import { NotFound } from '../platform/failure/failure.js';
import { fieldsOf, type Class, type FieldKind, type FieldMeta } from '../platform/fields/index.js';
import { serialize } from '../platform/fields/serializer.js';
import type { Page } from '../platform/lists/paging.js';
import { projectionOf } from '../platform/records/projection.js';
import { HIDDEN } from './hidden-tables.js';
import { ReferenceNames } from './reference-names.js';
import { ShownTables, type ShownTable } from './shown-tables.js';
import { fieldsToTell } from './table-fields.js';
import type { Table, TableExportQuery, TableField, TableForm, TableQuery, TableRow, Tables } from './table.dto.js';
import { WriteRoutes, type WriteRoute } from './write-routes.js';

/** What is written as a text that can be sent again: ids, lists of words, moments to the millisecond. */
const AS_TEXT: ReadonlySet<FieldKind> = new Set(['id', 'ids', 'choices', 'instant']);

/** The database, table by table: told of and read. What is written goes by the routes of the product. */
@Injectable()
export class TablesService {
  constructor(
    private readonly tables: ShownTables,
    private readonly routes: WriteRoutes,
    private readonly names: ReferenceNames,
    private readonly files: TableExport,
    private readonly config: Config,
  ) {}

  async list(): Promise<Tables> {
    const hidden = Object.entries(HIDDEN).map(([name, reason]) => ({ name, reason }));
    return { tables: await Promise.all(this.tables.all().map((table) => this.tell(table))), hidden };
  }

  /** One page of the rows of a table, the newest first unless told otherwise; what lies deep stands in each row alone. */
  async rows(name: string, { filter, ...query }: TableQuery): Promise<Page<TableRow>> {
    const table = this.tables.get(name);
    const { items, ...page } = await table.reader.page(query, table.listed, [await table.filter.read(filter)]);
    return { ...page, items: await this.answered(table.listed, items) };
  }

  /** A row with all that lies in it; 404 where there is none. */
  async row(name: string, id: string): Promise<TableRow> {
    const { model, type, entity } = this.tables.get(name);
    const found = await model.find({ _id: id }, projectionOf(type)).lean<object[]>();
    const [row] = await this.answered(type, found);
    if (!row) throw NotFound(entity.toLowerCase(), id);
    return row;
  }

  async xlsx(name: string, query: TableExportQuery): Promise<StreamableFile> {
    return this.files.xlsx([await this.fileOf(name, query)], query, this.fileName(name));
  }

  async csv(name: string, query: TableExportQuery): Promise<StreamableFile> {
    return this.files.csv(await this.fileOf(name, query), query, this.fileName(name));
  }

  private async tell({ name, entity, model, declared, type, calledBy }: ShownTable): Promise<Table> {
    const { permissions } = currentCall().caller;
    const formOf = (route?: WriteRoute): TableForm | undefined =>
      route?.body && { path: route.path, fields: fieldsToTell(route.body, permissions).filter(isTyped) };
    return {
      name,
      entity,
      rows: await model.estimatedDocumentCount(),
      calledBy,
      isSearchable: isSearched(type),
      fields: fieldsToTell(type, permissions),
      adding: formOf(this.routes.adding(declared)),
      changing: formOf(this.routes.changing(declared)),
      deleting: this.routes.deleting(declared)?.path,
    };
  }

  private async answered(type: Class, documents: readonly object[]): Promise<TableRow[]> {
    const rows = documents.map((document) => serialize(type, document, callerPermissions()));
    const names = await this.names.of(type, rows);
    return rows.map((values, index) => ({ id: String(values['id']), values, names: names[index] ?? {} }));
  }

  /** A table with a column for each value of a row, called as the field is: whoever reads it may bring it elsewhere. */
  private async fileOf(name: string, { filter, lang, ...query }: TableExportQuery): Promise<FileTable> {
    const { type, listed, reader, filter: filters } = this.tables.get(name);
    const rows = reader.each(query, [await filters.read(filter)]);
    const columns = fieldsOf(listed).map(columnOf);
    const { currency, currencyDigits, timeZone } = this.config;
    const permissions = callerPermissions();
    const writing = { type, permissions, language: lang, currency, currencyDigits, timeZone };
    return documentTable({ title: { ru: name, en: name }, columns }, rows, writing);
  }

  private fileName(name: string): string {
    return `${name}_${this.config.today()}`;
  }
}

/** A column of a file, called as its field is; what a spreadsheet has no kind for is written as the API writes it. */
function columnOf({ name, kind }: FieldMeta): DocumentColumn<object> {
  const column = { path: name, title: { ru: name, en: name } };
  return AS_TEXT.has(kind) ? { ...column, kind: 'text', value: (row) => textOf(row, name) } : column;
}

function textOf(row: object, name: string): string | undefined {
  const value = (row as Record<string, unknown>)[name === 'id' ? '_id' : name];
  if (value === undefined || value === null) return undefined;
  return value instanceof Date ? value.toISOString() : [value].flat().map(String).join(',');
}

/** Which version was seen is no field that somebody types. */
const isTyped = ({ name }: TableField): boolean => name !== 'version';
