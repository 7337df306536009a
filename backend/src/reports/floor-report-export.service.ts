import { Injectable, type StreamableFile } from '@nestjs/common';
import { TableExport } from '../platform/exports/table-export.js';
import { floorTable } from './floor-report-tables.js';
import { FLOOR_TABLES, type FloorCsvQuery, type FloorExportQuery } from './floor-report.dto.js';
import { FloorReportService } from './floor-report.service.js';

/** The report of the shop floor as files to download. */
@Injectable()
export class FloorReportExport {
  constructor(
    private readonly floor: FloorReportService,
    private readonly files: TableExport,
  ) {}

  async xlsx(query: FloorExportQuery): Promise<StreamableFile> {
    const { from, to, lang } = query;
    const report = await this.floor.fullReport(query);
    const tables = FLOOR_TABLES.map((table) => floorTable(report, table, lang));
    return this.files.xlsx(tables, query, `floor_${from}_${to}`);
  }

  async csv(query: FloorCsvQuery): Promise<StreamableFile> {
    const { from, to, lang, table } = query;
    const report = await this.floor.fullReport(query);
    return this.files.csv(floorTable(report, table, lang), query, `${table}_${from}_${to}`);
  }
}
