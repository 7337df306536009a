import { Controller, Get, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { CSV, XLSX } from '../platform/exports/table-export.js';
import { Answers, AnswersFile, AnswersPage } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import type { Page } from '../platform/lists/paging.js';
import { TableExportQuery, TableQuery, TableRow, Tables } from './table.dto.js';
import { TablesService } from './tables.service.js';

@ApiTags('Tables')
@Controller('tables')
export class TablesController {
  constructor(private readonly tables: TablesService) {}

  @Get()
  @Allow('tables:read')
  @ApiOperation({
    summary: 'The tables of the database, as they are declared',
    description: 'With the routes by which the caller may write their rows, and what is stored and not shown.',
  })
  @Answers(Tables)
  listTables(): Promise<Tables> {
    return this.tables.list();
  }

  @Get(':name/rows')
  @Allow('tables:read')
  @ApiOperation({
    summary: 'The rows of a table, the newest first; lists and documents inside of them stand in each row',
  })
  @AnswersPage(TableRow, { errors: ['not_found'] })
  listTableRows(@Param('name') name: string, @Query() query: TableQuery): Promise<Page<TableRow>> {
    return this.tables.rows(name, query);
  }

  @Get(':name/rows/:id')
  @Allow('tables:read')
  @ApiOperation({ summary: 'A row of a table with all that lies in it' })
  @Answers(TableRow, { errors: ['not_found'] })
  getTableRow(@Param('name') name: string, @Id() id: string): Promise<TableRow> {
    return this.tables.row(name, id);
  }

  @Get(':name/export.xlsx')
  @Allow('tables:read')
  @ApiOperation({ summary: 'The rows of a table as a workbook, columns called as the fields are' })
  @AnswersFile(XLSX, { errors: ['not_found'] })
  exportTableXlsx(@Param('name') name: string, @Query() query: TableExportQuery): Promise<StreamableFile> {
    return this.tables.xlsx(name, query);
  }

  @Get(':name/export.csv')
  @Allow('tables:read')
  @ApiOperation({ summary: 'The rows of a table as CSV, columns called as the fields are' })
  @AnswersFile(CSV, { errors: ['not_found'] })
  exportTableCsv(@Param('name') name: string, @Query() query: TableExportQuery): Promise<StreamableFile> {
    return this.tables.csv(name, query);
  }
}
