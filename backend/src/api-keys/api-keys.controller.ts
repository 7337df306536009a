import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Answers, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { JournalEntry } from '../platform/journal/journal-entry.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { ApiKeyChange, ApiKeyCreate, ApiKeyListQuery, NewApiKey } from './api-key.dto.js';
import { ApiKey } from './api-key.js';
import { ApiKeysService } from './api-keys.service.js';

@ApiTags('API keys')
@Controller('api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Get()
  @Allow('connections:write')
  @ApiOperation({ summary: 'List API keys, revoked ones too' })
  @AnswersPage(ApiKey)
  listApiKeys(@Query() query: ApiKeyListQuery): Promise<Page<ApiKey>> {
    return this.keys.list(query);
  }

  @Get(':id')
  @Allow('connections:write')
  @ApiOperation({ summary: 'Read one API key, without its text' })
  @Answers(ApiKey, { errors: ['not_found'] })
  getApiKey(@Id() id: string): Promise<ApiKey> {
    return this.keys.get(id);
  }

  @Get(':id/history')
  @Allow('connections:write')
  @ApiOperation({ summary: 'Every change of an API key, newest first' })
  @AnswersPage(JournalEntry, { errors: ['not_found'] })
  getApiKeyHistory(@Id() id: string, @Query() query: PageQuery): Promise<Page<JournalEntry>> {
    return this.keys.history(id, query);
  }

  @Post()
  @Allow('connections:write')
  @ApiOperation({
    summary: 'Make an API key',
    description: 'Its text is told in this answer and never again; what is kept of it is a hash.',
  })
  @Answers(NewApiKey, { status: 201, errors: ['api_key.too_many', 'role.prerequisite', 'role.beyond'] })
  createApiKey(@Body() body: ApiKeyCreate): Promise<NewApiKey> {
    return this.keys.create(body);
  }

  @Patch(':id')
  @Allow('connections:write')
  @ApiOperation({
    summary: 'Change the name, the scopes or the end of an API key',
    description: 'With effect at once.',
  })
  @Answers(ApiKey, {
    errors: ['not_found', 'conflict.version', 'api_key.revoked', 'role.prerequisite', 'role.beyond'],
  })
  changeApiKey(@Id() id: string, @Body() body: ApiKeyChange): Promise<ApiKey> {
    return this.keys.change(id, body);
  }

  @Post(':id/revoke')
  @Allow('connections:write')
  @Repeatable()
  @ApiOperation({ summary: 'Revoke an API key for good', description: 'With effect at once, in every process.' })
  @Answers(ApiKey, { errors: ['not_found'] })
  revokeApiKey(@Id() id: string): Promise<ApiKey> {
    return this.keys.revoke(id);
  }
}
