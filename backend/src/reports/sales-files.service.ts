import { Injectable, StreamableFile } from '@nestjs/common';
import { Config } from '../platform/config/config.module.js';
import { csvOf } from './sales-csv.js';
import { salesTable } from './sales-tables.js';
import { SALES_TABLES, type SalesCsvQuery, type SalesExportQuery } from './sales.dto.js';
import { SalesService } from './sales.service.js';
import { workbookOf } from './sales-workbook.js';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const CSV = 'text/csv; charset=utf-8';

/** The sales report as files to download. */
@Injectable()
export class SalesFiles {
  constructor(
    private readonly sales: SalesService,
    private readonly config: Config,
  ) {}

  async xlsx(query: SalesExportQuery): Promise<StreamableFile> {
    const report = await this.sales.fullReport(query);
    const tables = SALES_TABLES.map((table) => salesTable(report, table, query.lang, this.config.currency));
    return file(await workbookOf(tables), XLSX, `sales_${query.from}_${query.to}.xlsx`);
  }

  async csv(query: SalesCsvQuery): Promise<StreamableFile> {
    const report = await this.sales.fullReport(query);
    const table = salesTable(report, query.table, query.lang, this.config.currency);
    return file(Buffer.from(csvOf(table, query.lang)), CSV, `${query.table}_${query.from}_${query.to}.csv`);
  }
}

function file(bytes: Buffer, type: string, name: string): StreamableFile {
  return new StreamableFile(bytes, { type, disposition: `attachment; filename="${name}"`, length: bytes.length });
}
