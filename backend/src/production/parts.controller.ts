import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Answers, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import type { Page } from '../platform/lists/paging.js';
import { PartListQuery, PartNote, PartStep, ScrapReport, StagePassListQuery } from './part.dto.js';
import { Part } from './part.js';
import { ProductionService } from './production.service.js';
import { StagePass } from './stage-pass.js';

@ApiTags('Production')
@Controller('parts')
export class PartsController {
  constructor(private readonly production: ProductionService) {}

  @Get()
  @Allow('parts:read', 'parts:work')
  @ApiOperation({ summary: 'List parts by due date', description: 'A master sees own parts only.' })
  @AnswersPage(Part)
  listParts(@Query() query: PartListQuery): Promise<Page<Part>> {
    return this.production.list(query);
  }

  @Get(':id')
  @Allow('parts:read', 'parts:work')
  @ApiOperation({ summary: 'Read one part' })
  @Answers(Part, { errors: ['not_found'] })
  getPart(@Id() id: string): Promise<Part> {
    return this.production.get(id);
  }

  @Get(':id/passes')
  @Allow('parts:read', 'parts:work')
  @ApiOperation({ summary: 'List the stretches of work on a part, the latest first' })
  @AnswersPage(StagePass, { errors: ['not_found'] })
  listStagePasses(@Id() id: string, @Query() query: StagePassListQuery): Promise<Page<StagePass>> {
    return this.production.passesOf(id, query);
  }

  @Post(':id/step')
  @Allow('parts:work')
  @Repeatable()
  @ApiOperation({ summary: 'Start, pause or finish a part' })
  @Answers(Part, { errors: ['not_found', 'part.transition'] })
  stepPart(@Id() id: string, @Body() body: PartStep): Promise<Part> {
    return this.production.step(id, body);
  }

  @Post(':id/scrap')
  @Allow('parts:work')
  @Repeatable()
  @ApiOperation({ summary: 'Report lost pieces with the reason' })
  @Answers(Part, { errors: ['not_found', 'part.quantity'] })
  scrapPart(@Id() id: string, @Body() body: ScrapReport): Promise<Part> {
    return this.production.scrap(id, body);
  }

  @Post(':id/note')
  @Allow('parts:work')
  @Repeatable()
  @ApiOperation({ summary: 'Write what should be known of a part' })
  @Answers(Part, { errors: ['not_found', 'conflict.version'] })
  writePartNote(@Id() id: string, @Body() body: PartNote): Promise<Part> {
    return this.production.writeNote(id, body);
  }
}
