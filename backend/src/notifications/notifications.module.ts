import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { OffersModule } from '../offers/offers.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { OutboxModule } from '../outbox/outbox.module.js';
import { JournalConsumers } from '../platform/journal/journal-consumers.js';
import { RealtimeModule } from '../platform/realtime/realtime.module.js';
import { PreferencesModule } from '../preferences/preferences.module.js';
import { ProductionModule } from '../production/production.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { ConnectionsModule } from '../connections/connections.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { WorkshopModule } from '../workshop/workshop.module.js';
import { Digests } from './digests.js';
import { DueReminders } from './due-reminders.js';
import { ConnectionNews } from './connection-news.js';
import { MarginNews } from './margin-news.js';
import { MessageNews } from './message-news.js';
import { NotificationClock } from './notification-clock.js';
import { NotificationHints } from './notification-hints.js';
import { NotificationWriter } from './notification-writer.js';
import { Notification, NotificationSchema, StockMark, StockMarkSchema } from './notification.js';
import { NotificationsConsumer } from './notifications-consumer.js';
import { NotificationsController } from './notifications.controller.js';
import { NotificationsRepository } from './notifications.repository.js';
import { NotificationsService } from './notifications.service.js';
import { OfferNews } from './offer-news.js';
import { OrderNews } from './order-news.js';
import { PartNews } from './part-news.js';
import { RequestNews } from './request-news.js';
import { StockNews } from './stock-news.js';

const SOURCES = [OrderNews, PartNews, RequestNews, OfferNews, StockNews, MarginNews, MessageNews, ConnectionNews];

@Module({
  imports: [
    CatalogModule,
    ConversationsModule,
    InventoryModule,
    OffersModule,
    OrdersModule,
    OutboxModule,
    PreferencesModule,
    ProductionModule,
    RealtimeModule,
    RequestsModule,
    ConnectionsModule,
    WebhooksModule,
    WorkshopModule,
    MongooseModule.forFeature([
      { name: Notification.name, schema: NotificationSchema },
      { name: StockMark.name, schema: StockMarkSchema },
    ]),
  ],
  controllers: [NotificationsController],
  providers: [
    NotificationsService,
    NotificationsRepository,
    NotificationWriter,
    NotificationHints,
    NotificationClock,
    DueReminders,
    Digests,
    ...SOURCES,
    {
      provide: NotificationsConsumer,
      useFactory: (writer: NotificationWriter, ...sources: ConstructorParameters<typeof NotificationsConsumer>[0]) =>
        new NotificationsConsumer(sources, writer),
      inject: [NotificationWriter, ...SOURCES],
    },
  ],
  exports: [NotificationsService],
})
export class NotificationsModule {
  constructor(consumers: JournalConsumers, consumer: NotificationsConsumer) {
    consumers.add(consumer);
  }
}
