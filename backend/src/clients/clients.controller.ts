import { Body, Controller, Delete, Get, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Answers, AnswersFile, AnswersNothing, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { JournalEntry } from '../platform/journal/journal-entry.js';
import { CSV, XLSX } from '../platform/exports/table-export.js';
import { ClientExport } from './client-export.service.js';
import {
  ClientArchiving,
  ClientChange,
  ClientCreate,
  ClientCsvQuery,
  ClientExportQuery,
  ClientListItem,
  ClientListQuery,
} from './client.dto.js';
import { Client } from './client.js';
import { ClientsService } from './clients.service.js';

@ApiTags('Clients')
@Controller('clients')
export class ClientsController {
  constructor(
    private readonly clients: ClientsService,
    private readonly files: ClientExport,
  ) {}

  @Get()
  @Allow('clients:read')
  @ApiOperation({ summary: 'List clients' })
  @AnswersPage(ClientListItem)
  listClients(@Query() query: ClientListQuery): Promise<Page<ClientListItem>> {
    return this.clients.list(query);
  }

  @Get('export.xlsx')
  @Allow('clients:read')
  @ApiOperation({ summary: 'The clients of a list as a workbook: a sheet of clients, a sheet of their contacts' })
  @AnswersFile(XLSX)
  exportClientsXlsx(@Query() query: ClientExportQuery): Promise<StreamableFile> {
    return this.files.xlsx(query);
  }

  @Get('export.csv')
  @Allow('clients:read')
  @ApiOperation({ summary: 'The clients of a list, or their contacts, as CSV' })
  @AnswersFile(CSV)
  exportClientsCsv(@Query() query: ClientCsvQuery): Promise<StreamableFile> {
    return this.files.csv(query);
  }

  @Get(':id')
  @Allow('clients:read')
  @ApiOperation({ summary: 'Read one client' })
  @Answers(Client, { errors: ['not_found'] })
  getClient(@Id() id: string): Promise<Client> {
    return this.clients.get(id);
  }

  @Get(':id/history')
  @Allow('clients:contacts')
  @ApiOperation({ summary: 'Every change of a client and of its files, newest first' })
  @AnswersPage(JournalEntry, { errors: ['not_found'] })
  getClientHistory(@Id() id: string, @Query() query: PageQuery): Promise<Page<JournalEntry>> {
    return this.clients.history(id, query);
  }

  @Post()
  @Allow('clients:write')
  @Repeatable()
  @ApiOperation({ summary: 'Add a client' })
  @Answers(Client, { status: 201, errors: ['conflict.duplicate'] })
  createClient(@Body() body: ClientCreate): Promise<Client> {
    return this.clients.create(body);
  }

  @Patch(':id')
  @Allow('clients:write')
  @ApiOperation({ summary: 'Change some fields of a client' })
  @Answers(Client, { errors: ['not_found', 'conflict.version', 'conflict.duplicate'] })
  changeClient(@Id() id: string, @Body() body: ClientChange): Promise<Client> {
    return this.clients.change(id, body);
  }

  @Post(':id/archive')
  @Allow('clients:write')
  @Repeatable()
  @ApiOperation({ summary: 'Archive a client, or bring the client back' })
  @Answers(Client, { errors: ['not_found'] })
  archiveClient(@Id() id: string, @Body() { isArchived }: ClientArchiving): Promise<Client> {
    return this.clients.archive(id, isArchived);
  }

  @Delete(':id')
  @Allow('clients:delete')
  @ApiOperation({ summary: 'Delete a client without orders' })
  @AnswersNothing({ errors: ['not_found', 'client.has_orders'] })
  deleteClient(@Id() id: string): Promise<void> {
    return this.clients.delete(id);
  }
}
