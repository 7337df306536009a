import { Body, Controller, Get, Patch, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, SignedIn } from '../platform/access/allow.js';
import { Answers, AnswersPage } from '../platform/http/answers.js';
import { JournalEntry } from '../platform/journal/journal-entry.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { Workshop, WorkshopChange } from './workshop.dto.js';
import { WorkshopService } from './workshop.service.js';

@ApiTags('Workshop')
@Controller('workshop')
export class WorkshopController {
  constructor(private readonly workshop: WorkshopService) {}

  @Get()
  @SignedIn()
  @ApiOperation({
    summary: 'Name, logo, details, currency and time zone of the workshop',
    description: 'Sums are whole minor units of this currency, days are days in this time zone.',
  })
  @Answers(Workshop)
  getWorkshop(): Promise<Workshop> {
    return this.workshop.get();
  }

  @Patch()
  @Allow('workshop:change')
  @ApiOperation({
    summary: 'Change what the workshop is called and what stands on its documents',
    description: 'A logo is uploaded as a file of the workshop first.',
  })
  @Answers(Workshop, { errors: ['conflict.version'] })
  changeWorkshop(@Body() body: WorkshopChange): Promise<Workshop> {
    return this.workshop.change(body);
  }

  @Get('history')
  @Allow('workshop:change')
  @ApiOperation({ summary: 'Every change of the name, the logo and the details, newest first' })
  @AnswersPage(JournalEntry)
  getWorkshopHistory(@Query() query: PageQuery): Promise<Page<JournalEntry>> {
    return this.workshop.history(query);
  }
}
