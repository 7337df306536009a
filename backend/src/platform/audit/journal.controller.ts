import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../access/allow.js';
import { Answers, AnswersFile, AnswersList, AnswersPage } from '../http/answers.js';
import { ConsumerState } from '../journal/journal-consumer.js';
import { JournalConsumers } from '../journal/journal-consumers.js';
import type { Page } from '../lists/paging.js';
import { JournalEntry } from '../journal/journal-entry.js';
import { CSV } from '../exports/table-export.js';
import { JournalExport } from './journal-export.service.js';
import { JournalCsvQuery } from './journal-csv-query.js';
import { JournalQuery } from '../journal/journal-query.js';
import { JournalService } from '../journal/journal.service.js';
import { JournalCheck, JournalCheckProgress } from '../journal/journal-check.js';
import { JournalChecks } from '../journal/journal-checks.js';

@ApiTags('Journal')
@Controller('journal')
export class JournalController {
  constructor(
    private readonly journal: JournalService,
    private readonly checks: JournalChecks,
    private readonly consumers: JournalConsumers,
    private readonly files: JournalExport,
  ) {}

  @Get()
  @Allow('journal:read')
  @ApiOperation({
    summary: 'List what was done, newest first',
    description: 'Values of fields that the caller may not read are left out.',
  })
  @AnswersPage(JournalEntry)
  listJournal(@Query() query: JournalQuery): Promise<Page<JournalEntry>> {
    return this.journal.list(query);
  }

  @Get('export.csv')
  @Allow('journal:read')
  @ApiOperation({
    summary: 'What was done as CSV',
    description: 'At most 100,000 entries; of more a period is asked for.',
  })
  @AnswersFile(CSV)
  exportJournalCsv(@Query() query: JournalCsvQuery): Promise<StreamableFile> {
    return this.files.csv(query);
  }

  @Get('check')
  @Allow('journal:read')
  @ApiOperation({
    summary: 'Check that the journal stands as it was written',
    description:
      'Follows the keyed chain of hashes from the first entry to its signed end, compares every document with what the journal says of it, and names what is wrong. It takes a while where there is much; ask for the progress meanwhile.',
  })
  @Answers(JournalCheck)
  checkJournal(): Promise<JournalCheck> {
    return this.checks.run();
  }

  @Get('check/progress')
  @Allow('journal:read')
  @ApiOperation({ summary: 'How far the check of the journal has come' })
  @Answers(JournalCheckProgress)
  readJournalCheckProgress(): Promise<JournalCheckProgress> {
    return this.checks.progress();
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
