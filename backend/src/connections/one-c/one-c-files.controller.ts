import { Controller, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, Personal } from '../../platform/access/allow.js';
import { Answers } from '../../platform/http/answers.js';
import { Id } from '../../platform/http/id.js';
import { Receives } from '../../platform/http/received-bodies.js';
import { ConnectionRehearsal } from '../connection.dto.js';
import { OneCFileRehearsal } from './one-c-file-rehearsal.js';

@ApiTags('Connections')
@Controller('connections/:id/rehearse-file')
export class OneCFilesController {
  @Post()
  @Personal()
  @Allow('connections:write')
  @Receives(OneCFileRehearsal)
  @ApiOperation({
    summary: 'What a file of 1C would do',
    description:
      'The body is the bytes of an import.xml, offers.xml or file of orders (CommerceML 2). Of its first 200 records, each by itself; nothing is written.',
  })
  @Answers(ConnectionRehearsal, { errors: ['not_found', 'connection.file_unreadable'] })
  rehearseOneCFile(@Id() _id: string, @Req() { body }: FastifyRequest): ConnectionRehearsal {
    return body as ConnectionRehearsal; // as it was received
  }
}
