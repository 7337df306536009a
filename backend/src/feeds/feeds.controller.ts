import { Body, Controller, Delete, Get, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Answers, AnswersNothing } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { StockFeedWriting } from './feed.dto.js';
import { FeedsService } from './feeds.service.js';
import { StockFeed } from './stock-feed.js';

@ApiTags('Suppliers')
@Controller('suppliers/:id/feed')
export class FeedsController {
  constructor(private readonly feeds: FeedsService) {}

  @Get()
  @Allow('suppliers:write')
  @ApiOperation({ summary: 'From where a supplier’s stock is checked, how often, and what came of it last' })
  @Answers(StockFeed, { errors: ['not_found'] })
  getStockFeed(@Id() id: string): Promise<StockFeed> {
    return this.feeds.get(id);
  }

  @Put()
  @Allow('suppliers:write')
  @ApiOperation({
    summary: 'Set up the check of a supplier’s stock, or write it anew',
    description:
      'Of .csv, .xlsx or .json the columns are recognised as those of an import of offers are: article or external id, price, in stock, lead time. What the supplier has no offer of is not added. Where it is on, it is checked at once.',
  })
  @Answers(StockFeed, { errors: ['not_found', 'supplier.archived'] })
  setStockFeed(@Id() id: string, @Body() body: StockFeedWriting): Promise<StockFeed> {
    return this.feeds.set(id, body);
  }

  @Delete()
  @Allow('suppliers:write')
  @ApiOperation({ summary: 'Check a supplier’s stock no more', description: 'What was read of it stays.' })
  @AnswersNothing({ errors: ['not_found'] })
  deleteStockFeed(@Id() id: string): Promise<void> {
    return this.feeds.delete(id);
  }

  @Post('check')
  @Allow('suppliers:write')
  @ApiOperation({
    summary: 'Check a supplier’s stock now',
    description:
      'Answers when that is done, or after ten seconds: `busyUntil` tells that it is under way, which it may have been before.',
  })
  @Answers(StockFeed, { errors: ['not_found'] })
  checkStockFeed(@Id() id: string): Promise<StockFeed> {
    return this.feeds.check(id);
  }
}
