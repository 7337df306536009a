import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Answers, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import type { Page } from '../platform/lists/paging.js';
import { DeskRequest, DeskRequestListItem, DeskRequestQuery } from './desk-request.dto.js';
import { RequestAnswering } from './request.dto.js';
import { RequestsService } from './requests.service.js';

/** What the workshop asks a supplier for, at the supplier's desk. */
@ApiTags('Supplier desk')
@Controller('desk/requests')
export class DeskRequestsController {
  constructor(private readonly requests: RequestsService) {}

  @Get()
  @Allow('supply:desk')
  @ApiOperation({ summary: 'Requests to the own supplier, the latest first' })
  @AnswersPage(DeskRequestListItem)
  listDeskRequests(@Query() query: DeskRequestQuery): Promise<Page<DeskRequestListItem>> {
    return this.requests.listAtDesk(query);
  }

  @Get(':id')
  @Allow('supply:desk')
  @ApiOperation({ summary: 'A request to the own supplier' })
  @Answers(DeskRequest, { errors: ['not_found'] })
  getDeskRequest(@Id() id: string): Promise<DeskRequest> {
    return this.requests.get(id);
  }

  @Post(':id/answers')
  @Allow('supply:desk')
  @Repeatable()
  @ApiOperation({
    summary: 'Answer a request',
    description: 'Item by item: accept or decline it, with its price and day, and say when it was sent.',
  })
  @Answers(DeskRequest, {
    errors: ['not_found', 'conflict.version', 'supply_request.closed', 'supplier.desk_closed'],
  })
  answerDeskRequest(@Id() id: string, @Body() body: RequestAnswering): Promise<DeskRequest> {
    return this.requests.answer(id, body);
  }
}
