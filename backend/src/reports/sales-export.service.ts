import { Injectable, type StreamableFile } from '@nestjs/common';
import { Config } from '../platform/config/config.module.js';
import { TableExport } from '../platform/exports/table-export.js';
import { salesTable } from './sales-tables.js';
import { SALES_TABLES, type SalesCsvQuery, type SalesExportQuery } from './sales.dto.js';
import { SalesService } from './sales.service.js';

/** The sales report as files to download. */
@Injectable()
export class SalesExport {
  constructor(
    private readonly sales: SalesService,
    private readonly config: Config,
    private readonly files: TableExport,
  ) {}

  async xlsx(query: SalesExportQuery): Promise<StreamableFile> {
    const { from, to, lang } = query;
    const report = await this.sales.fullReport(query);
    const tables = SALES_TABLES.map((table) => salesTable(report, table, lang, this.config));
    return this.files.xlsx(tables, query, `sales_${from}_${to}`);
  }

  async csv(query: SalesCsvQuery): Promise<StreamableFile> {
    const { from, to, lang, table } = query;
    const report = await this.sales.fullReport(query);
    return this.files.csv(salesTable(report, table, lang, this.config), query, `${table}_${from}_${to}`);
  }
}
