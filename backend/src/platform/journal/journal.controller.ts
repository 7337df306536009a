import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../access/allow.js';
import { Answers } from '../http/answers.js';
import { JournalCheck } from './journal-check.js';
import { JournalService } from './journal.service.js';

@ApiTags('Journal')
@Controller('journal')
export class JournalController {
  constructor(private readonly journal: JournalService) {}

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
}
