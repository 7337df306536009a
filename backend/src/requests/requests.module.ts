import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CatalogModule } from '../catalog/catalog.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { OffersModule } from '../offers/offers.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { JournalConsumers } from '../platform/journal/journal-consumers.js';
import { CopiesConsumer } from '../platform/records/copies-consumer.js';
import { SuppliersModule } from '../suppliers/suppliers.module.js';
import { WorkshopModule } from '../workshop/workshop.module.js';
import { ExpectedStockCheck } from './expected-stock-check.js';
import { RequestExport } from './request-export.service.js';
import { RequestPrint } from './request-print.service.js';
import { RequestPlaces } from './request-places.js';
import { RequestsFollowMovements } from './requests-follow-movements.js';
import { RequestsKeepStock, RequestsKeepSuppliers } from './requests-keep.js';
import { ShortagesService } from './shortages.service.js';
import { StockExpectsRequests } from './stock-expects-requests.js';
import { SupplyRequest, SupplyRequestSchema } from './request.js';
import { DeskRequestsController } from './desk-requests.controller.js';
import { RequestsController } from './requests.controller.js';
import { RequestsRepository } from './requests.repository.js';
import { RequestsService } from './requests.service.js';

@Module({
  imports: [
    CatalogModule,
    InventoryModule,
    OffersModule,
    OrdersModule,
    SuppliersModule,
    WorkshopModule,
    MongooseModule.forFeature([{ name: SupplyRequest.name, schema: SupplyRequestSchema }]),
  ],
  controllers: [RequestsController, DeskRequestsController],
  providers: [
    RequestsService,
    RequestsRepository,
    ShortagesService,
    RequestExport,
    RequestPrint,
    RequestPlaces,
    StockExpectsRequests,
    ExpectedStockCheck,
    RequestsFollowMovements,
    RequestsKeepStock,
    RequestsKeepSuppliers,
  ],
  exports: [RequestsService],
})
export class RequestsModule {
  constructor(consumers: JournalConsumers, requests: RequestsRepository) {
    consumers.add(new CopiesConsumer('request-copies', requests));
  }
}
