import { Controller, Delete, Param, Post, Put, Req } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, Personal, Public } from '../../platform/access/allow.js';
import { AnswersNothing } from '../../platform/http/answers.js';
import { Id } from '../../platform/http/id.js';
import { MoySkladService } from './moysklad.service.js';

@ApiTags('Connections')
@Controller()
export class MoySkladController {
  constructor(private readonly moysklad: MoySkladService) {}

  @Put('connections/:id/moysklad-calls')
  @Personal()
  @Allow('connections:write')
  @ApiOperation({
    summary: 'Have MoySklad call when something changes there',
    description:
      'By webhooks, which an administrator of the account may make, and not on the free tariff. Without them it is asked from time to time.',
  })
  @AnswersNothing({ errors: ['not_found', 'connection.credentials_needed', 'connection.unreachable'] })
  askForMoySkladCalls(@Id() id: string): Promise<void> {
    return this.moysklad.askForCalls(id);
  }

  @Delete('connections/:id/moysklad-calls')
  @Personal()
  @Allow('connections:write')
  @ApiOperation({ summary: 'Have MoySklad call no more' })
  @AnswersNothing({ errors: ['not_found', 'connection.credentials_needed', 'connection.unreachable'] })
  endMoySkladCalls(@Id() id: string): Promise<void> {
    return this.moysklad.endCalls(id);
  }

  /** Public, because MoySklad signs nothing that it sends; the secret in the path is known to it alone. */
  @Post('moysklad/calls/:id/:secret')
  @Public()
  @ApiOperation({
    summary: 'A call of MoySklad: something is another there',
    description: 'It says only that, and is answered at once; what it is, is asked afterwards.',
  })
  @ApiParam({ name: 'id', description: 'The connection.', schema: { type: 'string' } })
  @ApiParam({ name: 'secret', schema: { type: 'string' } })
  @AnswersNothing({ errors: ['not_found'] })
  hearMoySklad(
    @Param('id') id: string,
    @Param('secret') secret: string,
    @Req() { body }: FastifyRequest,
  ): Promise<void> {
    return this.moysklad.hear(id, secret, body);
  }
}
