import { Body, Controller, Delete, Get, Patch, Post, Put, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ONEDRIVE_FAULTS } from '@verstak/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { serve, serveMade } from '../files/served.js';
import { Allow } from '../platform/access/allow.js';
import {
  Answers,
  AnswersFile,
  AnswersList,
  AnswersNothing,
  AnswersPage,
  Repeatable,
} from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { Receives } from '../platform/http/received-bodies.js';
import { JournalEntry } from '../platform/journal/journal-entry.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { DocumentsService } from './documents.service.js';
import type { ReceivedTemplate } from './received-template.js';
import { TableReceiver, type ReceivedSource } from './table-receiver.js';
import {
  DocumentQuery,
  TableWriting,
  TagQuery,
  TemplateArchiving,
  TemplateChange,
  TemplateCopy,
  TemplateFileQuery,
  TemplateListQuery,
  TemplateTag,
  TemplateUpload,
  VersionUpload,
} from './template.dto.js';
import { TemplateReceiver } from './template-receiver.js';
import { Template } from './template.js';
import { DOCX, TemplatesService } from './templates.service.js';

/** Whoever may make documents of something, and who keeps the templates. */
const READERS = ['orders:read', 'parts:read', 'templates:write'] as const;
const BROKEN = ['template.unreadable', 'file.incomplete', 'file.no_space', 'request.too_large'] as const;

@ApiTags('Templates')
@Controller('templates')
export class TemplatesController {
  constructor(
    private readonly templates: TemplatesService,
    private readonly documents: DocumentsService,
  ) {}

  @Get()
  @Allow(...READERS)
  @ApiOperation({
    summary: 'List templates',
    description: 'The own ones by name, then those that come with the product; of the kinds that the caller may read.',
  })
  @AnswersList(Template)
  listTemplates(@Query() query: TemplateListQuery): Promise<Template[]> {
    return this.templates.list(query);
  }

  @Get('tags')
  @Allow(...READERS)
  @ApiOperation({
    summary: 'The tags that templates of a kind may have, and what they mean',
    description:
      'Words and pictures stand as `{order.number}`, a picture with its width in millimetres as `{order.qr [width: 30]}`. What lies between `{#items}` and `{/items}` is repeated for each of a list; between such ends of anything else it stands where there is something.',
  })
  @AnswersList(TemplateTag)
  listTemplateTags(@Query() { kind }: TagQuery): TemplateTag[] {
    return this.templates.tags(kind);
  }

  @Post()
  @Allow('templates:write')
  @Repeatable()
  @Receives(TemplateReceiver)
  @ApiOperation({
    summary: 'Add a template',
    description:
      'The body is the bytes of a .docx, at most 10 MiB, without macros. A tag by which nothing is called is no fault: `tags` tells of it, and documents leave it empty.',
  })
  @Answers(Template, { status: 201, errors: [...BROKEN, 'template.too_many'] })
  createTemplate(@Query() upload: TemplateUpload, @Req() { body }: FastifyRequest): Promise<Template> {
    return this.templates.create(upload, body as ReceivedTemplate);
  }

  @Get(':id')
  @Allow(...READERS)
  @ApiOperation({ summary: 'Read one template' })
  @Answers(Template, { errors: ['not_found'] })
  getTemplate(@Id() id: string): Promise<Template> {
    return this.templates.get(id);
  }

  @Get(':id/history')
  @Allow('templates:write')
  @ApiOperation({ summary: 'Every change of a template, newest first' })
  @AnswersPage(JournalEntry, { errors: ['not_found'] })
  getTemplateHistory(@Id() id: string, @Query() query: PageQuery): Promise<Page<JournalEntry>> {
    return this.templates.history(id, query);
  }

  @Get(':id/file')
  @Allow(...READERS)
  @ApiOperation({ summary: 'A file of a template, as it was uploaded' })
  @AnswersFile(DOCX, { errors: ['not_found'] })
  async getTemplateFile(
    @Id() id: string,
    @Query() { revision }: TemplateFileQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    return serve(await this.templates.file(id, revision), request, reply);
  }

  @Get(':id/document')
  @Allow('orders:read', 'parts:read')
  @ApiOperation({
    summary: 'Make a document of an order or a part',
    description: 'Of what the caller may read: tags of anything else are left empty.',
  })
  @AnswersFile(DOCX, {
    errors: ['not_found', 'template.archived', 'template.unreadable', 'template.table_unreadable', ...ONEDRIVE_FAULTS],
  })
  async makeDocument(
    @Id() id: string,
    @Query() { subjectId }: DocumentQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return serveMade({ ...(await this.documents.make(id, subjectId)), mediaType: DOCX }, reply);
  }

  @Post(':id/copies')
  @Allow('templates:write')
  @Repeatable()
  @ApiOperation({
    summary: 'Copy a template',
    description: 'Also one that comes with the product, to change the copy.',
  })
  @Answers(Template, { status: 201, errors: ['not_found', 'template.too_many', 'file.no_space'] })
  copyTemplate(@Id() id: string, @Body() { name }: TemplateCopy): Promise<Template> {
    return this.templates.copy(id, name);
  }

  @Post(':id/versions')
  @Allow('templates:write')
  @Repeatable()
  @Receives(TemplateReceiver)
  @ApiOperation({
    summary: 'Put another file in place of the present one',
    description: 'The body is the bytes of a .docx, as of a new template. Former files are kept, the last 20 of all.',
  })
  @Answers(Template, { status: 201, errors: [...BROKEN, 'not_found', 'template.shipped'] })
  addTemplateVersion(
    @Id() id: string,
    @Query() { fileName }: VersionUpload,
    @Req() { body }: FastifyRequest,
  ): Promise<Template> {
    return this.templates.replace(id, fileName, body as ReceivedTemplate);
  }

  @Post(':id/table')
  @Allow('templates:write')
  @Repeatable()
  @Receives(TableReceiver)
  @ApiOperation({
    summary: 'Give a template a table of Excel',
    description:
      'The body is the bytes of an .xlsx or .csv, at most 20 MiB. Its first row has the headings, which are tags between the ends of `{#table}`.',
  })
  @Answers(Template, { status: 201, errors: [...BROKEN, 'not_found', 'template.shipped', 'template.table_unreadable'] })
  addTemplateTable(
    @Id() id: string,
    @Query() { fileName }: VersionUpload,
    @Req() { body }: FastifyRequest,
  ): Promise<Template> {
    return this.templates.setFile(id, fileName, body as ReceivedSource);
  }

  @Put(':id/table')
  @Allow('templates:write')
  @ApiOperation({
    summary: 'Say how the rows of a table belong to documents',
    description: 'With `path`, the table lies in the OneDrive of the workshop, and is read there for each document.',
  })
  @Answers(Template, {
    errors: ['not_found', 'template.shipped', 'template.table_unreadable', ...ONEDRIVE_FAULTS],
  })
  setTemplateTable(@Id() id: string, @Body() body: TableWriting): Promise<Template> {
    return this.templates.setTable(id, body);
  }

  @Delete(':id/table')
  @Allow('templates:write')
  @ApiOperation({ summary: 'Leave a template without a table' })
  @Answers(Template, { errors: ['not_found', 'template.shipped'] })
  removeTemplateTable(@Id() id: string): Promise<Template> {
    return this.templates.removeTable(id);
  }

  @Patch(':id')
  @Allow('templates:write')
  @ApiOperation({ summary: 'Change some fields of a template' })
  @Answers(Template, { errors: ['not_found', 'conflict.version', 'template.shipped'] })
  changeTemplate(@Id() id: string, @Body() body: TemplateChange): Promise<Template> {
    return this.templates.change(id, body);
  }

  @Post(':id/archive')
  @Allow('templates:write')
  @Repeatable()
  @ApiOperation({ summary: 'Archive a template, or bring it back' })
  @Answers(Template, { errors: ['not_found', 'template.shipped'] })
  archiveTemplate(@Id() id: string, @Body() { isArchived }: TemplateArchiving): Promise<Template> {
    return this.templates.archive(id, isArchived);
  }

  @Delete(':id')
  @Allow('templates:write')
  @ApiOperation({ summary: 'Delete a template with its files; documents that were made by it stay' })
  @AnswersNothing({ errors: ['not_found', 'template.shipped'] })
  deleteTemplate(@Id() id: string): Promise<void> {
    return this.templates.delete(id);
  }
}
