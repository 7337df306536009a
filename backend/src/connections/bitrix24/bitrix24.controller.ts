import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, Personal, Public } from '../../platform/access/allow.js';
import { Answers, AnswersNothing } from '../../platform/http/answers.js';
import { Id } from '../../platform/http/id.js';
import { TakesForm } from '../../platform/http/received-bodies.js';
import { Connection } from '../connection.js';
import { Bitrix24Authorisation, Bitrix24Code } from './bitrix24.dto.js';
import { Bitrix24Service } from './bitrix24.service.js';

/** A form is flat: what is nested stands in brackets. */
const EVENT = {
  event: 'ONCRMDEALUPDATE',
  'data[FIELDS][ID]': '7405',
  ts: '1766047124',
  'auth[application_token]': '51856fefc120afa4b628cc82d3935cce',
};

@ApiTags('Connections')
@Controller()
export class Bitrix24Controller {
  constructor(private readonly bitrix24: Bitrix24Service) {}

  @Post('connections/:id/bitrix24-authorisation')
  @Personal()
  @Allow('connections:write')
  @ApiOperation({
    summary: 'Where to let the product in as an application of a Bitrix24 portal',
    description: 'Whoever signs in there comes back to the console at `/connections/bitrix24`, with a code.',
  })
  @Answers(Bitrix24Authorisation, { errors: ['not_found', 'connection.credentials_needed'] })
  authoriseInBitrix24(@Id() id: string): Promise<Bitrix24Authorisation> {
    return this.bitrix24.authorisation(id);
  }

  @Post('connections/bitrix24-tokens')
  @Personal()
  @Allow('connections:write')
  @ApiOperation({
    summary: 'Obtain tokens of Bitrix24 for the code with which somebody came back from a portal',
    description:
      'The connection is signed in to with them from then on; they are told nowhere, and renewed by themselves.',
  })
  @Answers(Connection, { errors: ['not_found', 'connection.unreachable'] })
  obtainBitrix24Tokens(@Body() { code, state }: Bitrix24Code): Promise<Connection> {
    return this.bitrix24.authorised(code, state);
  }

  /** Public, because Bitrix24 sends it; it shows the token that the connection knows. */
  @Post('bitrix24/events/:id')
  @Public()
  @TakesForm(EVENT)
  @ApiOperation({
    summary: 'An event of a Bitrix24 portal',
    description: 'It says only that something is another there, and has it asked at once.',
  })
  @ApiParam({ name: 'id', description: 'The connection.', schema: { type: 'string' } })
  @AnswersNothing({ errors: ['not_found', 'auth.forbidden'] })
  hearBitrix24Event(@Param('id') id: string, @Body() form: object): Promise<void> {
    return this.bitrix24.hear(id, form);
  }
}
