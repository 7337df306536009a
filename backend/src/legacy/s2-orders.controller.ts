import { Controller, Delete, Post } from '@nestjs/common';
import { ApiBody, ApiOperation } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Repeatable } from '../platform/http/answers.js';
import { S2Answers, S2Api, S2Id } from './s2-api.js';
import { S2Start } from './s2-client.dto.js';
import { S2Body } from './s2-fields.js';
import { S2Order, S2OrderAdd, S2OrderEdit, S2OrdersAnswer, S2Success } from './s2-order.dto.js';
import { S2OrdersService } from './s2-orders.service.js';

@S2Api()
@Controller('api/orders')
export class S2OrdersController {
  constructor(private readonly orders: S2OrdersService) {}

  @Post('add')
  @Allow('orders:write')
  @ApiOperation({ summary: 'Take an order of one line' })
  @Repeatable()
  @ApiBody({ type: S2OrderAdd })
  @S2Answers(S2Success, 400, 401, 403, 409, 413, 415, 422)
  addS2Order(@S2Body(S2OrderAdd) body: Readonly<S2OrderAdd>): Promise<S2Success> {
    return this.orders.add(body);
  }

  @Post('get')
  @Allow('orders:read')
  @ApiOperation({ summary: 'List up to 1,000 orders from a number on' })
  @ApiBody({ type: S2Start, required: false })
  @S2Answers(S2OrdersAnswer, 400, 401, 403, 413, 415)
  listS2Orders(@S2Body(S2Start) { start_id }: Readonly<S2Start>): Promise<S2OrdersAnswer> {
    return this.orders.list(start_id ?? 0);
  }

  @Post('get/:id')
  @Allow('orders:read')
  @ApiOperation({ summary: 'Read one order' })
  @S2Answers(S2Order, 400, 401, 403, 404)
  getS2Order(@S2Id() id: number): Promise<S2Order> {
    return this.orders.get(id);
  }

  @Post('edit/:id')
  @Allow('orders:write')
  @ApiOperation({ summary: 'Change some fields of an order, or complete it' })
  @Repeatable()
  @ApiBody({ type: S2OrderEdit })
  @S2Answers(S2Success, 400, 401, 403, 404, 409, 413, 415, 422)
  editS2Order(@S2Id() id: number, @S2Body(S2OrderEdit) body: Readonly<S2OrderEdit>): Promise<S2Success> {
    return this.orders.edit(id, body);
  }

  @Delete('delete/:id')
  @Allow('orders:delete')
  @ApiOperation({ summary: 'Delete an order' })
  @S2Answers(S2Success, 400, 401, 403, 404)
  deleteS2Order(@S2Id() id: number): Promise<S2Success> {
    return this.orders.delete(id);
  }
}
