import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Personal } from '../platform/access/allow.js';
import { Answers, AnswersNothing, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { JournalEntry } from '../platform/journal/journal-entry.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import {
  ConnectionChange,
  ConnectionCheck,
  ConnectionCount,
  ConnectionCreate,
  ConnectionCredentials,
  ConnectionGiving,
  ConnectionListQuery,
  ConnectionRehearsal,
  ConnectionWithPassword,
  ExchangeRowListQuery,
} from './connection.dto.js';
import { Connection } from './connection.js';
import { ConnectionsService } from './connections.service.js';
import { Exchange, ExchangeRow } from './exchange.js';

@ApiTags('Connections')
@Controller('connections')
export class ConnectionsController {
  constructor(private readonly connections: ConnectionsService) {}

  @Get()
  @Allow('connections:write')
  @ApiOperation({ summary: 'List the systems that are exchanged with, and how that goes' })
  @AnswersPage(Connection)
  listConnections(@Query() query: ConnectionListQuery): Promise<Page<Connection>> {
    return this.connections.list(query);
  }

  @Get(':id')
  @Allow('connections:write')
  @ApiOperation({ summary: 'Read one connection' })
  @Answers(Connection, { errors: ['not_found'] })
  getConnection(@Id() id: string): Promise<Connection> {
    return this.connections.get(id);
  }

  @Get(':id/history')
  @Allow('connections:write')
  @ApiOperation({ summary: 'Every change of a connection, newest first' })
  @AnswersPage(JournalEntry, { errors: ['not_found'] })
  getConnectionHistory(@Id() id: string, @Query() query: PageQuery): Promise<Page<JournalEntry>> {
    return this.connections.history(id, query);
  }

  @Post()
  @Personal()
  @Allow('connections:write')
  @Repeatable()
  @ApiOperation({
    summary: 'Add a connection to another system',
    description:
      'It does here no more than whoever writes it may do, and is off until it has credentials: `PUT …/credentials`, or `POST …/password` for 1C, which signs in here.',
  })
  @Answers(Connection, { status: 201, errors: ['connection.too_many'] })
  createConnection(@Body() body: ConnectionCreate): Promise<Connection> {
    return this.connections.create(body);
  }

  @Patch(':id')
  @Personal()
  @Allow('connections:write')
  @ApiOperation({ summary: 'Change a connection, switch it on or off' })
  @Answers(Connection, { errors: ['not_found', 'conflict.version', 'connection.credentials_needed'] })
  changeConnection(@Id() id: string, @Body() body: ConnectionChange): Promise<Connection> {
    return this.connections.change(id, body);
  }

  @Delete(':id')
  @Allow('connections:write')
  @ApiOperation({
    summary: 'Delete a connection with its log',
    description: 'Documents stay, here and there; a new connection knows nothing of which is which.',
  })
  @AnswersNothing({ errors: ['not_found'] })
  deleteConnection(@Id() id: string): Promise<void> {
    return this.connections.delete(id);
  }

  @Put(':id/credentials')
  @Personal()
  @Allow('connections:write')
  @ApiOperation({
    summary: 'Tell how to sign in to the other system',
    description: 'They are kept sealed, and told nowhere again.',
  })
  @Answers(Connection, { errors: ['not_found'] })
  setConnectionCredentials(@Id() id: string, @Body() body: ConnectionCredentials): Promise<Connection> {
    return this.connections.setCredentials(id, body);
  }

  @Post(':id/password')
  @Personal()
  @Allow('connections:write')
  @ApiOperation({ summary: 'Give 1C a new password to sign in here with', description: 'The one before ends at once.' })
  @Answers(ConnectionWithPassword, { errors: ['not_found', 'connection.way'] })
  renewConnectionPassword(@Id() id: string): Promise<ConnectionWithPassword> {
    return this.connections.renewPassword(id);
  }

  @Post(':id/check')
  @Personal()
  @Allow('connections:write')
  @ApiOperation({ summary: 'Ask the other system whether it lets the product in' })
  @Answers(ConnectionCheck, { errors: ['not_found', 'connection.credentials_needed'] })
  checkConnection(@Id() id: string): Promise<ConnectionCheck> {
    return this.connections.check(id);
  }

  @Post(':id/rehearse')
  @Personal()
  @Allow('connections:write')
  @ApiOperation({
    summary: 'What the next exchange would do',
    description: 'With the first 200 records that would come, each by itself; nothing is written.',
  })
  @Answers(ConnectionRehearsal, { errors: ['not_found', 'connection.credentials_needed', 'connection.unreachable'] })
  rehearseConnection(@Id() id: string): Promise<ConnectionRehearsal> {
    return this.connections.rehearse(id);
  }

  @Post(':id/exchange')
  @Allow('connections:write')
  @ApiOperation({ summary: 'Exchange now, and not when it is time' })
  @Answers(Connection, { errors: ['not_found', 'connection.off'] })
  exchangeNow(@Id() id: string): Promise<Connection> {
    return this.connections.exchangeNow(id);
  }

  @Post(':id/give')
  @Allow('connections:write')
  @ApiOperation({
    summary: 'Give the other system all documents of a subject',
    description: 'As if each had changed: what it has already as it is, is not sent.',
  })
  @Answers(ConnectionCount, { errors: ['not_found', 'connection.off', 'connection.way'] })
  giveAll(@Id() id: string, @Body() body: ConnectionGiving): Promise<ConnectionCount> {
    return this.connections.giveAll(id, body);
  }

  @Get(':id/exchanges')
  @Allow('connections:write')
  @ApiOperation({ summary: 'The exchanges of a connection with what came of them, the newest first, for 90 days' })
  @AnswersPage(Exchange, { errors: ['not_found'] })
  listExchanges(@Id() id: string, @Query() query: PageQuery): Promise<Page<Exchange>> {
    return this.connections.exchanges(id, query);
  }

  @Get(':id/rows')
  @Allow('connections:write')
  @ApiOperation({
    summary: 'What came of each document, the newest first, for 90 days',
    description: '`refused` waits to be looked at; what is as it was is only counted.',
  })
  @AnswersPage(ExchangeRow, { errors: ['not_found'] })
  listExchangeRows(@Id() id: string, @Query() query: ExchangeRowListQuery): Promise<Page<ExchangeRow>> {
    return this.connections.rows(id, query);
  }

  @Post(':id/rows/:rowId/repeat')
  @Allow('connections:write')
  @ApiOperation({ summary: 'Take or give a refused document again' })
  @Answers(ConnectionCount, { errors: ['not_found', 'connection.off', 'connection.row_not_repeatable'] })
  repeatExchangeRow(@Id() id: string, @Id('rowId') rowId: string): Promise<ConnectionCount> {
    return this.connections.repeat(id, rowId);
  }

  @Post(':id/repeat')
  @Allow('connections:write')
  @ApiOperation({ summary: 'Take and give again all that was refused', description: 'At most 1,000, what came first.' })
  @Answers(ConnectionCount, { errors: ['not_found', 'connection.off'] })
  repeatRefused(@Id() id: string): Promise<ConnectionCount> {
    return this.connections.repeatAll(id);
  }
}
