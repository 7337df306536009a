import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isObjectIdOrHexString } from 'mongoose';
import type { Readable } from 'node:stream';
import { NotFound, RuleBroken } from '../../platform/failure/failure.js';
import type { BodyReceiver } from '../../platform/http/received-bodies.js';
import { ConnectionRehearsal } from '../connection.dto.js';
import { ConnectionsService, rehearsedRow } from '../connections.service.js';
import { CommerceMlFault } from './commerce-ml-fault.js';
import { OneCReader } from './one-c-reader.service.js';

/** Looks at a file of 1C as its bytes come, and keeps none of them. */
@Injectable()
export class OneCFileRehearsal implements BodyReceiver<ConnectionRehearsal> {
  constructor(
    private readonly connections: ConnectionsService,
    private readonly reader: OneCReader,
  ) {}

  /** What the first 200 records would do; 422 where the file cannot be read so far. */
  async receive({ params }: FastifyRequest, bytes: Readable): Promise<ConnectionRehearsal> {
    const { id } = params as { id: string }; // of the route
    try {
      if (!isObjectIdOrHexString(id)) throw NotFound('connection', id.slice(0, 100));
      const connection = await this.connections.get(id);
      const { taken, refused } = await this.reader.rehearse(connection, bytes);
      const faulty = refused.map(({ subject, externalId = '', name, code, detail, faults }) => ({
        ...{ subject, externalId, name, code, detail, faults },
        state: 'refused' as const,
      }));
      return { rows: [...taken.map(rehearsedRow), ...faulty].slice(0, 200) };
    } catch (error) {
      if (!(error instanceof CommerceMlFault)) throw error;
      const { line, reason } = error;
      throw RuleBroken('connection.file_unreadable', `The file cannot be read: ${error.message}.`, { line, reason });
    } finally {
      bytes.resume();
    }
  }

  async settle(): Promise<void> {
    // Nothing was kept.
  }
}
