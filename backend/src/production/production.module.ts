import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { FilesModule } from '../files/files.module.js';
import { ImportsModule } from '../imports/imports.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { RoutesModule } from '../routes/routes.module.js';
import { UsersModule } from '../users/users.module.js';
import { AssembliesFollowParts } from './assemblies-follow-parts.js';
import { PartCodes } from './labels/part-codes.js';
import { PartLabels } from './labels/part-labels.js';
import { OpenParts } from './open-parts.js';
import { OrderFollowsParts } from './order-follows-parts.js';
import { PartAssembliesService } from './part-assemblies.service.js';
import { PartImport } from './part-import.js';
import { PartPlanningService } from './part-planning.service.js';
import { Part, PartSchema } from './part.js';
import { ItemPlaces, PartPlaces } from './part-places.js';
import { PartWorkCheck } from './part-work-check.js';
import { PartsFollowOrders } from './parts-follow-orders.js';
import { PassesFollowParts } from './passes-follow-parts.js';
import { PartCodesController } from './part-codes.controller.js';
import { PartsController } from './parts.controller.js';
import { PartsRepository } from './parts.repository.js';
import { ProductionService } from './production.service.js';
import { StagePass, StagePassSchema } from './stage-pass.js';
import { StagePassesRepository } from './stage-passes.repository.js';
import { WorkController } from './work.controller.js';
import { WorkedParts } from './worked-parts.js';
import { CopiesConsumer } from '../platform/records/copies-consumer.js';
import { JournalConsumers } from '../platform/journal/journal-consumers.js';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: Part.name, schema: PartSchema },
      { name: StagePass.name, schema: StagePassSchema },
    ]),
    FilesModule,
    ImportsModule,
    OrdersModule,
    RoutesModule,
    UsersModule,
  ],
  controllers: [PartsController, PartCodesController, WorkController],
  providers: [
    ItemPlaces,
    PartPlaces,
    PartCodes,
    PartLabels,
    ProductionService,
    PartPlanningService,
    PartAssembliesService,
    PartImport,
    PartsRepository,
    StagePassesRepository,
    PartsFollowOrders,
    PassesFollowParts,
    OrderFollowsParts,
    AssembliesFollowParts,
    PartWorkCheck,
    OpenParts,
    WorkedParts,
  ],
  exports: [OpenParts, PartCodes, ProductionService, WorkedParts],
})
export class ProductionModule {
  constructor(consumers: JournalConsumers, parts: PartsRepository, passes: StagePassesRepository) {
    consumers.add(new CopiesConsumer('part-copies', parts));
    consumers.add(new CopiesConsumer('pass-copies', passes));
  }
}
