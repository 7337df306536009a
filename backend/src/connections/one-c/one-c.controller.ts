import { Controller, Get, HttpCode, Post, Req, SetMetadata, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Public } from '../../platform/access/allow.js';
import { ANSWER } from '../../platform/http/answers.js';
import { ONE_C_PATH } from './one-c-errors.js';
import { COOKIE, OneCService } from './one-c.service.js';

/**
 * Lines of text for 1C, by a protocol that is no API of documents, so no description has it. Public, because 1C signs in
 * here by a login and a password of its own.
 */
@ApiExcludeController()
@Controller(ONE_C_PATH)
export class OneCController {
  constructor(private readonly exchange: OneCService) {}

  @Get()
  @Public()
  @HttpCode(200)
  @SetMetadata(ANSWER, 'file')
  exchangeWithOneC(@Req() request: FastifyRequest): Promise<StreamableFile> {
    return this.answered(request);
  }

  /** A piece of a file, whatever its type is said to be. */
  @Post()
  @Public()
  @HttpCode(200)
  @SetMetadata(ANSWER, 'file')
  sendToOneCExchange(@Req() request: FastifyRequest): Promise<StreamableFile> {
    return this.answered(request);
  }

  private async answered(request: FastifyRequest): Promise<StreamableFile> {
    const { query, headers, cookies, body } = request;
    const asked = query as Record<string, unknown>;
    const { text, isXml } = await this.exchange.answer({
      type: textOf(asked['type']) ?? '',
      mode: textOf(asked['mode']) ?? '',
      filename: textOf(asked['filename']),
      sessid: textOf(asked['sessid']),
      version: textOf(asked['version']),
      authorization: headers.authorization,
      cookie: cookies[COOKIE],
      body: body instanceof Readable ? body : undefined,
    });
    const bytes = Buffer.from(text);
    const type = `${isXml ? 'application/xml' : 'text/plain'}; charset=utf-8`;
    return new StreamableFile(bytes, { type, length: bytes.length });
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
