import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { OrdersModule } from '../orders/orders.module.js';
import { OrderPartsCheck } from './order-parts-check.js';
import { Part, PartSchema } from './part.js';
import { PartsController } from './parts.controller.js';
import { PartsRepository } from './parts.repository.js';
import { ProductionService } from './production.service.js';
import { CopiesConsumer } from '../platform/database/copies-consumer.js';
import { JournalConsumers } from '../platform/journal/journal-consumers.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: Part.name, schema: PartSchema }]), OrdersModule],
  controllers: [PartsController],
  providers: [ProductionService, PartsRepository, OrderPartsCheck],
})
export class ProductionModule {
  constructor(consumers: JournalConsumers, parts: PartsRepository) {
    consumers.add(new CopiesConsumer('part-copies', parts));
  }
}
