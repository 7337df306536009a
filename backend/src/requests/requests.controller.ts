import { Body, Controller, Delete, Get, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { PDF } from '../platform/exports/print-export.js';
import { CSV, XLSX } from '../platform/exports/table-export.js';
import {
  Answers,
  AnswersFile,
  AnswersList,
  AnswersNothing,
  AnswersPage,
  Repeatable,
} from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { JournalEntry } from '../platform/journal/journal-entry.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { RequestPrint } from './request-print.service.js';
import { RequestExport } from './request-export.service.js';
import { ShortagesService } from './shortages.service.js';
import {
  ReceiptReversing,
  RequestAnswering,
  RequestPrintQuery,
  RequestReceiving,
  RequestStep,
  Shortage,
  ShortageQuery,
  SupplyRequestChange,
  SupplyRequestCreate,
  SupplyRequestCsvQuery,
  SupplyRequestExportQuery,
  SupplyRequestListItem,
  SupplyRequestListQuery,
} from './request.dto.js';
import { SupplyRequest } from './request.js';
import { RequestsService } from './requests.service.js';

@ApiTags('Requests')
@Controller('requests')
export class RequestsController {
  constructor(
    private readonly requests: RequestsService,
    private readonly shortages: ShortagesService,
    private readonly files: RequestExport,
    private readonly prints: RequestPrint,
  ) {}

  @Get()
  @Allow('requests:read')
  @ApiOperation({ summary: 'List requests to suppliers, newest first' })
  @AnswersPage(SupplyRequestListItem)
  listRequests(@Query() query: SupplyRequestListQuery): Promise<Page<SupplyRequestListItem>> {
    return this.requests.list(query);
  }

  @Get('export.xlsx')
  @Allow('requests:read')
  @ApiOperation({ summary: 'The requests of a list as a workbook: a sheet of requests, a sheet of their items' })
  @AnswersFile(XLSX)
  exportRequestsXlsx(@Query() query: SupplyRequestExportQuery): Promise<StreamableFile> {
    return this.files.xlsx(query);
  }

  @Get('export.csv')
  @Allow('requests:read')
  @ApiOperation({ summary: 'The requests of a list, or their items, as CSV' })
  @AnswersFile(CSV)
  exportRequestsCsv(@Query() query: SupplyRequestCsvQuery): Promise<StreamableFile> {
    return this.files.csv(query);
  }

  @Get('print.pdf')
  @Allow('requests:read')
  @ApiOperation({
    summary: 'Requests to print, for suppliers without a desk here',
    description: 'Each from a page of its own; prices for whoever may read them.',
  })
  @AnswersFile(PDF, { errors: ['not_found'] })
  printRequests(@Query() query: RequestPrintQuery): Promise<StreamableFile> {
    return this.prints.requestsPdf(query);
  }

  @Get('shortages')
  @Allow('requests:write')
  @ApiOperation({
    summary: 'What is to be ordered, the scarcest first',
    description:
      'Of which orders want more than there is, or that is at its reorder point. How much is suggested takes what is expected and drafted already into account: what orders lack, or as much as brings it to twice the reorder point.',
  })
  @AnswersList(Shortage)
  listShortages(@Query() query: ShortageQuery): Promise<Shortage[]> {
    return this.shortages.list(query);
  }

  @Get(':id')
  @Allow('requests:read')
  @ApiOperation({ summary: 'Read one request with its items and receipts' })
  @Answers(SupplyRequest, { errors: ['not_found'] })
  getRequest(@Id() id: string): Promise<SupplyRequest> {
    return this.requests.get(id);
  }

  @Get(':id/history')
  @Allow('requests:read')
  @ApiOperation({ summary: 'Every change of a request, newest first' })
  @AnswersPage(JournalEntry, { errors: ['not_found'] })
  getRequestHistory(@Id() id: string, @Query() query: PageQuery): Promise<Page<JournalEntry>> {
    return this.requests.history(id, query);
  }

  @Post()
  @Allow('requests:write')
  @Repeatable()
  @ApiOperation({ summary: 'Draft a request', description: 'Its supplier sees it once it is in process.' })
  @Answers(SupplyRequest, { status: 201, errors: ['not_found', 'supplier.archived', 'stock.archived'] })
  createRequest(@Body() body: SupplyRequestCreate): Promise<SupplyRequest> {
    return this.requests.create(body);
  }

  @Patch(':id')
  @Allow('requests:write')
  @ApiOperation({
    summary: 'Change a draft, or a request in process',
    description: 'An item that its supplier has answered to and that is another now, waits for an answer anew.',
  })
  @Answers(SupplyRequest, {
    errors: [
      'not_found',
      'conflict.version',
      'supply_request.closed',
      'supply_request.sent',
      'supply_request.received',
      'supplier.archived',
      'stock.archived',
    ],
  })
  changeRequest(@Id() id: string, @Body() body: SupplyRequestChange): Promise<SupplyRequest> {
    return this.requests.change(id, body);
  }

  @Post(':id/status')
  @Allow('requests:write')
  @Repeatable()
  @ApiOperation({
    summary: 'Take a step: send it to the supplier, call it back, cancel it, give up what has not come',
    description: 'That it is done, follows from its items by itself once all has come.',
  })
  @Answers(SupplyRequest, {
    errors: [
      'not_found',
      'conflict.version',
      'supply_request.transition',
      'supply_request.items_required',
      'supplier.archived',
    ],
  })
  stepRequest(@Id() id: string, @Body() body: RequestStep): Promise<SupplyRequest> {
    return this.requests.step(id, body);
  }

  @Post(':id/answers')
  @Allow('requests:write')
  @Repeatable()
  @ApiOperation({ summary: 'Note what the supplier says of some items, as by telephone' })
  @Answers(SupplyRequest, { errors: ['not_found', 'conflict.version', 'supply_request.closed'] })
  answerRequest(@Id() id: string, @Body() body: RequestAnswering): Promise<SupplyRequest> {
    return this.requests.answer(id, body);
  }

  @Post(':id/receipts')
  @Allow('stock:write')
  @Repeatable()
  @ApiOperation({
    summary: 'Receive what came',
    description: 'All lines or none. What lies in stock becomes more, and costs what it costs here.',
  })
  @Answers(SupplyRequest, {
    status: 201,
    errors: ['not_found', 'supply_request.closed', 'stock.archived', 'supplier.archived'],
  })
  receiveRequest(@Id() id: string, @Body() body: RequestReceiving): Promise<SupplyRequest> {
    return this.requests.receive(id, body);
  }

  @Post(':id/receipts/reverse')
  @Allow('stock:write')
  @Repeatable()
  @ApiOperation({ summary: 'Take a receipt back, with its movement' })
  @Answers(SupplyRequest, { status: 201, errors: ['not_found', 'stock.not_enough', 'stock.reversed'] })
  reverseReceipt(@Id() id: string, @Body() { receiptId }: ReceiptReversing): Promise<SupplyRequest> {
    return this.requests.takeReceiptBack(id, receiptId);
  }

  @Delete(':id')
  @Allow('requests:write')
  @ApiOperation({ summary: 'Delete a draft' })
  @AnswersNothing({ errors: ['not_found', 'supply_request.closed'] })
  deleteRequest(@Id() id: string): Promise<void> {
    return this.requests.delete(id);
  }
}
