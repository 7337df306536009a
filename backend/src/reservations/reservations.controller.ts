import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { AnswersList, AnswersPage } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { OrderStock, StockReservation } from './reservation.dto.js';
import { ReservationsService } from './reservations.service.js';

@ApiTags('Stock')
@Controller()
export class ReservationsController {
  constructor(private readonly reservations: ReservationsService) {}

  @Get('stock/:id/reservations')
  @Allow('stock:read')
  @ApiOperation({ summary: 'Orders that wait for a thing in stock, the largest reservation first' })
  @AnswersPage(StockReservation, { errors: ['not_found'] })
  listStockReservations(@Id() id: string, @Query() query: PageQuery): Promise<Page<StockReservation>> {
    return this.reservations.waitingFor(id, query);
  }

  @Get('orders/:id/stock')
  @Allow('stock:read')
  @ApiOperation({ summary: 'What an order takes from stock, and of what there is not enough' })
  @AnswersList(OrderStock, { errors: ['not_found'] })
  listOrderStock(@Id() id: string): Promise<OrderStock[]> {
    return this.reservations.ofOrder(id);
  }
}
