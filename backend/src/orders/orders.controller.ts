import { Body, Controller, Delete, Get, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Answers, AnswersFile, AnswersNothing, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { JournalEntry } from '../platform/journal/journal-entry.js';
import { CSV, XLSX } from '../platform/exports/table-export.js';
import { PDF } from '../platform/exports/print-export.js';
import { OrderCosts } from './order-costs.js';
import { OrderExport } from './order-export.service.js';
import {
  LinesCost,
  LinesToCost,
  OrderChange,
  OrderCreate,
  OrderCsvQuery,
  OrderExportQuery,
  OrderListItem,
  OrderListQuery,
  OrderPreview,
  OrderPrintQuery,
  OrderStep,
  OrderUndo,
} from './order.dto.js';
import { Order } from './order.js';
import { OrderPrint } from './order-print.service.js';
import { OrderStepsService } from './order-steps.service.js';
import { OrdersService } from './orders.service.js';

@ApiTags('Orders')
@Controller('orders')
export class OrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly steps: OrderStepsService,
    private readonly files: OrderExport,
    private readonly prints: OrderPrint,
    private readonly costs: OrderCosts,
  ) {}

  @Get()
  @Allow('orders:read')
  @ApiOperation({ summary: 'List orders' })
  @AnswersPage(OrderListItem)
  listOrders(@Query() query: OrderListQuery): Promise<Page<OrderListItem>> {
    return this.orders.list(query);
  }

  @Get('export.xlsx')
  @Allow('orders:read')
  @ApiOperation({ summary: 'The orders of a list as a workbook: a sheet of orders, a sheet of their items' })
  @AnswersFile(XLSX)
  exportOrdersXlsx(@Query() query: OrderExportQuery): Promise<StreamableFile> {
    return this.files.xlsx(query);
  }

  @Get('export.csv')
  @Allow('orders:read')
  @ApiOperation({ summary: 'The orders of a list, or their items, as CSV' })
  @AnswersFile(CSV)
  exportOrdersCsv(@Query() query: OrderCsvQuery): Promise<StreamableFile> {
    return this.files.csv(query);
  }

  @Get('forms.pdf')
  @Allow('orders:prices')
  @ApiOperation({
    summary: 'Order forms to print, for the clients',
    description: 'Each order from a page of its own; contacts for whoever may read them.',
  })
  @AnswersFile(PDF, { errors: ['not_found'] })
  printOrderForms(@Query() query: OrderPrintQuery): Promise<StreamableFile> {
    return this.prints.forms(query);
  }

  @Get('job-sheets.pdf')
  @Allow('orders:read')
  @ApiOperation({
    summary: 'Job sheets to print, for the masters',
    description: 'What is to be made by whom and by when: no client, no contact, no sum.',
  })
  @AnswersFile(PDF, { errors: ['not_found'] })
  printJobSheets(@Query() query: OrderPrintQuery): Promise<StreamableFile> {
    return this.prints.jobSheets(query);
  }

  @Get(':id')
  @Allow('orders:read')
  @ApiOperation({ summary: 'Read one order' })
  @Answers(Order, { errors: ['not_found'] })
  getOrder(@Id() id: string): Promise<Order> {
    return this.orders.get(id);
  }

  @Get(':id/history')
  @Allow('orders:prices')
  @ApiOperation({ summary: 'Every change of an order and of its files, newest first' })
  @AnswersPage(JournalEntry, { errors: ['not_found'] })
  getOrderHistory(@Id() id: string, @Query() query: PageQuery): Promise<Page<JournalEntry>> {
    return this.orders.history(id, query);
  }

  @Post()
  @Allow('orders:write')
  @Repeatable()
  @ApiOperation({ summary: 'Take an order' })
  @Answers(Order, {
    status: 201,
    errors: [
      'not_found',
      'conflict.duplicate',
      'order.items_required',
      'client.archived',
      'user.not_master',
      'route.archived',
      'product.archived',
    ],
  })
  createOrder(@Body() body: OrderCreate): Promise<Order> {
    return this.orders.create(body);
  }

  @Patch(':id')
  @Allow('orders:write')
  @ApiOperation({
    summary: 'Amend an order',
    description: 'Only the fields sent are changed; items are told by their id.',
  })
  @Answers(Order, {
    errors: [
      'not_found',
      'conflict.version',
      'conflict.duplicate',
      'order.closed',
      'order.items_required',
      'order.unassigned',
      'client.archived',
      'user.not_master',
      'route.archived',
      'product.archived',
    ],
  })
  changeOrder(@Id() id: string, @Body() body: OrderChange): Promise<Order> {
    return this.orders.change(id, body);
  }

  @Post('cost')
  @Allow('stock:cost')
  @ApiOperation({
    summary: 'What lines that are still typed would cost if they were written now, and earn',
    description: 'Changes nothing. Of a product that is not there nothing is known.',
  })
  @Answers(LinesCost)
  costLines(@Body() { items }: LinesToCost): Promise<LinesCost> {
    return this.costs.ofLines(items);
  }

  @Post(':id/preview')
  @Allow('orders:write')
  @ApiOperation({
    summary: 'What an amendment would bring about',
    description: 'Takes the body of the amendment and changes nothing; what would refuse that, refuses this.',
  })
  @Answers(OrderPreview, {
    errors: [
      'not_found',
      'conflict.version',
      'order.closed',
      'order.items_required',
      'order.unassigned',
      'product.archived',
    ],
  })
  previewOrderChange(@Id() id: string, @Body() body: OrderChange): Promise<OrderPreview> {
    return this.orders.previewChange(id, body);
  }

  @Post(':id/status/preview')
  @Allow('orders:write', 'orders:assign')
  @ApiOperation({ summary: 'What a step of the life cycle would bring about' })
  @Answers(OrderPreview, {
    errors: [
      'not_found',
      'order.transition',
      'order.items_required',
      'order.unassigned',
      'user.not_master',
      'route.archived',
    ],
  })
  previewOrderStep(@Id() id: string, @Body() body: OrderStep): Promise<OrderPreview> {
    return this.steps.previewStep(id, body);
  }

  @Post(':id/status')
  @Allow('orders:write', 'orders:assign')
  @Repeatable()
  @ApiOperation({
    summary: 'Take a step of the life cycle',
    description: 'Into work, every item needs a master: assigned before or with this call.',
  })
  @Answers(Order, {
    errors: [
      'not_found',
      'order.transition',
      'order.items_required',
      'order.unassigned',
      'user.not_master',
      'route.archived',
    ],
  })
  stepOrder(@Id() id: string, @Body() body: OrderStep): Promise<Order> {
    return this.steps.step(id, body);
  }

  @Post(':id/status/undo')
  @Allow('orders:write', 'orders:assign')
  @Repeatable()
  @ApiOperation({ summary: 'Take back the own last step, within a minute' })
  @Answers(Order, { errors: ['not_found', 'order.undo_expired'] })
  undoOrderStep(@Id() id: string, @Body() body: OrderUndo): Promise<Order> {
    return this.steps.undo(id, body);
  }

  @Delete(':id')
  @Allow('orders:delete')
  @ApiOperation({ summary: 'Delete a draft or a cancelled order without payments' })
  @AnswersNothing({ errors: ['not_found', 'order.closed', 'order.has_payments'] })
  deleteOrder(@Id() id: string): Promise<void> {
    return this.orders.delete(id);
  }
}
