import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Personal, Staff } from '../platform/access/allow.js';
import { Answers, AnswersNothing, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import type { Page } from '../platform/lists/paging.js';
import { SavedViewChange, SavedViewCreate, SavedViewQuery } from './saved-view.dto.js';
import { SavedView } from './saved-view.js';
import { ViewsService } from './views.service.js';

@ApiTags('Views')
@Controller('views')
@Personal()
export class ViewsController {
  constructor(private readonly views: ViewsService) {}

  @Get()
  @Staff()
  @ApiOperation({ summary: 'List saved views', description: 'The own ones, and those that everybody has.' })
  @AnswersPage(SavedView)
  listViews(@Query() query: SavedViewQuery): Promise<Page<SavedView>> {
    return this.views.list(query);
  }

  @Post()
  @Staff()
  @Repeatable()
  @ApiOperation({
    summary: 'Save a view',
    description: 'A list as it is narrowed, under a name; `isShared` needs permission `views:share`.',
  })
  @Answers(SavedView, { status: 201, errors: ['auth.forbidden'] })
  saveView(@Body() body: SavedViewCreate): Promise<SavedView> {
    return this.views.create(body);
  }

  @Patch(':id')
  @Staff()
  @ApiOperation({
    summary: 'Change some fields of a view',
    description: 'Of an own one, or with permission `views:share` of one that everybody has.',
  })
  @Answers(SavedView, { errors: ['not_found', 'auth.forbidden', 'conflict.version'] })
  changeView(@Id() id: string, @Body() body: SavedViewChange): Promise<SavedView> {
    return this.views.change(id, body);
  }

  @Delete(':id')
  @Staff()
  @ApiOperation({
    summary: 'Delete a view',
    description: 'An own one, or with permission `views:share` one that everybody has.',
  })
  @AnswersNothing({ errors: ['not_found', 'auth.forbidden'] })
  deleteView(@Id() id: string): Promise<void> {
    return this.views.delete(id);
  }
}
