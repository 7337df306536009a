import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { JournalConsumers } from '../platform/journal/journal-consumers.js';
import { RealtimeModule } from '../platform/realtime/realtime.module.js';
import { WorkshopModule } from '../workshop/workshop.module.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { WebhookDelivery, WebhookDeliverySchema } from './webhook-delivery.js';
import { WebhookEndpoint, WebhookEndpointSchema } from './webhook-endpoint.js';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository.js';
import { WebhookEventsConsumer } from './webhook-events-consumer.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { WebhookSender } from './webhook-sender.js';
import { WebhookSweeper } from './webhook-sweeper.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksService } from './webhooks.service.js';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: WebhookEndpoint.name, schema: WebhookEndpointSchema },
      { name: WebhookDelivery.name, schema: WebhookDeliverySchema },
    ]),
    RealtimeModule,
    WorkshopModule,
  ],
  controllers: [WebhooksController],
  providers: [
    WebhookEndpointsRepository,
    WebhookDeliveriesRepository,
    WebhookSecrets,
    WebhookSender,
    WebhookEventsConsumer,
    WebhookSweeper,
    WebhooksService,
  ],
  exports: [WebhooksService],
})
export class WebhooksModule {
  constructor(consumers: JournalConsumers, consumer: WebhookEventsConsumer) {
    consumers.add(consumer);
  }
}
