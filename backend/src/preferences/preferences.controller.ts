import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Console, Personal } from '../platform/access/allow.js';
import { Answers } from '../platform/http/answers.js';
import { PreferencesBody } from './preferences.dto.js';
import { PreferencesService } from './preferences.service.js';

@ApiTags('Preferences')
@Controller('preferences')
@Personal()
export class PreferencesController {
  constructor(private readonly preferences: PreferencesService) {}

  @Get()
  @Console()
  @ApiOperation({
    summary: 'How the caller likes the console',
    description: 'Chosen columns, language and the last layout of labels; what was never chosen is left out.',
  })
  @Answers(PreferencesBody)
  getPreferences(): Promise<PreferencesBody> {
    return this.preferences.get();
  }

  @Put()
  @Console()
  @ApiOperation({
    summary: 'Keep how the caller likes the console',
    description: 'All of it as it is to be; of two windows the last one counts.',
  })
  @Answers(PreferencesBody)
  keepPreferences(@Body() body: PreferencesBody): Promise<PreferencesBody> {
    return this.preferences.replace(body);
  }
}
