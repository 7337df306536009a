import { Module } from '@nestjs/common';
import { ClientsModule } from '../clients/clients.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { UsersModule } from '../users/users.module.js';
import { ReportsController } from './reports.controller.js';
import { SalesFiles } from './sales-files.service.js';
import { SalesLedger } from './sales-ledger.js';
import { SalesService } from './sales.service.js';
import { TodayService } from './today.service.js';

@Module({
  imports: [OrdersModule, ClientsModule, UsersModule],
  controllers: [ReportsController],
  providers: [SalesService, SalesLedger, SalesFiles, TodayService],
})
export class ReportsModule {}
