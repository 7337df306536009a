import { Body, Controller, Delete, Get, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { ReceivedContent } from '../files/received-content.js';
import { Allow, Personal } from '../platform/access/allow.js';
import { Answers, AnswersNothing, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { Receives } from '../platform/http/received-bodies.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { ImportReceiver } from './import-receiver.js';
import { ImportChange, ImportColumns, ImportListQuery, ImportRowQuery, ImportUpload } from './import.dto.js';
import { Import, ImportFault, ImportRow } from './import.js';
import { ImportsService } from './imports.service.js';

/** Whoever may write one of the kinds that are imported. */
const MAY_IMPORT = ['clients:write', 'parts:write', 'catalog:write', 'suppliers:write', 'supply:desk'] as const;

@ApiTags('Imports')
@Controller('imports')
@Personal()
export class ImportsController {
  constructor(private readonly imports: ImportsService) {}

  @Get()
  @Allow(...MAY_IMPORT)
  @ApiOperation({ summary: 'List the own imports', description: 'The latest first.' })
  @AnswersPage(Import)
  listImports(@Query() query: ImportListQuery): Promise<Page<Import>> {
    return this.imports.list(query);
  }

  @Post()
  @Allow(...MAY_IMPORT)
  @Repeatable()
  @Receives(ImportReceiver)
  @ApiOperation({
    summary: 'Send a table to import',
    description:
      'The body is the bytes of an .xlsx or .csv, at most 20 MiB. It is read at once, and nothing is written before `commitImport`.',
  })
  @Answers(Import, { status: 201, errors: ['not_found', 'file.incomplete', 'file.no_space', 'request.too_large'] })
  startImport(@Query() upload: ImportUpload, @Req() { body }: FastifyRequest): Promise<Import> {
    return this.imports.add(upload, body as ReceivedContent);
  }

  @Get(':id')
  @Allow(...MAY_IMPORT)
  @ApiOperation({ summary: 'How an import stands' })
  @Answers(Import, { errors: ['not_found'] })
  getImport(@Id() id: string): Promise<Import> {
    return this.imports.get(id);
  }

  @Get(':id/columns')
  @Allow(...MAY_IMPORT)
  @ApiOperation({ summary: 'The columns of the file, and what they may be' })
  @Answers(ImportColumns, { errors: ['not_found'] })
  getImportColumns(@Id() id: string): Promise<ImportColumns> {
    return this.imports.columns(id);
  }

  @Get(':id/rows')
  @Allow(...MAY_IMPORT)
  @ApiOperation({ summary: 'The rows as they were understood, in the order of the tree' })
  @AnswersPage(ImportRow, { errors: ['not_found'] })
  listImportRows(@Id() id: string, @Query() query: ImportRowQuery): Promise<Page<ImportRow>> {
    return this.imports.rows(id, query);
  }

  @Get(':id/faults')
  @Allow(...MAY_IMPORT)
  @ApiOperation({ summary: 'What is wrong with the file, by row and column', description: 'The first 1,000.' })
  @AnswersPage(ImportFault, { errors: ['not_found'] })
  listImportFaults(@Id() id: string, @Query() query: PageQuery): Promise<Page<ImportFault>> {
    return this.imports.faults(id, query);
  }

  @Patch(':id')
  @Allow(...MAY_IMPORT)
  @ApiOperation({
    summary: 'Say how the file is to be read',
    description: 'It is read anew; what of the mapping is left out is recognised.',
  })
  @Answers(Import, { errors: ['not_found', 'import.state'] })
  changeImport(@Id() id: string, @Body() { mapping }: ImportChange): Promise<Import> {
    return this.imports.change(id, mapping);
  }

  @Post(':id/commit')
  @Allow(...MAY_IMPORT)
  @Repeatable()
  @ApiOperation({ summary: 'Write an import', description: 'All of it or nothing; nothing while anything is wrong.' })
  @Answers(Import, { errors: ['not_found', 'import.state', 'import.faulty'] })
  commitImport(@Id() id: string): Promise<Import> {
    return this.imports.commit(id);
  }

  @Post(':id/undo')
  @Allow(...MAY_IMPORT)
  @Repeatable()
  @ApiOperation({
    summary: 'Take back an import',
    description: 'All of it, while nobody has changed anything of it; else the import says what was in the way.',
  })
  @Answers(Import, { errors: ['not_found', 'import.state'] })
  undoImport(@Id() id: string): Promise<Import> {
    return this.imports.undo(id);
  }

  @Delete(':id')
  @Allow(...MAY_IMPORT)
  @ApiOperation({ summary: 'Give up an import', description: 'What was written stays.' })
  @AnswersNothing({ errors: ['not_found', 'import.state'] })
  deleteImport(@Id() id: string): Promise<void> {
    return this.imports.delete(id);
  }
}
