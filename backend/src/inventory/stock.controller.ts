import { Body, Controller, Delete, Get, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { CSV, XLSX } from '../platform/exports/table-export.js';
import { Answers, AnswersFile, AnswersNothing, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { JournalEntry } from '../platform/journal/journal-entry.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { StockExport } from './stock-export.service.js';
import {
  StockExportQuery,
  StockItemArchiving,
  StockItemChange,
  StockItemCreate,
  StockListItem,
  StockListQuery,
} from './stock-item.dto.js';
import { StockItem } from './stock-item.js';
import { StockService } from './stock.service.js';

@ApiTags('Stock')
@Controller('stock')
export class StockController {
  constructor(
    private readonly stock: StockService,
    private readonly files: StockExport,
  ) {}

  @Get()
  @Allow('stock:read')
  @ApiOperation({ summary: 'List materials and products in stock, by name' })
  @AnswersPage(StockListItem)
  listStock(@Query() query: StockListQuery): Promise<Page<StockListItem>> {
    return this.stock.list(query);
  }

  @Get('export.xlsx')
  @Allow('stock:read')
  @ApiOperation({ summary: 'The stock of a list as a workbook' })
  @AnswersFile(XLSX)
  exportStockXlsx(@Query() query: StockExportQuery): Promise<StreamableFile> {
    return this.files.xlsx(query);
  }

  @Get('export.csv')
  @Allow('stock:read')
  @ApiOperation({ summary: 'The stock of a list as CSV' })
  @AnswersFile(CSV)
  exportStockCsv(@Query() query: StockExportQuery): Promise<StreamableFile> {
    return this.files.csv({ ...query, table: 'stock' });
  }

  @Get(':id')
  @Allow('stock:read')
  @ApiOperation({ summary: 'Read one thing in stock with its balance' })
  @Answers(StockItem, { errors: ['not_found'] })
  getStockItem(@Id() id: string): Promise<StockItem> {
    return this.stock.get(id);
  }

  @Get(':id/history')
  @Allow('stock:read')
  @ApiOperation({ summary: 'Every change of a thing in stock and its movements, newest first' })
  @AnswersPage(JournalEntry, { errors: ['not_found'] })
  getStockItemHistory(@Id() id: string, @Query() query: PageQuery): Promise<Page<JournalEntry>> {
    return this.stock.history(id, query);
  }

  @Post()
  @Allow('stock:write')
  @Repeatable()
  @ApiOperation({
    summary: 'Add a material',
    description: 'Nothing of it is there until some is received or counted. A product gets its place by itself.',
  })
  @Answers(StockItem, { status: 201, errors: ['not_found', 'conflict.duplicate', 'supplier.archived'] })
  createStockItem(@Body() body: StockItemCreate): Promise<StockItem> {
    return this.stock.create(body);
  }

  @Patch(':id')
  @Allow('stock:write')
  @ApiOperation({ summary: 'Change some fields of a thing in stock', description: 'Its balance changes by movements.' })
  @Answers(StockItem, {
    errors: ['not_found', 'conflict.version', 'conflict.duplicate', 'stock.of_product', 'supplier.archived'],
  })
  changeStockItem(@Id() id: string, @Body() body: StockItemChange): Promise<StockItem> {
    return this.stock.change(id, body);
  }

  @Post(':id/archive')
  @Allow('stock:write')
  @Repeatable()
  @ApiOperation({ summary: 'Archive a thing in stock, or bring it back' })
  @Answers(StockItem, { errors: ['not_found'] })
  archiveStockItem(@Id() id: string, @Body() { isArchived }: StockItemArchiving): Promise<StockItem> {
    return this.stock.archive(id, isArchived);
  }

  @Delete(':id')
  @Allow('stock:write')
  @ApiOperation({ summary: 'Delete a material of which nothing has ever moved' })
  @AnswersNothing({ errors: ['not_found', 'stock.in_use'] })
  deleteStockItem(@Id() id: string): Promise<void> {
    return this.stock.delete(id);
  }
}
