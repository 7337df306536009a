import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { FilesModule } from '../files/files.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { OrdersService } from '../orders/orders.service.js';
import { Outbox } from '../outbox/outbox.js';
import { OutboxModule } from '../outbox/outbox.module.js';
import { GuessesModule } from '../platform/guesses/guesses.module.js';
import { JournalConsumers } from '../platform/journal/journal-consumers.js';
import { ReservationsModule } from '../reservations/reservations.module.js';
import { WorkshopModule } from '../workshop/workshop.module.js';
import { WorkshopService } from '../workshop/workshop.service.js';
import { ArtworkReceiver } from './artwork-receiver.js';
import { Artwork, ArtworkSchema } from './artwork.js';
import { ArtworkService } from './artwork.service.js';
import { AccountLinksService } from './account-links.service.js';
import { Cart, CartSchema } from './cart.js';
import { CartsService } from './carts.service.js';
import { ClientAccountsController } from './client-accounts.controller.js';
import { ClientAccountsService } from './client-accounts.service.js';
import { ShopAccountController } from './account.controller.js';
import { AccountsService } from './accounts.service.js';
import { OrderLettersConsumer } from './order-letters-consumer.js';
import { ShopCartService } from './shop-cart.service.js';
import { ShopCatalogService } from './shop-catalog.service.js';
import { ShopController } from './shop.controller.js';
import { ShopInfoService } from './shop-info.service.js';
import { ShopOrdersService } from './shop-orders.service.js';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: Artwork.name, schema: ArtworkSchema },
      { name: Cart.name, schema: CartSchema },
    ]),
    CatalogModule,
    ClientsModule,
    FilesModule,
    GuessesModule,
    OrdersModule,
    OutboxModule,
    ReservationsModule,
    WorkshopModule,
  ],
  controllers: [ShopController, ShopAccountController, ClientAccountsController],
  providers: [
    AccountLinksService,
    AccountsService,
    CartsService,
    ClientAccountsService,
    ArtworkReceiver,
    ArtworkService,
    ShopCartService,
    ShopCatalogService,
    ShopInfoService,
    ShopOrdersService,
  ],
})
export class ShopModule {
  constructor(consumers: JournalConsumers, orders: OrdersService, workshop: WorkshopService, outbox: Outbox) {
    consumers.add(new OrderLettersConsumer(orders, workshop, outbox));
  }
}
