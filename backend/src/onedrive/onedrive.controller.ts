import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ONEDRIVE_FAULTS } from '@verstak/domain';
import { Allow } from '../platform/access/allow.js';
import { Answers } from '../platform/http/answers.js';
import { OneDriveFolder, OneDriveFound, OneDriveQuery } from './onedrive.dto.js';
import { OneDriveService } from './onedrive.service.js';

@ApiTags('OneDrive')
@Controller('onedrive')
export class OneDriveController {
  constructor(private readonly oneDrive: OneDriveService) {}

  @Get('files')
  @Allow('workshop:change', 'templates:write')
  @ApiOperation({
    summary: 'What a folder of the workshop’s OneDrive holds',
    description: 'Of `MS_ONEDRIVE_USER_ID`. Ids stay the same where a file is renamed or moved.',
  })
  @Answers(OneDriveFolder, { errors: ONEDRIVE_FAULTS })
  listOneDriveFiles(@Query() query: OneDriveQuery): Promise<OneDriveFolder> {
    return this.oneDrive.list(query);
  }

  @Post('check')
  @Allow('workshop:change')
  @ApiOperation({
    summary: 'Check that OneDrive can be read and written',
    description: 'Leaves nothing there. A refusal says what Microsoft said and what to do. Five in a row are free.',
  })
  @Answers(OneDriveFound, { errors: ['request.too_many', ...ONEDRIVE_FAULTS] })
  checkOneDrive(): Promise<OneDriveFound> {
    return this.oneDrive.check();
  }
}
