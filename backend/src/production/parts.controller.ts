import { Body, Controller, Delete, Get, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Answers, AnswersFile, AnswersNothing, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { JournalEntry } from '../platform/journal/journal-entry.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { PDF } from '../platform/exports/print-export.js';
import { CodePictureQuery, LabelPrint } from './labels/label.dto.js';
import { PartCodes, PNG, SVG } from './labels/part-codes.js';
import { PartLabels } from './labels/part-labels.js';
import { PartPlanningService } from './part-planning.service.js';
import {
  PartChange,
  PartCreate,
  PartFact,
  PartListQuery,
  PartNote,
  PartProblem,
  PartStep,
  ScrapReport,
  StagePassListQuery,
} from './part.dto.js';
import { Part } from './part.js';
import { ProductionService } from './production.service.js';
import { StagePass } from './stage-pass.js';

@ApiTags('Production')
@Controller('parts')
export class PartsController {
  constructor(
    private readonly production: ProductionService,
    private readonly planning: PartPlanningService,
    private readonly codes: PartCodes,
    private readonly labels: PartLabels,
  ) {}

  @Get()
  @Allow('parts:read', 'parts:work')
  @ApiOperation({ summary: 'List parts by due date', description: 'A master sees own parts only.' })
  @AnswersPage(Part)
  listParts(@Query() query: PartListQuery): Promise<Page<Part>> {
    return this.production.list(query);
  }

  @Post('labels')
  @Allow('parts:read', 'parts:work')
  @ApiOperation({
    summary: 'Labels of parts to print, with the code that opens each',
    description: 'In the order of the ids, from a place of the first page on. To be printed in its own size.',
  })
  @AnswersFile(PDF, { errors: ['not_found'] })
  printLabels(@Body() body: LabelPrint): Promise<StreamableFile> {
    return this.labels.print(body);
  }

  @Get(':id')
  @Allow('parts:read', 'parts:work')
  @ApiOperation({ summary: 'Read one part' })
  @Answers(Part, { errors: ['not_found'] })
  getPart(@Id() id: string): Promise<Part> {
    return this.production.get(id);
  }

  @Get(':id/code.svg')
  @Allow('parts:read', 'parts:work')
  @ApiOperation({ summary: 'The code of a part as a QR code to scale', description: 'Opens the part where scanned.' })
  @AnswersFile(SVG, { errors: ['not_found'] })
  getPartCodeSvg(@Id() id: string): Promise<StreamableFile> {
    return this.codes.svg(id);
  }

  @Get(':id/code.png')
  @Allow('parts:read', 'parts:work')
  @ApiOperation({ summary: 'The code of a part as a QR code in pixels', description: 'Opens the part where scanned.' })
  @AnswersFile(PNG, { errors: ['not_found'] })
  getPartCodePng(@Id() id: string, @Query() { size }: CodePictureQuery): Promise<StreamableFile> {
    return this.codes.png(id, size);
  }

  @Get(':id/passes')
  @Allow('parts:read', 'parts:work')
  @ApiOperation({ summary: 'List the stretches of work on a part, the latest first' })
  @AnswersPage(StagePass, { errors: ['not_found'] })
  listStagePasses(@Id() id: string, @Query() query: StagePassListQuery): Promise<Page<StagePass>> {
    return this.production.passesOf(id, query);
  }

  @Get(':id/history')
  @Allow('parts:read')
  @ApiOperation({ summary: 'Every change of a part, newest first' })
  @AnswersPage(JournalEntry, { errors: ['not_found'] })
  getPartHistory(@Id() id: string, @Query() query: PageQuery): Promise<Page<JournalEntry>> {
    return this.planning.history(id, query);
  }

  @Post()
  @Allow('parts:write')
  @Repeatable()
  @ApiOperation({ summary: 'Make a part for itself, or as a part of another one' })
  @Answers(Part, { status: 201, errors: ['not_found', 'part.of_order', 'route.archived', 'user.not_master'] })
  createPart(@Body() body: PartCreate): Promise<Part> {
    return this.planning.create(body);
  }

  @Patch(':id')
  @Allow('parts:write')
  @ApiOperation({
    summary: 'Change some fields of a part that is not of an order',
    description: 'Route and quantity can be changed until somebody works on it.',
  })
  @Answers(Part, {
    errors: ['not_found', 'conflict.version', 'part.of_order', 'part.started', 'route.archived', 'user.not_master'],
  })
  changePart(@Id() id: string, @Body() body: PartChange): Promise<Part> {
    return this.planning.change(id, body);
  }

  @Delete(':id')
  @Allow('parts:write')
  @ApiOperation({ summary: 'Delete a part on which nobody has worked and into which nothing goes' })
  @AnswersNothing({ errors: ['not_found', 'part.of_order', 'part.started', 'part.children'] })
  deletePart(@Id() id: string): Promise<void> {
    return this.planning.delete(id);
  }

  @Post(':id/step')
  @Allow('parts:work')
  @Repeatable()
  @ApiOperation({ summary: 'Start or pause a part at its stage, or report pieces that are good' })
  @Answers(Part, {
    errors: [
      'not_found',
      'part.transition',
      'part.quantity',
      'part.photo',
      'part.blocked',
      'part.children',
      'part.performer',
    ],
  })
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

  @Post(':id/back')
  @Allow('parts:work')
  @Repeatable()
  @ApiOperation({ summary: 'Take a part back to the stage before, which is done anew' })
  @Answers(Part, { errors: ['not_found', 'part.transition'] })
  stepPartBack(@Id() id: string, @Body() body: PartFact): Promise<Part> {
    return this.production.stepBack(id, body);
  }

  @Post(':id/problem')
  @Allow('parts:work')
  @Repeatable()
  @ApiOperation({ summary: 'Tell of a problem: nobody works on the part until it is resolved' })
  @Answers(Part, { errors: ['not_found'] })
  blockPart(@Id() id: string, @Body() body: PartProblem): Promise<Part> {
    return this.production.block(id, body);
  }

  @Post(':id/resolve')
  @Allow('parts:work', 'parts:write')
  @Repeatable()
  @ApiOperation({ summary: 'Say that the problem of a part is resolved' })
  @Answers(Part, { errors: ['not_found'] })
  unblockPart(@Id() id: string, @Body() body: PartFact): Promise<Part> {
    return this.production.unblock(id, body);
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
