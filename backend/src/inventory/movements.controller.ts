import { Body, Controller, Get, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { CSV, XLSX } from '../platform/exports/table-export.js';
import { Answers, AnswersFile, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import type { Page } from '../platform/lists/paging.js';
import { MovementExportQuery, MovementListQuery, MovementsWriting, MovementsWritten } from './movement.dto.js';
import { Movement } from './movement.js';
import { MovementsService } from './movements.service.js';
import { MovementExport } from './stock-export.service.js';

@ApiTags('Stock')
@Controller('movements')
export class MovementsController {
  constructor(
    private readonly movements: MovementsService,
    private readonly files: MovementExport,
  ) {}

  @Get()
  @Allow('stock:read')
  @ApiOperation({ summary: 'List movements of the stock, newest first' })
  @AnswersPage(Movement)
  listMovements(@Query() query: MovementListQuery): Promise<Page<Movement>> {
    return this.movements.list(query);
  }

  @Get('export.xlsx')
  @Allow('stock:read')
  @ApiOperation({ summary: 'The movements of a list as a workbook' })
  @AnswersFile(XLSX)
  exportMovementsXlsx(@Query() query: MovementExportQuery): Promise<StreamableFile> {
    return this.files.xlsx(query);
  }

  @Get('export.csv')
  @Allow('stock:read')
  @ApiOperation({ summary: 'The movements of a list as CSV' })
  @AnswersFile(CSV)
  exportMovementsCsv(@Query() query: MovementExportQuery): Promise<StreamableFile> {
    return this.files.csv({ ...query, table: 'movements' });
  }

  @Post()
  @Allow('stock:write')
  @Repeatable()
  @ApiOperation({
    summary: 'Receive, write off or count',
    description:
      'All lines or none. A stocktake says how much there is of each thing; what differs becomes the movement. With `expected`, something that has moved since it was looked at has to be counted again.',
  })
  @Answers(MovementsWritten, {
    status: 201,
    errors: ['not_found', 'stock.archived', 'stock.not_enough', 'stock.recount', 'supplier.archived'],
  })
  writeMovements(@Body() body: MovementsWriting): Promise<MovementsWritten> {
    return this.movements.write(body);
  }

  @Post(':id/reverse')
  @Allow('stock:write')
  @Repeatable()
  @ApiOperation({
    summary: 'Take back a receipt, a write-off or a stocktake',
    description: 'By an opposite movement: both stay in the record. What an order or a part moved follows those.',
  })
  @Answers(Movement, { status: 201, errors: ['not_found', 'stock.reversed', 'stock.not_enough'] })
  reverseMovement(@Id() id: string): Promise<Movement> {
    return this.movements.reverse(id);
  }
}
