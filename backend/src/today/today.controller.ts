import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Console, Personal } from '../platform/access/allow.js';
import { Answers, AnswersList } from '../platform/http/answers.js';
import { FirstHourStep } from './first-hour.dto.js';
import { FirstHour } from './first-hour.service.js';
import { Today } from './today.dto.js';
import { TodayService } from './today.service.js';

@ApiTags('Today')
@Controller('today')
@Personal()
export class TodayController {
  constructor(
    private readonly service: TodayService,
    private readonly firstHour: FirstHour,
  ) {}

  @Get()
  @Console()
  @ApiOperation({
    summary: 'What waits for the caller, what is late and what does not move',
    description: 'A card for each question that is the caller’s by permissions, with the five most pressing rows.',
  })
  @Answers(Today)
  getToday(): Promise<Today> {
    return this.service.today();
  }

  @Get('first-hour')
  @Allow('workshop:change')
  @ApiOperation({
    summary: 'What makes a new workshop run, and what of it is done',
    description: 'The tasks that are the caller’s by permissions. What a demo brought counts for nothing.',
  })
  @AnswersList(FirstHourStep)
  listFirstHour(): Promise<FirstHourStep[]> {
    return this.firstHour.list();
  }
}
