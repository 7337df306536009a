import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { AnswersPage } from '../platform/http/answers.js';
import type { Page } from '../platform/lists/paging.js';
import { WorkListItem, WorkListQuery } from './part.dto.js';
import { ProductionService } from './production.service.js';

@ApiTags('Production')
@Controller('work')
export class WorkController {
  constructor(private readonly production: ProductionService) {}

  @Get()
  @Allow('parts:read')
  @ApiOperation({ summary: 'List stretches of work on any part, the latest to end first' })
  @AnswersPage(WorkListItem)
  listWork(@Query() query: WorkListQuery): Promise<Page<WorkListItem>> {
    return this.production.listWork(query);
  }
}
