import { Injectable, StreamableFile } from '@nestjs/common';
import { requireNoTransaction } from '../database/unit.js';
import { JournalEvents } from '../journal/journal-events.js';
import { csvOf } from './csv.js';
import type { ExportLanguage, Table, Value } from './table.js';
import { workbookOf } from './workbook.js';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const CSV = 'text/csv; charset=utf-8';

const LONGEST_FILTER = 500;

/** What a file was asked for, and in which language. */
interface Asked {
  lang: ExportLanguage;
}

/** Tables as files to download, `name` without its ending; the journal tells who took which, and how many rows. */
@Injectable()
export class TableExport {
  constructor(private readonly events: JournalEvents) {}

  /**
   * The tables as a workbook; whole, or an error in its place. Row by row: what is changed meanwhile may stand as
   * before on one sheet and as after on another.
   */
  async xlsx(tables: readonly Table[], query: Asked, name: string): Promise<StreamableFile> {
    requireNoTransaction('Writing a workbook');
    const counted = tables.map((table) => new CountedTable(table));
    const bytes = await workbookOf(counted, query.lang);
    return this.file(bytes, XLSX, `${name}.xlsx`, query, counted);
  }

  /** One table as CSV. */
  async csv(table: Table, query: Asked, name: string): Promise<StreamableFile> {
    requireNoTransaction('Writing a CSV');
    const counted = new CountedTable(table);
    const bytes = Buffer.from(await csvOf(counted, query.lang));
    return this.file(bytes, CSV, `${name}.csv`, query, [counted]);
  }

  private async file(
    bytes: Buffer,
    type: string,
    file: string,
    query: Asked,
    tables: readonly CountedTable[],
  ): Promise<StreamableFile> {
    const filter = filterOf(query);
    const count = tables.reduce((sum, table) => sum + table.count, 0);
    await this.events.record({ action: 'exported', params: { file, count, ...(filter ? { filter } : {}) } });
    return new StreamableFile(bytes, { type, disposition: `attachment; filename="${file}"`, length: bytes.length });
  }
}

/** A table that knows how many of its rows were read. */
class CountedTable implements Table {
  count = 0;
  readonly title: string;
  readonly columns: Table['columns'];

  constructor(private readonly table: Table) {
    this.title = table.title;
    this.columns = table.columns;
  }

  get rows(): AsyncIterable<readonly Value[]> {
    return this.counted();
  }

  private async *counted(): AsyncGenerator<readonly Value[]> {
    for await (const row of this.table.rows) {
      this.count += 1;
      yield row;
    }
  }
}

/**
 * A query as its address says it; what follows from the file's name is left out, and so are the words of a search: they
 * may be what a reader of the journal may not read, such as a phone number.
 */
function filterOf(query: object): string {
  return Object.entries(query)
    .filter(([name, value]) => value !== undefined && name !== 'lang' && name !== 'table')
    .map(
      ([name, value]) => `${name}=${name === 'q' ? '…' : value instanceof Date ? value.toISOString() : String(value)}`,
    )
    .join('&')
    .slice(0, LONGEST_FILTER);
}
