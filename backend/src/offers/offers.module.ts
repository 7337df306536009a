import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ImportsModule } from '../imports/imports.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { JournalConsumers } from '../platform/journal/journal-consumers.js';
import { CopiesConsumer } from '../platform/records/copies-consumer.js';
import { SuppliersModule } from '../suppliers/suppliers.module.js';
import { OfferExport } from './offer-export.service.js';
import { OfferFigures } from './offer-figures.js';
import { OfferImport } from './offer-import.js';
import { Offer, OfferSchema } from './offer.js';
import { OffersController } from './offers.controller.js';
import { OffersKeepStock, OffersKeepSuppliers } from './offers-keep.js';
import { OffersRepository } from './offers.repository.js';
import { OffersService } from './offers.service.js';
import { ProductSupplyService } from './product-supply.service.js';

@Module({
  imports: [
    CatalogModule,
    ImportsModule,
    InventoryModule,
    SuppliersModule,
    MongooseModule.forFeature([{ name: Offer.name, schema: OfferSchema }]),
  ],
  controllers: [OffersController],
  providers: [
    OffersService,
    OffersRepository,
    OfferExport,
    OfferFigures,
    OfferImport,
    OffersKeepStock,
    OffersKeepSuppliers,
    ProductSupplyService,
  ],
  exports: [OfferFigures, OffersService, ProductSupplyService],
})
export class OffersModule {
  constructor(consumers: JournalConsumers, offers: OffersRepository) {
    consumers.add(new CopiesConsumer('offer-copies', offers));
  }
}
