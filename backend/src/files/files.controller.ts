import { Body, Controller, Delete, Get, Patch, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SignedIn, Staff } from '../platform/access/allow.js';
import { ReadByCookie } from '../platform/access/read-by-cookie.js';
import {
  Answers,
  AnswersFile,
  AnswersList,
  AnswersNothing,
  AnswersPage,
  Repeatable,
} from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { Receives } from '../platform/http/received-bodies.js';
import { JournalEntry } from '../platform/journal/journal-entry.js';
import { ContentQuery, FileChange, FileListQuery, FileUpload, PreviewQuery } from './file.dto.js';
import { FileReceiver } from './file-receiver.js';
import { FilesService } from './files.service.js';
import { UNKNOWN_TYPE } from './media-type.js';
import { PREVIEW_TYPE } from './previews.js';
import type { ReceivedFile } from './received-file.js';
import { serve } from './served.js';
import { StoredFile } from './stored-file.js';

@ApiTags('Files')
@Controller('files')
export class FilesController {
  constructor(private readonly files: FilesService) {}

  @Get()
  @Staff()
  @ApiOperation({
    summary: 'List the files of a document or of a piece of it',
    description:
      'Whoever may read the document may read its files, a master those of the items of own parts, and everybody those of the workshop.',
  })
  @AnswersList(StoredFile, { errors: ['not_found'] })
  listFiles(@Query() query: FileListQuery): Promise<StoredFile[]> {
    return this.files.list(query);
  }

  @Post()
  @SignedIn()
  @Repeatable()
  @Receives(FileReceiver)
  @ApiOperation({
    summary: 'Upload a file',
    description:
      'The body is the bytes as they are, at most 100 MiB. `Idempotency-Key` covers them: a repeat gets the first answer, other bytes 422.',
  })
  @Answers(StoredFile, {
    status: 201,
    errors: ['not_found', 'auth.forbidden', 'file.incomplete', 'file.too_many', 'file.no_space', 'request.too_many'],
  })
  uploadFile(@Query() where: FileUpload, @Req() { body }: FastifyRequest): Promise<StoredFile> {
    return this.files.add(where, body as ReceivedFile);
  }

  @Get(':id')
  @Staff()
  @ApiOperation({
    summary: 'What is known of a file',
    description: 'Name, size, type by content, and whether there is a picture of it to show.',
  })
  @Answers(StoredFile, { errors: ['not_found'] })
  getFile(@Id() id: string): Promise<StoredFile> {
    return this.files.get(id);
  }

  @Patch(':id')
  @Staff()
  @ApiOperation({
    summary: 'Say what a picture shows',
    description: 'For whoever may change what the file belongs to. Of a product, the shop says it with the picture.',
  })
  @Answers(StoredFile, { errors: ['not_found', 'auth.forbidden', 'conflict.version'] })
  changeFile(@Id() id: string, @Body() body: FileChange): Promise<StoredFile> {
    return this.files.change(id, body);
  }

  @Get(':id/history')
  @Staff()
  @ApiOperation({
    summary: 'Who added, removed and restored a file, newest first',
    description: 'For whoever may read the file.',
  })
  @AnswersPage(JournalEntry, { errors: ['not_found'] })
  getFileHistory(@Id() id: string, @Query() query: PageQuery): Promise<Page<JournalEntry>> {
    return this.files.history(id, query);
  }

  @Get(':id/content')
  @SignedIn()
  @ReadByCookie()
  @ApiOperation({
    summary: 'The file as it was uploaded',
    description: 'Takes `Range`. Only pictures and PDF are shown in a browser; all else is saved.',
  })
  @AnswersFile(UNKNOWN_TYPE, { errors: ['not_found'] })
  async getFileContent(
    @Id() id: string,
    @Query() { isInline }: ContentQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    return serve(await this.files.original(id, isInline), request, reply);
  }

  @Get(':id/preview')
  @SignedIn()
  @ReadByCookie()
  @ApiOperation({
    summary: 'A picture encoded anew, without EXIF',
    description: 'WebP; of a file that is no picture there is none.',
  })
  @AnswersFile(PREVIEW_TYPE, { errors: ['not_found'] })
  async getFilePreview(
    @Id() id: string,
    @Query() { size }: PreviewQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    return serve(await this.files.preview(id, size), request, reply);
  }

  @Delete(':id')
  @SignedIn()
  @ApiOperation({ summary: 'Remove a file', description: 'It can be restored for 30 days.' })
  @AnswersNothing({ errors: ['not_found', 'auth.forbidden'] })
  removeFile(@Id() id: string): Promise<void> {
    return this.files.remove(id);
  }

  @Post(':id/restore')
  @Staff()
  @Repeatable()
  @ApiOperation({ summary: 'Bring a removed file back', description: 'Within the 30 days in which it is kept.' })
  @Answers(StoredFile, { errors: ['not_found', 'auth.forbidden', 'file.too_many'] })
  restoreFile(@Id() id: string): Promise<StoredFile> {
    return this.files.restore(id);
  }
}
