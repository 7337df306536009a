import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Answers, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import type { Page } from '../platform/lists/paging.js';
import { LetterDetails, LetterListItem, LetterListQuery, LettersSentAgain } from './letter.dto.js';
import { LettersService } from './letters.service.js';

@ApiTags('Letters')
@Controller('letters')
export class LettersController {
  constructor(private readonly letters: LettersService) {}

  @Get()
  @Allow('workshop:change')
  @ApiOperation({
    summary: 'List letters to people',
    description: 'Those that are sent, too, for 90 days. The newest first.',
  })
  @AnswersPage(LetterListItem)
  listLetters(@Query() query: LetterListQuery): Promise<Page<LetterListItem>> {
    return this.letters.list(query);
  }

  @Get(':id')
  @Allow('workshop:change')
  @ApiOperation({
    summary: 'Read one letter',
    description: 'With what it says as long as it is not sent; afterwards that is nowhere any more.',
  })
  @Answers(LetterDetails, { errors: ['not_found'] })
  getLetter(@Id() id: string): Promise<LetterDetails> {
    return this.letters.get(id);
  }

  @Post('send-again')
  @Allow('workshop:change')
  @Repeatable()
  @ApiOperation({ summary: 'Send again what was given up', description: 'The 200 letters that were written first.' })
  @Answers(LettersSentAgain)
  sendFailedLettersAgain(): Promise<LettersSentAgain> {
    return this.letters.sendFailedAgain();
  }

  @Post(':id/send-again')
  @Allow('workshop:change')
  @Repeatable()
  @ApiOperation({ summary: 'Send a letter again, now', description: 'One that waits, that was given up or dropped.' })
  @Answers(LetterDetails, { errors: ['not_found', 'letter.sent'] })
  sendLetterAgain(@Id() id: string): Promise<LetterDetails> {
    return this.letters.sendAgain(id);
  }

  @Post(':id/drop')
  @Allow('workshop:change')
  @Repeatable()
  @ApiOperation({ summary: 'Not send a letter', description: 'It may be sent again as long as it is listed.' })
  @Answers(LetterDetails, { errors: ['not_found', 'letter.sent'] })
  dropLetter(@Id() id: string): Promise<LetterDetails> {
    return this.letters.drop(id);
  }
}
