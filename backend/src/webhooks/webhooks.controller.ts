import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Personal } from '../platform/access/allow.js';
import { Answers, AnswersNothing, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { JournalEntry } from '../platform/journal/journal-entry.js';
import { WebhookDelivery } from './webhook-delivery.js';
import {
  WebhookDeliveryListItem,
  WebhookDeliveryListQuery,
  WebhookEndpointChange,
  WebhookEndpointCreate,
  WebhookEndpointListQuery,
  WebhookEndpointWithSecret,
  WebhookSendAgain,
  WebhooksSentAgain,
} from './webhook.dto.js';
import { WebhookEndpoint } from './webhook-endpoint.js';
import { WebhooksService } from './webhooks.service.js';

@ApiTags('Webhooks')
@Controller('webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Get()
  @Allow('connections:write')
  @ApiOperation({ summary: 'List webhooks: where events are sent, and how that goes' })
  @AnswersPage(WebhookEndpoint)
  listWebhooks(@Query() query: WebhookEndpointListQuery): Promise<Page<WebhookEndpoint>> {
    return this.webhooks.list(query);
  }

  @Get(':id')
  @Allow('connections:write')
  @ApiOperation({ summary: 'Read one webhook' })
  @Answers(WebhookEndpoint, { errors: ['not_found'] })
  getWebhook(@Id() id: string): Promise<WebhookEndpoint> {
    return this.webhooks.get(id);
  }

  @Get(':id/history')
  @Allow('connections:write')
  @ApiOperation({ summary: 'Every change of a webhook, newest first' })
  @AnswersPage(JournalEntry, { errors: ['not_found'] })
  getWebhookHistory(@Id() id: string, @Query() query: PageQuery): Promise<Page<JournalEntry>> {
    return this.webhooks.history(id, query);
  }

  @Post()
  @Personal()
  @Allow('connections:write')
  @ApiOperation({
    summary: 'Add a webhook',
    description:
      'Answers with the secret that what is sent there is signed with (Standard Webhooks): it is told this once.',
  })
  @Answers(WebhookEndpointWithSecret, { status: 201, errors: ['webhook.too_many'] })
  createWebhook(@Body() body: WebhookEndpointCreate): Promise<WebhookEndpointWithSecret> {
    return this.webhooks.create(body);
  }

  @Patch(':id')
  @Personal()
  @Allow('connections:write')
  @ApiOperation({
    summary: 'Change a webhook, switch it on or off',
    description: 'What waits when it is switched off is not sent by itself any more.',
  })
  @Answers(WebhookEndpoint, { errors: ['not_found', 'conflict.version'] })
  changeWebhook(@Id() id: string, @Body() body: WebhookEndpointChange): Promise<WebhookEndpoint> {
    return this.webhooks.change(id, body);
  }

  @Delete(':id')
  @Allow('connections:write')
  @ApiOperation({ summary: 'Delete a webhook with all that was sent there' })
  @AnswersNothing({ errors: ['not_found'] })
  deleteWebhook(@Id() id: string): Promise<void> {
    return this.webhooks.delete(id);
  }

  @Post(':id/secret')
  @Allow('connections:write')
  @ApiOperation({
    summary: 'Give a webhook another secret',
    description: 'The one before it is valid for 24 hours more: until then there are two signatures.',
  })
  @Answers(WebhookEndpointWithSecret, { errors: ['not_found'] })
  renewWebhookSecret(@Id() id: string): Promise<WebhookEndpointWithSecret> {
    return this.webhooks.renewSecret(id);
  }

  @Post(':id/test')
  @Allow('connections:write')
  @Repeatable()
  @ApiOperation({ summary: 'Send a webhook an event of no meaning', description: 'Its type is `webhook.test`.' })
  @Answers(WebhookDelivery, { status: 201, errors: ['not_found', 'webhook.off'] })
  testWebhook(@Id() id: string): Promise<WebhookDelivery> {
    return this.webhooks.test(id);
  }

  @Get(':id/deliveries')
  @Allow('connections:write')
  @ApiOperation({ summary: 'What was sent to a webhook, or is to be; the newest first, for 30 days' })
  @AnswersPage(WebhookDeliveryListItem, { errors: ['not_found'] })
  listWebhookDeliveries(
    @Id() id: string,
    @Query() query: WebhookDeliveryListQuery,
  ): Promise<Page<WebhookDeliveryListItem>> {
    return this.webhooks.listDeliveries(id, query);
  }

  @Get(':id/deliveries/:deliveryId')
  @Allow('connections:write')
  @ApiOperation({ summary: 'One thing that was sent to a webhook, with every attempt' })
  @Answers(WebhookDelivery, { errors: ['not_found'] })
  getWebhookDelivery(@Id() id: string, @Id('deliveryId') deliveryId: string): Promise<WebhookDelivery> {
    return this.webhooks.getDelivery(id, deliveryId);
  }

  @Post(':id/deliveries/:deliveryId/send-again')
  @Allow('connections:write')
  @Repeatable()
  @ApiOperation({ summary: 'Send something again, now', description: 'Under the same `webhook-id`.' })
  @Answers(WebhookDelivery, { errors: ['not_found', 'webhook.off'] })
  sendWebhookAgain(@Id() id: string, @Id('deliveryId') deliveryId: string): Promise<WebhookDelivery> {
    return this.webhooks.sendAgain(id, deliveryId);
  }

  @Post(':id/send-again')
  @Allow('connections:write')
  @Repeatable()
  @ApiOperation({
    summary: 'Send again what happened within some time',
    description: 'What was given up or dropped, or all of it; at most 1,000, what happened first.',
  })
  @Answers(WebhooksSentAgain, { errors: ['not_found', 'webhook.off'] })
  sendWebhooksAgain(@Id() id: string, @Body() body: WebhookSendAgain): Promise<WebhooksSentAgain> {
    return this.webhooks.sendSomeAgain(id, body);
  }
}
