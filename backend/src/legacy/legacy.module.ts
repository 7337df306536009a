import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { ErrorDialects } from '../platform/http/error-dialects.js';
import { HttpModule } from '../platform/http/http.module.js';
import { S2ClientsController } from './s2-clients.controller.js';
import { S2ClientsService } from './s2-clients.service.js';
import { S2Errors } from './s2-errors.js';
import { S2OrdersController } from './s2-orders.controller.js';
import { S2OrdersService } from './s2-orders.service.js';
import { S2TokenController } from './s2-token.controller.js';
import { S2TokenService } from './s2-token.service.js';

/** The API of the workshop's former system, whose clients go on working; nothing else of the product knows of it. */
@Module({
  imports: [AuthModule, ClientsModule, OrdersModule, HttpModule],
  controllers: [S2TokenController, S2ClientsController, S2OrdersController],
  providers: [S2TokenService, S2ClientsService, S2OrdersService, S2Errors],
})
export class LegacyModule {
  constructor(dialects: ErrorDialects, errors: S2Errors) {
    dialects.add(errors);
  }
}
