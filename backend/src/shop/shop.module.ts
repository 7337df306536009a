import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { FilesModule } from '../files/files.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { GuessesModule } from '../platform/guesses/guesses.module.js';
import { WorkshopModule } from '../workshop/workshop.module.js';
import { ShopCatalogService } from './shop-catalog.service.js';
import { ShopController } from './shop.controller.js';
import { ShopInfoService } from './shop-info.service.js';
import { ShopOrdersService } from './shop-orders.service.js';

@Module({
  imports: [CatalogModule, ClientsModule, FilesModule, GuessesModule, OrdersModule, WorkshopModule],
  controllers: [ShopController],
  providers: [ShopCatalogService, ShopInfoService, ShopOrdersService],
})
export class ShopModule {}
