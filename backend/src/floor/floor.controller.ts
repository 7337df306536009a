import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Answers } from '../platform/http/answers.js';
import { Floor, FloorQuery } from './floor.dto.js';
import { FloorService } from './floor.service.js';

@ApiTags('Production')
@Controller('floor')
export class FloorController {
  constructor(private readonly floor: FloorService) {}

  @Get()
  @Allow('parts:read')
  @ApiOperation({
    summary: 'The shop floor now: what is made where and by whom, late or standing still',
    description: 'Counted at most twice a second, once for all who ask.',
  })
  @Answers(Floor)
  getFloor(@Query() query: FloorQuery): Promise<Floor> {
    return this.floor.read(query);
  }
}
