import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { FilesModule } from '../files/files.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { OffersModule } from '../offers/offers.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { ProductionModule } from '../production/production.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { RoutesModule } from '../routes/routes.module.js';
import { SuppliersModule } from '../suppliers/suppliers.module.js';
import { WorkshopModule } from '../workshop/workshop.module.js';
import { DemoCast } from './demo-cast.service.js';
import { DemoGoods } from './demo-goods.service.js';
import { DemoProgress, DemoProgressRepository, DemoProgressSchema } from './demo-progress.js';
import { DemoRemoval } from './demo-removal.service.js';
import { DemoRunner } from './demo-runner.js';
import { DemoTelling } from './demo-telling.service.js';
import { DemoWork } from './demo-work.js';
import { DemoController } from './demo.controller.js';
import { DemoService } from './demo.service.js';

@Module({
  imports: [
    CatalogModule,
    ClientsModule,
    ConversationsModule,
    FilesModule,
    InventoryModule,
    OffersModule,
    OrdersModule,
    PaymentsModule,
    ProductionModule,
    RequestsModule,
    RoutesModule,
    SuppliersModule,
    WorkshopModule,
    MongooseModule.forFeature([{ name: DemoProgress.name, schema: DemoProgressSchema }]),
  ],
  controllers: [DemoController],
  providers: [DemoService, DemoRunner, DemoWork, DemoCast, DemoGoods, DemoTelling, DemoRemoval, DemoProgressRepository],
})
export class DemoModule {}
