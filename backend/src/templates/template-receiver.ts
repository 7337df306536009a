import { Injectable } from '@nestjs/common';
import { MAX_TEMPLATE_BYTES } from '@verstak/domain';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Contents } from '../files/contents.js';
import type { BodyReceiver } from '../platform/http/received-bodies.js';
import { ReceivedTemplate } from './received-template.js';
import { readingTemplate } from './template-failure.js';
import { WordTemplates } from './word/word-templates.js';

/** Takes in files of Word, and looks at the tags in them; what cannot be a template is refused, and stays nowhere. */
@Injectable()
export class TemplateReceiver implements BodyReceiver<ReceivedTemplate> {
  constructor(
    private readonly contents: Contents,
    private readonly word: WordTemplates,
  ) {}

  async receive(request: FastifyRequest, bytes: Readable): Promise<ReceivedTemplate> {
    const announced = Number(request.headers['content-length'] ?? 0);
    const content = await this.contents.receive(bytes, announced, MAX_TEMPLATE_BYTES);
    try {
      const stored = await buffer(this.contents.read(content.id));
      return new ReceivedTemplate(content, await readingTemplate(() => this.word.tagsOf(stored)));
    } catch (error) {
      await this.contents.settle([content.id]);
      throw error;
    }
  }

  async settle({ content }: ReceivedTemplate): Promise<void> {
    await this.contents.settle([content.id]);
  }
}
