import { Injectable, type ValidationPipe } from '@nestjs/common';
import { MAX_IMPORT_BYTES } from '@verstak/domain';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { Contents, type Content } from '../files/contents.js';
import { ReceivedContent } from '../files/received-content.js';
import type { BodyReceiver } from '../platform/http/received-bodies.js';
import { validationPipe } from '../platform/http/validation.js';
import { VersionUpload } from './template.dto.js';
import { TemplateTables, type ReadTable } from './template-tables.service.js';

/** The bytes of a table, with what was read of it. */
export class ReceivedSource extends ReceivedContent {
  constructor(
    content: Content,
    readonly table: ReadTable,
  ) {
    super(content);
  }
}

/** Takes in tables for templates; what is no table is refused, and stays nowhere. */
@Injectable()
export class TableReceiver implements BodyReceiver<ReceivedSource> {
  private readonly pipe: ValidationPipe = validationPipe();

  constructor(
    private readonly contents: Contents,
    private readonly tables: TemplateTables,
  ) {}

  async receive(request: FastifyRequest, bytes: Readable): Promise<ReceivedSource> {
    const asked = { type: 'query', metatype: VersionUpload } as const;
    const { fileName } = (await this.pipe.transform(request.query, asked)) as VersionUpload;
    const announced = Number(request.headers['content-length'] ?? 0);
    const content = await this.contents.receive(bytes, announced, MAX_IMPORT_BYTES);
    try {
      return new ReceivedSource(content, await this.tables.received(content, fileName));
    } catch (error) {
      await this.contents.settle([content.id]);
      throw error;
    }
  }

  async settle({ content }: ReceivedSource): Promise<void> {
    await this.contents.settle([content.id]);
  }
}
