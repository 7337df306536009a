import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../access/allow.js';
import { Answers, AnswersList } from '../http/answers.js';
import { ConsumerState } from './journal-consumer.js';
import { JournalConsumers } from './journal-consumers.js';
import { JournalCheck } from './journal-check.js';
import { JournalService } from './journal.service.js';

@ApiTags('Journal')
@Controller('journal')
export class JournalController {
  constructor(
    private readonly journal: JournalService,
    private readonly consumers: JournalConsumers,
  ) {}

  @Get('check')
  @Allow('journal:read')
  @ApiOperation({
    summary: 'Check that the journal stands as it was written',
    description: 'Follows the chain of hashes from the first entry, and names the first place where it is broken.',
  })
  @Answers(JournalCheck)
  checkJournal(): Promise<JournalCheck> {
    return this.journal.check();
  }

  @Get('consumers')
  @Allow('journal:read')
  @ApiOperation({
    summary: 'List what follows from the journal',
    description: 'How far each consumer has come, and how the one that stands still failed.',
  })
  @AnswersList(ConsumerState)
  listJournalConsumers(): Promise<ConsumerState[]> {
    return this.consumers.list();
  }
}
