import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CatalogModule } from '../catalog/catalog.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { ProductionModule } from '../production/production.module.js';
import { AvailabilityService } from './availability.service.js';
import { Reservation, ReservationSchema } from './reservation.js';
import { ReservationsController } from './reservations.controller.js';
import { ReservationsRepository } from './reservations.repository.js';
import { ReservationsService } from './reservations.service.js';
import { StockFollowsOrders } from './stock-follows-orders.js';
import { StockFollowsParts } from './stock-follows-parts.js';

@Module({
  imports: [
    MongooseModule.forFeature([{ name: Reservation.name, schema: ReservationSchema }]),
    CatalogModule,
    InventoryModule,
    OrdersModule,
    ProductionModule,
  ],
  controllers: [ReservationsController],
  providers: [AvailabilityService, ReservationsService, ReservationsRepository, StockFollowsOrders, StockFollowsParts],
  exports: [AvailabilityService, ReservationsService],
})
export class ReservationsModule {}
