import { Body, Controller, Delete, Get, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Personal } from '../platform/access/allow.js';
import { Answers, AnswersList } from '../platform/http/answers.js';
import type { User } from '../users/user.js';
import { Workshop } from '../workshop/workshop.dto.js';
import { DemoChoice, DemoKeeping, DemoPassword, DemoPerson, DemoRemovalPreview, DemoStanding } from './demo.dto.js';
import { DemoService } from './demo.service.js';

@ApiTags('Workshop')
@Controller('workshop/demo')
@Personal()
export class DemoController {
  constructor(private readonly demo: DemoService) {}

  @Get()
  @Allow('workshop:change')
  @ApiOperation({ summary: 'Whether a demo may be chosen, and how far the work on one is' })
  @Answers(DemoStanding)
  getDemo(): Promise<DemoStanding> {
    return this.demo.standing();
  }

  @Put()
  @Allow('workshop:change')
  @ApiOperation({
    summary: 'Fill an empty workshop with a demo of a trade, or begin empty',
    description: 'It is loaded while `demo.state` of the workshop is `loading`; its days are counted from today.',
  })
  @Answers(Workshop, { errors: ['demo.state', 'demo.not_empty'] })
  chooseDemo(@Body() body: DemoChoice): Promise<Workshop> {
    return this.demo.choose(body);
  }

  @Delete()
  @Allow('workshop:change')
  @ApiOperation({
    summary: 'Remove the demo',
    description:
      'It goes while `demo.state` of the workshop is `removing`; own documents stay with what they refer to.',
  })
  @Answers(Workshop, { errors: ['demo.state'] })
  removeDemo(): Promise<Workshop> {
    return this.demo.remove();
  }

  @Put('keeping')
  @Allow('workshop:change')
  @ApiOperation({ summary: 'Keep the demo as the own workshop' })
  @Answers(Workshop, { errors: ['demo.state'] })
  keepDemo(@Body() body: DemoKeeping): Promise<Workshop> {
    return this.demo.keep(body);
  }

  @Get('removal')
  @Allow('workshop:change')
  @ApiOperation({
    summary: 'What would go with the demo',
    description: 'What own documents refer to stays, named with what it stays for.',
  })
  @Answers(DemoRemovalPreview)
  previewDemoRemoval(): Promise<DemoRemovalPreview> {
    return this.demo.previewRemoval();
  }

  @Get('people')
  @Allow('users:read')
  @ApiOperation({ summary: 'The people of the demo, to sign in as' })
  @AnswersList(DemoPerson)
  listDemoPeople(): Promise<User[]> {
    return this.demo.people();
  }

  @Put('password')
  @Allow('users:write')
  @ApiOperation({
    summary: 'Make a new password for the people of the demo',
    description: 'One for all of them, told this once; their sessions end.',
  })
  @Answers(DemoPassword)
  makeDemoPassword(): Promise<DemoPassword> {
    return this.demo.makePassword();
  }
}
