import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Answers, AnswersFile } from '../platform/http/answers.js';
import { CSV, XLSX } from '../platform/exports/table-export.js';
import { SalesExport } from './sales-export.service.js';
import { SalesCsvQuery, SalesExportQuery, SalesQuery, SalesReport } from './sales.dto.js';
import { SalesService } from './sales.service.js';

@ApiTags('Reports')
@Controller('reports')
export class ReportsController {
  constructor(
    private readonly sales: SalesService,
    private readonly files: SalesExport,
  ) {}

  @Get('sales')
  @Allow('reports:read')
  @ApiOperation({
    summary: 'Sales of a period by time, product, category, client, manager and master',
    description: 'Sold orders (neither drafts nor cancelled) by the day they were ordered.',
  })
  @Answers(SalesReport)
  getSales(@Query() query: SalesQuery): Promise<SalesReport> {
    return this.sales.report(query);
  }

  @Get('sales.xlsx')
  @Allow('reports:read')
  @ApiOperation({ summary: 'The same as a workbook with a sheet for each table' })
  @AnswersFile(XLSX)
  exportSalesXlsx(@Query() query: SalesExportQuery): Promise<StreamableFile> {
    return this.files.xlsx(query);
  }

  @Get('sales.csv')
  @Allow('reports:read')
  @ApiOperation({ summary: 'One table of the same as CSV' })
  @AnswersFile(CSV)
  exportSalesCsv(@Query() query: SalesCsvQuery): Promise<StreamableFile> {
    return this.files.csv(query);
  }
}
