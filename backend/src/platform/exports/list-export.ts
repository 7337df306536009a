import type { StreamableFile } from '@nestjs/common';
import { callerPermissions } from '../access/caller.js';
import type { Config } from '../config/config.module.js';
import type { Class } from '../fields/index.js';
import { Forbidden } from '../failure/failure.js';
import { documentTable, type DocumentTable } from './document-columns.js';
import type { TableExport } from './table-export.js';
import type { ExportLanguage, Table } from './table.js';

interface Asked {
  lang: ExportLanguage;
}

/** A list as files to download: what a capability says of it is its tables and where its documents come from. */
export abstract class ListExport<D extends object, Query extends Asked, Name extends string> {
  protected constructor(
    private readonly type: Class<D>,
    /** By name; a workbook is called as the first of them. */
    private readonly tables: Record<Name, DocumentTable<D>>,
    private readonly read: (query: Query) => AsyncIterable<D>,
    private readonly config: Config,
    private readonly files: TableExport,
  ) {}

  /** A sheet for each table that the caller may read. */
  async xlsx(query: Query): Promise<StreamableFile> {
    const names = this.names();
    const tables = names.filter((name) => this.isReadable(name)).map((name) => this.table(query, name));
    return this.files.xlsx(tables, query, this.fileName(names[0]));
  }

  /** One table; 403 where the caller may not read it. */
  async csv(query: Query & { table: Name }): Promise<StreamableFile> {
    const { readBy } = this.tables[query.table];
    if (readBy && !this.isReadable(query.table)) throw Forbidden(readBy);
    return this.files.csv(this.table(query, query.table), query, this.fileName(query.table));
  }

  private names(): [Name, ...Name[]] {
    // The keys of a record are those of its type.
    return Object.keys(this.tables) as [Name, ...Name[]];
  }

  private isReadable(name: Name): boolean {
    const { readBy } = this.tables[name];
    return !readBy || callerPermissions().has(readBy);
  }

  private table(query: Query, name: Name): Table {
    const { currency, currencyDigits, timeZone } = this.config;
    const writing = { type: this.type, permissions: callerPermissions(), language: query.lang };
    return documentTable(this.tables[name], this.read(query), { ...writing, currency, currencyDigits, timeZone });
  }

  private fileName(name: Name): string {
    return `${name}_${this.config.today()}`;
  }
}
