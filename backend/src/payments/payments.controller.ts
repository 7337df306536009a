import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Order } from '../orders/order.js';
import { Allow } from '../platform/access/allow.js';
import { Answers, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import type { Page } from '../platform/lists/paging.js';
import { ClientAccount, PaidHandOver, PaymentListQuery, PaymentTaking, Refund } from './payment.dto.js';
import { Payment } from './payment.js';
import { PaymentsService } from './payments.service.js';

@ApiTags('Payments')
@Controller()
export class PaymentsController {
  constructor(private readonly payments: PaymentsService) {}

  @Get('orders/:id/payments')
  @Allow('orders:prices')
  @ApiOperation({ summary: 'List the payments of an order, newest first' })
  @AnswersPage(Payment, { errors: ['not_found'] })
  listPayments(@Id() id: string, @Query() query: PaymentListQuery): Promise<Page<Payment>> {
    return this.payments.list(id, query);
  }

  @Post('orders/:id/payments')
  @Allow('payments:write')
  @Repeatable()
  @ApiOperation({
    summary: 'Take a payment for an order',
    description: "Whatever its status; what is paid too much stays the client's credit.",
  })
  @Answers(Payment, { status: 201, errors: ['not_found'] })
  takePayment(@Id() id: string, @Body() body: PaymentTaking): Promise<Payment> {
    return this.payments.take(id, body);
  }

  @Post('orders/:id/hand-over')
  @Allow('payments:write')
  @Repeatable()
  @ApiOperation({
    summary: 'Hand an order over and take the payment for it in one step',
    description: 'Needs `orders:write` too. Without a payment, take the step `delivered`.',
  })
  @Answers(Order, { errors: ['not_found', 'order.transition', 'order.items_required'] })
  handOverPaid(@Id() id: string, @Body() body: PaidHandOver): Promise<Order> {
    return this.payments.handOver(id, body);
  }

  @Post('payments/:id/refund')
  @Allow('payments:write')
  @Repeatable()
  @ApiOperation({ summary: 'Give a payment back, all of it or a part' })
  @Answers(Payment, { status: 201, errors: ['not_found', 'payment.refund_exceeds'] })
  refundPayment(@Id() id: string, @Body() body: Refund): Promise<Payment> {
    return this.payments.refund(id, body);
  }

  @Get('clients/:id/account')
  @Allow('orders:prices')
  @ApiOperation({ summary: 'How a client stands with the workshop, and by which orders' })
  @Answers(ClientAccount, { errors: ['not_found'] })
  getClientAccount(@Id() id: string): Promise<ClientAccount> {
    return this.payments.account(id);
  }
}
