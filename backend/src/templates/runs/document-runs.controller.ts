import { Body, Controller, Delete, Get, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { serveMade } from '../../files/served.js';
import { Allow, Personal } from '../../platform/access/allow.js';
import { Answers, AnswersFile, AnswersNothing, AnswersPage, Repeatable } from '../../platform/http/answers.js';
import { Id } from '../../platform/http/id.js';
import { PageQuery, type Page } from '../../platform/lists/paging.js';
import { DocumentRunCreate } from './document-run.dto.js';
import { DocumentRow, DocumentRun } from './document-run.js';
import { DocumentRunsService, ZIP } from './document-runs.service.js';

const MAKERS = ['orders:read', 'parts:read'] as const;

@ApiTags('Templates')
@Controller('document-runs')
@Personal()
export class DocumentRunsController {
  constructor(private readonly runs: DocumentRunsService) {}

  @Post()
  @Allow(...MAKERS)
  @Repeatable()
  @ApiOperation({
    summary: 'Make many documents by one template',
    description:
      'They are made one after another, whoever waits; each tells what has become of it. Into OneDrive, or to be downloaded for 7 days.',
  })
  @Answers(DocumentRun, { status: 201, errors: ['not_found', 'template.archived', 'onedrive.not_set_up'] })
  startDocumentRun(@Body() body: DocumentRunCreate): Promise<DocumentRun> {
    return this.runs.create(body);
  }

  @Get(':id')
  @Allow(...MAKERS)
  @ApiOperation({ summary: 'How far a run of documents is' })
  @Answers(DocumentRun, { errors: ['not_found'] })
  getDocumentRun(@Id() id: string): Promise<DocumentRun> {
    return this.runs.get(id);
  }

  @Get(':id/rows')
  @Allow(...MAKERS)
  @ApiOperation({ summary: 'What has become of each document of a run' })
  @AnswersPage(DocumentRow, { errors: ['not_found'] })
  listDocumentRows(@Id() id: string, @Query() query: PageQuery): Promise<Page<DocumentRow>> {
    return this.runs.rows(id, query);
  }

  @Get(':id/file')
  @Allow(...MAKERS)
  @ApiOperation({
    summary: 'What a run has made',
    description: 'One document as it is, several as a .zip. What went into OneDrive lies there alone.',
  })
  @AnswersFile(ZIP, { errors: ['not_found', 'document_run.busy'] })
  async getDocumentRunFile(@Id() id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    return serveMade(await this.runs.file(id), reply);
  }

  @Delete(':id')
  @Allow(...MAKERS)
  @ApiOperation({ summary: 'Forget a run of documents', description: 'What went into OneDrive stays there.' })
  @AnswersNothing({ errors: ['not_found', 'document_run.busy'] })
  deleteDocumentRun(@Id() id: string): Promise<void> {
    return this.runs.delete(id);
  }
}
