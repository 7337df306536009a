import { Injectable, Logger, type ValidationPipe } from '@nestjs/common';
import { MAX_IMPORT_BYTES } from '@verstak/domain';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { Contents, type Content } from '../files/contents.js';
import type { BodyReceiver } from '../platform/http/received-bodies.js';
import { validationPipe } from '../platform/http/validation.js';
import { VersionUpload } from './template.dto.js';
import { TemplateTables, type ReadTable } from './template-tables.service.js';

/** The bytes of a table, with what was read of it. */
export class ReceivedSource {
  constructor(
    readonly content: Content,
    readonly table: ReadTable,
  ) {}

  /** By this the body of a repeated request is known to be the same. */
  toJSON(): object {
    const { sha256, size } = this.content;
    return { sha256, size };
  }
}

/** Takes in tables for templates; what is no table is refused, and stays nowhere. */
@Injectable()
export class TableReceiver implements BodyReceiver<ReceivedSource> {
  private readonly logger = new Logger(TableReceiver.name);
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
      await this.contents.removeLoose([content.id]);
      throw error;
    }
  }

  async settle({ content }: ReceivedSource): Promise<void> {
    await this.contents.removeLoose([content.id]).catch((error: unknown) => {
      this.logger.warn(`Bytes that belong to no template stay until the sweep: ${String(error)}`);
    });
  }
}
