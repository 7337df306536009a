import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { JournalConsumers } from '../platform/journal/journal-consumers.js';
import { Bitrix24System } from './bitrix24/bitrix24-system.js';
import { Bitrix24Controller } from './bitrix24/bitrix24.controller.js';
import { Bitrix24Service } from './bitrix24/bitrix24.service.js';
import { ConnectedSystems } from './connected-system.js';
import { ConnectionCallers } from './connection-callers.js';
import { ConnectionChangesConsumer } from './connection-changes-consumer.js';
import { ConnectionRunner } from './connection-runner.js';
import { ConnectionSecrets } from './connection-secrets.js';
import { ConnectionSweeper } from './connection-sweeper.js';
import { Connection, ConnectionSchema } from './connection.js';
import { ConnectionsController } from './connections.controller.js';
import { ConnectionsRepository } from './connections.repository.js';
import { ConnectionsService } from './connections.service.js';
import { ExchangeLog } from './exchange-log.js';
import { Exchange, ExchangeRow, ExchangeRowSchema, ExchangeSchema } from './exchange.js';
import { ExternalId, ExternalIdSchema } from './external-id.js';
import { ExternalIdsRepository } from './external-ids.repository.js';
import { GoneRepository } from './gone.repository.js';
import { Intake } from './intake.js';
import { MoySkladController } from './moysklad/moysklad.controller.js';
import { MoySkladService } from './moysklad/moysklad.service.js';
import { MoySkladSystem } from './moysklad/moysklad-system.js';
import { OutgoingChange, OutgoingChangeSchema } from './outgoing-change.js';
import { OutgoingChangesRepository } from './outgoing-changes.repository.js';
import { Outgoing } from './outgoing.js';
import { RequestBudget } from './request-budget.js';
import { ClientsSubject } from './subjects/clients.subject.js';
import { OrdersSubject } from './subjects/orders.subject.js';
import { ProductsSubject } from './subjects/products.subject.js';
import { Subjects } from './subjects/subjects.js';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: Connection.name, schema: ConnectionSchema },
      { name: ExternalId.name, schema: ExternalIdSchema },
      { name: Exchange.name, schema: ExchangeSchema },
      { name: ExchangeRow.name, schema: ExchangeRowSchema },
      { name: OutgoingChange.name, schema: OutgoingChangeSchema },
    ]),
    CatalogModule,
    ClientsModule,
    InventoryModule,
    OrdersModule,
  ],
  controllers: [ConnectionsController, Bitrix24Controller, MoySkladController],
  providers: [
    Bitrix24Service,
    Bitrix24System,
    ConnectedSystems,
    ConnectionCallers,
    ConnectionChangesConsumer,
    ConnectionRunner,
    ConnectionSecrets,
    ConnectionSweeper,
    ConnectionsRepository,
    ConnectionsService,
    ExchangeLog,
    ExternalIdsRepository,
    GoneRepository,
    Intake,
    MoySkladService,
    MoySkladSystem,
    Outgoing,
    OutgoingChangesRepository,
    RequestBudget,
    ClientsSubject,
    OrdersSubject,
    ProductsSubject,
    Subjects,
  ],
  exports: [
    ConnectionSecrets,
    ConnectionsRepository,
    ConnectionsService,
    ExchangeLog,
    ExternalIdsRepository,
    Intake,
    Outgoing,
  ],
})
export class ConnectionsModule {
  constructor(consumers: JournalConsumers, consumer: ConnectionChangesConsumer) {
    consumers.add(consumer);
  }
}
