import { Controller, Delete, Post } from '@nestjs/common';
import { ApiBody, ApiOperation } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Repeatable } from '../platform/http/answers.js';
import { S2Answers, S2Api, S2Id } from './s2-api.js';
import { S2ClientAdd, S2ClientAnswer, S2ClientEdit, S2ClientsAnswer, S2Start } from './s2-client.dto.js';
import { S2ClientsService } from './s2-clients.service.js';
import { S2Body } from './s2-fields.js';
import { S2Success } from './s2-order.dto.js';

@S2Api()
@Controller('api/clients')
export class S2ClientsController {
  constructor(private readonly clients: S2ClientsService) {}

  @Post('add')
  @Allow('clients:write')
  @ApiOperation({ summary: 'Add a client' })
  @Repeatable()
  @ApiBody({ type: S2ClientAdd })
  @S2Answers(S2Success, 400, 401, 403, 409, 413, 415, 422)
  addS2Client(@S2Body(S2ClientAdd) body: Readonly<S2ClientAdd>): Promise<S2Success> {
    return this.clients.add(body);
  }

  @Post('get')
  @Allow('clients:read')
  @ApiOperation({ summary: 'List up to 1,000 clients from a number on' })
  @ApiBody({ type: S2Start, required: false })
  @S2Answers(S2ClientsAnswer, 400, 401, 403, 413, 415)
  listS2Clients(@S2Body(S2Start) { start_id }: Readonly<S2Start>): Promise<S2ClientsAnswer> {
    return this.clients.list(start_id ?? 0);
  }

  @Post('get/:id')
  @Allow('clients:read')
  @ApiOperation({ summary: 'Read one client' })
  @S2Answers(S2ClientAnswer, 400, 401, 403, 404)
  getS2Client(@S2Id() id: number): Promise<S2ClientAnswer> {
    return this.clients.get(id);
  }

  @Post('edit/:id')
  @Allow('clients:write')
  @ApiOperation({ summary: 'Change some fields of a client' })
  @Repeatable()
  @ApiBody({ type: S2ClientEdit })
  @S2Answers(S2Success, 400, 401, 403, 404, 409, 413, 415, 422)
  editS2Client(@S2Id() id: number, @S2Body(S2ClientEdit) body: Readonly<S2ClientEdit>): Promise<S2Success> {
    return this.clients.edit(id, body);
  }

  @Delete('delete/:id')
  @Allow('clients:delete')
  @ApiOperation({ summary: 'Delete a client without orders' })
  @S2Answers(S2Success, 400, 401, 403, 404, 409)
  deleteS2Client(@S2Id() id: number): Promise<S2Success> {
    return this.clients.delete(id);
  }
}
