import { Module } from '@nestjs/common';
import { OrdersModule } from '../orders/orders.module.js';
import { ProductionModule } from '../production/production.module.js';
import { FloorController } from './floor.controller.js';
import { FloorLedger } from './floor-ledger.js';
import { FloorService } from './floor.service.js';

@Module({
  imports: [OrdersModule, ProductionModule],
  controllers: [FloorController],
  providers: [FloorLedger, FloorService],
  exports: [FloorService],
})
export class FloorModule {}
