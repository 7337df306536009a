import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ClientsModule } from '../clients/clients.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { CopiesConsumer } from '../platform/records/copies-consumer.js';
import { JournalConsumers } from '../platform/journal/journal-consumers.js';
import { Payment, PaymentSchema } from './payment.js';
import { PaymentsFollowOrders } from './payments-follow-orders.js';
import { PaymentsController } from './payments.controller.js';
import { PaymentsRepository } from './payments.repository.js';
import { PaymentsService } from './payments.service.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: Payment.name, schema: PaymentSchema }]), ClientsModule, OrdersModule],
  controllers: [PaymentsController],
  providers: [PaymentsService, PaymentsFollowOrders, PaymentsRepository],
  exports: [PaymentsService],
})
export class PaymentsModule {
  constructor(consumers: JournalConsumers, payments: PaymentsRepository) {
    consumers.add(new CopiesConsumer('payment-copies', payments));
  }
}
