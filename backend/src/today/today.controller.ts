import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Console, Personal } from '../platform/access/allow.js';
import { Answers } from '../platform/http/answers.js';
import { Today } from './today.dto.js';
import { TodayService } from './today.service.js';

@ApiTags('Today')
@Controller('today')
@Personal()
export class TodayController {
  constructor(private readonly service: TodayService) {}

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
}
