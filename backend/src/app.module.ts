import { Module, type DynamicModule } from '@nestjs/common';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { AuthModule } from './auth/auth.module.js';
import { CatalogModule } from './catalog/catalog.module.js';
import { ClientsModule } from './clients/clients.module.js';
import { ConversationsModule } from './conversations/conversations.module.js';
import { DemoModule } from './demo/demo.module.js';
import { FeedsModule } from './feeds/feeds.module.js';
import { LegacyModule } from './legacy/legacy.module.js';
import { OrdersModule } from './orders/orders.module.js';
import { FloorModule } from './floor/floor.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { InventoryModule } from './inventory/inventory.module.js';
import { ReservationsModule } from './reservations/reservations.module.js';
import { FilesModule } from './files/files.module.js';
import { AccessModule } from './platform/access/access.module.js';
import { AuditModule } from './platform/audit/audit.module.js';
import { Config, ConfigModule } from './platform/config/config.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { HttpModule } from './platform/http/http.module.js';
import { JournalModule } from './platform/journal/journal.module.js';
import { RecordsModule } from './platform/records/records.module.js';
import { RealtimeModule } from './platform/realtime/realtime.module.js';
import { ExportsModule } from './platform/exports/exports.module.js';
import { OneDriveModule } from './onedrive/onedrive.module.js';
import { OffersModule } from './offers/offers.module.js';
import { OutboxModule } from './outbox/outbox.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { ProductionModule } from './production/production.module.js';
import { PaymentsModule } from './payments/payments.module.js';
import { PreferencesModule } from './preferences/preferences.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { RoutesModule } from './routes/routes.module.js';
import { ShopModule } from './shop/shop.module.js';
import { SuppliersModule } from './suppliers/suppliers.module.js';
import { RequestsModule } from './requests/requests.module.js';
import { TablesModule } from './tables/tables.module.js';
import { TodayModule } from './today/today.module.js';
import { TemplatesModule } from './templates/templates.module.js';
import { UsersModule } from './users/users.module.js';
import { VaultModule } from './platform/vault/vault.module.js';
import { ViewsModule } from './views/views.module.js';
import { ConnectionsModule } from './connections/connections.module.js';
import { OneCModule } from './connections/one-c/one-c.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { WorkshopModule } from './workshop/workshop.module.js';

@Module({
  imports: [
    DatabaseModule,
    JournalModule,
    RecordsModule,
    AuditModule,
    HttpModule,
    AccessModule,
    HealthModule,
    AuthModule,
    RealtimeModule,
    ExportsModule,
    VaultModule,
    UsersModule,
    ApiKeysModule,
    WorkshopModule,
    OutboxModule,
    PreferencesModule,
    ClientsModule,
    ConversationsModule,
    RoutesModule,
    InventoryModule,
    CatalogModule,
    SuppliersModule,
    OffersModule,
    FeedsModule,
    OrdersModule,
    ProductionModule,
    ReservationsModule,
    RequestsModule,
    FloorModule,
    PaymentsModule,
    ReportsModule,
    FilesModule,
    ImportsModule,
    OneDriveModule,
    ShopModule,
    NotificationsModule,
    ConnectionsModule,
    OneCModule,
    WebhooksModule,
    ViewsModule,
    TablesModule,
    TodayModule,
    TemplatesModule,
    DemoModule,
    LegacyModule,
  ],
})
export class AppModule {
  static with(config: Config): DynamicModule {
    return { module: AppModule, imports: [ConfigModule.with(config)] };
  }
}
