import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CatalogModule } from '../catalog/catalog.module.js';
import { CostsModule } from '../costs/costs.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { RoutesModule } from '../routes/routes.module.js';
import { UsersModule } from '../users/users.module.js';
import { WorkshopModule } from '../workshop/workshop.module.js';
import { BalanceFollowsOrders } from './balance-follows-orders.js';
import { Order, OrderSchema } from './order.js';
import { OrderTotalsCheck } from './order-totals-check.js';
import { OrderSales } from './order-sales.js';
import { OrderCosts } from './order-costs.js';
import { OrderExport } from './order-export.service.js';
import { OrderPrint } from './order-print.service.js';
import { OrderProgress } from './order-progress.js';
import { OrderPlaces } from './order-places.js';
import { OrderStepsService } from './order-steps.service.js';
import { OrdersController } from './orders.controller.js';
import { OrdersKeepClients } from './orders-keep-clients.js';
import { OrdersKeepProducts } from './orders-keep-products.js';
import { OrdersRepository } from './orders.repository.js';
import { OrdersService } from './orders.service.js';
import { CopiesConsumer } from '../platform/records/copies-consumer.js';
import { JournalConsumers } from '../platform/journal/journal-consumers.js';

@Module({
  imports: [
    MongooseModule.forFeature([{ name: Order.name, schema: OrderSchema }]),
    CatalogModule,
    CostsModule,
    ClientsModule,
    RoutesModule,
    UsersModule,
    WorkshopModule,
  ],
  controllers: [OrdersController],
  providers: [
    OrderPlaces,
    OrdersService,
    OrderStepsService,
    OrdersRepository,
    BalanceFollowsOrders,
    OrdersKeepClients,
    OrdersKeepProducts,
    OrderSales,
    OrderProgress,
    OrderCosts,
    OrderExport,
    OrderPrint,
    OrderTotalsCheck,
  ],
  exports: [OrdersService, OrderStepsService, OrderSales, OrderProgress],
})
export class OrdersModule {
  constructor(consumers: JournalConsumers, orders: OrdersRepository) {
    consumers.add(new CopiesConsumer('order-copies', orders));
  }
}
