import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { ProductionModule } from '../production/production.module.js';
import { UsersModule } from '../users/users.module.js';
import { FloorReportExport } from './floor-report-export.service.js';
import { FloorReportController } from './floor-report.controller.js';
import { FloorReportService } from './floor-report.service.js';
import { ReportsController } from './reports.controller.js';
import { SalesExport } from './sales-export.service.js';
import { SalesLedger } from './sales-ledger.js';
import { SalesService } from './sales.service.js';

@Module({
  imports: [CatalogModule, OrdersModule, ClientsModule, ProductionModule, UsersModule],
  controllers: [ReportsController, FloorReportController],
  providers: [SalesService, SalesLedger, SalesExport, FloorReportService, FloorReportExport],
})
export class ReportsModule {}
