import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Answers, AnswersNothing, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { JournalEntry } from '../platform/journal/journal-entry.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { RouteArchiving, RouteChange, RouteCreate, RouteListQuery } from './route.dto.js';
import { Route } from './route.js';
import { RoutesService } from './routes.service.js';

@ApiTags('Routes')
@Controller('routes')
export class RoutesController {
  constructor(private readonly routes: RoutesService) {}

  @Get()
  @Allow('orders:read', 'parts:read', 'parts:work', 'routes:write', 'catalog:write')
  @ApiOperation({ summary: 'List routes by name' })
  @AnswersPage(Route)
  listRoutes(@Query() query: RouteListQuery): Promise<Page<Route>> {
    return this.routes.list(query);
  }

  @Get(':id')
  @Allow('orders:read', 'parts:read', 'parts:work', 'routes:write', 'catalog:write')
  @ApiOperation({ summary: 'Read one route' })
  @Answers(Route, { errors: ['not_found'] })
  getRoute(@Id() id: string): Promise<Route> {
    return this.routes.get(id);
  }

  @Get(':id/history')
  @Allow('routes:write')
  @ApiOperation({ summary: 'Every change of a route, newest first' })
  @AnswersPage(JournalEntry, { errors: ['not_found'] })
  getRouteHistory(@Id() id: string, @Query() query: PageQuery): Promise<Page<JournalEntry>> {
    return this.routes.history(id, query);
  }

  @Post()
  @Allow('routes:write')
  @Repeatable()
  @ApiOperation({ summary: 'Add a route' })
  @Answers(Route, { status: 201, errors: ['conflict.duplicate', 'user.not_master'] })
  createRoute(@Body() body: RouteCreate): Promise<Route> {
    return this.routes.create(body);
  }

  @Patch(':id')
  @Allow('routes:write')
  @ApiOperation({
    summary: 'Change some fields of a route',
    description: 'Of the stages all are sent, in their order. Parts under way keep the stages that they have.',
  })
  @Answers(Route, { errors: ['not_found', 'conflict.version', 'conflict.duplicate', 'user.not_master'] })
  changeRoute(@Id() id: string, @Body() body: RouteChange): Promise<Route> {
    return this.routes.change(id, body);
  }

  @Post(':id/archive')
  @Allow('routes:write')
  @Repeatable()
  @ApiOperation({ summary: 'Archive a route, or bring it back' })
  @Answers(Route, { errors: ['not_found'] })
  archiveRoute(@Id() id: string, @Body() { isArchived }: RouteArchiving): Promise<Route> {
    return this.routes.archive(id, isArchived);
  }

  @Delete(':id')
  @Allow('routes:write')
  @ApiOperation({ summary: 'Delete a route; what is made by it keeps its stages' })
  @AnswersNothing({ errors: ['not_found'] })
  deleteRoute(@Id() id: string): Promise<void> {
    return this.routes.delete(id);
  }
}
