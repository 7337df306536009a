import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { FeedsModule } from '../feeds/feeds.module.js';
import { FloorModule } from '../floor/floor.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { OffersModule } from '../offers/offers.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { OutboxModule } from '../outbox/outbox.module.js';
import { ProductionModule } from '../production/production.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { RoutesModule } from '../routes/routes.module.js';
import { UsersModule } from '../users/users.module.js';
import { WorkshopModule } from '../workshop/workshop.module.js';
import { DeskCards } from './desk-cards.js';
import { FirstHour } from './first-hour.service.js';
import { FloorCards } from './floor-cards.js';
import { MessageCards } from './message-cards.js';
import { OrderCards } from './order-cards.js';
import { SupplyCards } from './supply-cards.js';
import { TodayController } from './today.controller.js';
import { TodayService } from './today.service.js';
import { WorkshopCards } from './workshop-cards.js';

@Module({
  imports: [
    CatalogModule,
    ConversationsModule,
    FeedsModule,
    FloorModule,
    InventoryModule,
    NotificationsModule,
    OffersModule,
    OrdersModule,
    OutboxModule,
    ProductionModule,
    RequestsModule,
    RoutesModule,
    UsersModule,
    WorkshopModule,
  ],
  controllers: [TodayController],
  providers: [FirstHour, TodayService, OrderCards, FloorCards, SupplyCards, DeskCards, MessageCards, WorkshopCards],
})
export class TodayModule {}
