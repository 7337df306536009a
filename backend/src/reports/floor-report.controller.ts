import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { CSV, XLSX } from '../platform/exports/table-export.js';
import { Answers, AnswersFile } from '../platform/http/answers.js';
import { FloorReportExport } from './floor-report-export.service.js';
import { FloorCsvQuery, FloorExportQuery, FloorReport, FloorReportQuery } from './floor-report.dto.js';
import { FloorReportService } from './floor-report.service.js';

@ApiTags('Reports')
@Controller('reports')
export class FloorReportController {
  constructor(
    private readonly floor: FloorReportService,
    private readonly files: FloorReportExport,
  ) {}

  @Get('floor')
  @Allow('parts:read')
  @ApiOperation({
    summary: 'Work on the shop floor in a period: by person and by stage, and what was lost for which reason',
    description:
      'Work counts on the day its stretch ended, a stage that is done with its last stretch, pieces lost when reported.',
  })
  @Answers(FloorReport)
  getFloorReport(@Query() query: FloorReportQuery): Promise<FloorReport> {
    return this.floor.report(query);
  }

  @Get('floor.xlsx')
  @Allow('parts:read')
  @ApiOperation({ summary: 'The same as a workbook with a sheet for each table' })
  @AnswersFile(XLSX)
  exportFloorXlsx(@Query() query: FloorExportQuery): Promise<StreamableFile> {
    return this.files.xlsx(query);
  }

  @Get('floor.csv')
  @Allow('parts:read')
  @ApiOperation({ summary: 'One table of the same as CSV' })
  @AnswersFile(CSV)
  exportFloorCsv(@Query() query: FloorCsvQuery): Promise<StreamableFile> {
    return this.files.csv(query);
  }
}
