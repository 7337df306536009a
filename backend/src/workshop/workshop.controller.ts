import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { MAIL_FAULTS } from '@verstak/domain';
import { Allow, Console } from '../platform/access/allow.js';
import { Answers, AnswersList, AnswersNothing, AnswersPage } from '../platform/http/answers.js';
import { JournalEntry } from '../platform/journal/journal-entry.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { SetupStep } from './setup.dto.js';
import { Setup } from './setup.service.js';
import { TestMails } from './test-mail.service.js';
import { TestMail, Workshop, WorkshopChange } from './workshop.dto.js';
import { WorkshopService } from './workshop.service.js';

@ApiTags('Workshop')
@Controller('workshop')
export class WorkshopController {
  constructor(
    private readonly workshop: WorkshopService,
    private readonly testMails: TestMails,
    private readonly setup: Setup,
  ) {}

  @Get()
  @Console()
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

  @Get('setup')
  @Allow('workshop:change')
  @ApiOperation({
    summary: 'What is set up, and what is not yet',
    description: 'Details for documents, the address that phones open, certificate, mail, backups and OneDrive.',
  })
  @AnswersList(SetupStep)
  listSetup(): Promise<SetupStep[]> {
    return this.setup.list();
  }

  @Post('test-mail')
  @Allow('workshop:change')
  @ApiOperation({
    summary: 'Send a test mail',
    description: 'By the server of `SMTP_URL`; a refusal says what it answered and what to do. Five in a row are free.',
  })
  @AnswersNothing({ description: 'The server has taken it.', errors: ['request.too_many', ...MAIL_FAULTS] })
  sendTestMail(@Body() body: TestMail): Promise<void> {
    return this.testMails.send(body);
  }
}
