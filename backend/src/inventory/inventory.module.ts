import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ImportsModule } from '../imports/imports.module.js';
import { JournalConsumers } from '../platform/journal/journal-consumers.js';
import { CopiesConsumer } from '../platform/records/copies-consumer.js';
import { SuppliersModule } from '../suppliers/suppliers.module.js';
import { Movement, MovementSchema } from './movement.js';
import { MovementsController } from './movements.controller.js';
import { MovementsRepository } from './movements.repository.js';
import { MovementsService } from './movements.service.js';
import { MovementExport, StockExport } from './stock-export.service.js';
import { StockImport } from './stock-import.js';
import { StockItem, StockItemSchema } from './stock-item.js';
import { StockItemsRepository } from './stock-items.repository.js';
import { StockKeepsSuppliers } from './stock-keeps-suppliers.js';
import { StockPlaces } from './stock-places.js';
import { StockController } from './stock.controller.js';
import { StockService } from './stock.service.js';

@Module({
  imports: [
    ImportsModule,
    SuppliersModule,
    MongooseModule.forFeature([
      { name: StockItem.name, schema: StockItemSchema },
      { name: Movement.name, schema: MovementSchema },
    ]),
  ],
  controllers: [StockController, MovementsController],
  providers: [
    StockService,
    StockItemsRepository,
    StockExport,
    StockImport,
    StockPlaces,
    StockKeepsSuppliers,
    MovementsService,
    MovementsRepository,
    MovementExport,
  ],
  exports: [StockService, MovementsService],
})
export class InventoryModule {
  constructor(consumers: JournalConsumers, items: StockItemsRepository, movements: MovementsRepository) {
    consumers.add(new CopiesConsumer('stock-copies', items));
    consumers.add(new CopiesConsumer('movement-copies', movements));
  }
}
