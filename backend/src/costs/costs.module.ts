import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.module.js';
import { RoutesModule } from '../routes/routes.module.js';
import { WorkshopModule } from '../workshop/workshop.module.js';
import { CostsService } from './costs.service.js';

@Module({
  imports: [InventoryModule, RoutesModule, WorkshopModule],
  providers: [CostsService],
  exports: [CostsService],
})
export class CostsModule {}
