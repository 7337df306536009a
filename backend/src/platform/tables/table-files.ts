import { StreamableFile } from '@nestjs/common';
import { requireNoTransaction } from '../database/unit.js';
import { csvOf } from './csv.js';
import type { ExportLanguage, Table } from './table.js';
import { workbookOf } from './workbook.js';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const CSV = 'text/csv; charset=utf-8';

/**
 * The tables as a workbook to download, `name` without its ending; whole, or an error in its place. Row by row: what
 * is changed meanwhile may stand as before on one sheet and as after on another.
 */
export async function xlsxFile(
  tables: readonly Table[],
  language: ExportLanguage,
  name: string,
): Promise<StreamableFile> {
  requireNoTransaction('Writing a workbook');
  return file(await workbookOf(tables, language), XLSX, `${name}.xlsx`);
}

/** One table as CSV to download, `name` without its ending. */
export async function csvFile(table: Table, language: ExportLanguage, name: string): Promise<StreamableFile> {
  requireNoTransaction('Writing a CSV');
  return file(Buffer.from(await csvOf(table, language)), CSV, `${name}.csv`);
}

function file(bytes: Buffer, type: string, name: string): StreamableFile {
  return new StreamableFile(bytes, { type, disposition: `attachment; filename="${name}"`, length: bytes.length });
}
