import { Injectable, type ValidationPipe } from '@nestjs/common';
import { MAX_IMPORT_BYTES } from '@verstak/domain';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { Contents } from '../files/contents.js';
import { ReceivedContent } from '../files/received-content.js';
import type { BodyReceiver } from '../platform/http/received-bodies.js';
import { validationPipe } from '../platform/http/validation.js';
import { ImportUpload } from './import.dto.js';
import { ImportsService } from './imports.service.js';

/** Takes in files to import, from who may import what they hold. */
@Injectable()
export class ImportReceiver implements BodyReceiver<ReceivedContent> {
  private readonly pipe: ValidationPipe = validationPipe();

  constructor(
    private readonly imports: ImportsService,
    private readonly contents: Contents,
  ) {}

  async receive(request: FastifyRequest, bytes: Readable): Promise<ReceivedContent> {
    const upload = (await this.pipe.transform(request.query, {
      type: 'query',
      metatype: ImportUpload,
    })) as ImportUpload;
    this.imports.requireAllowed(upload.kind);
    const announced = Number(request.headers['content-length'] ?? 0);
    return new ReceivedContent(await this.contents.receive(bytes, announced, MAX_IMPORT_BYTES));
  }

  async settle({ content }: ReceivedContent): Promise<void> {
    await this.contents.settle([content.id]);
  }
}
