import { Injectable } from '@nestjs/common';
import type { TemplateFault } from '@verstak/domain';
import { inThread } from '../../platform/threads/in-thread.js';
import { BrokenDocx } from './docx-faults.js';
import type { DocxData, DocxTag } from './render-docx.js';

/** What the thread is given: a template, and what its tags stand for where it is to be filled. */
export interface DocxWork {
  bytes: Uint8Array;
  data?: DocxData;
}

/** What the thread tells. */
export type DocxResult =
  { tags: DocxTag[] } | { document: Uint8Array } | { fault: { reason: TemplateFault; told?: string | undefined } };

/** As it is built, also where the sources run: a thread begins with a file of JavaScript. */
const PROGRAM = new URL('../../../dist/templates/word/template-worker.js', import.meta.url);
const PATIENCE_MS = 30_000;

/** Templates of Word, which people send: each is read and filled in a thread of bounded memory and time. */
@Injectable()
export class WordTemplates {
  /** The tags of a template. Throws `BrokenDocx` where the file cannot be one. */
  async tagsOf(template: Buffer): Promise<DocxTag[]> {
    const result = await this.work({ bytes: new Uint8Array(template) });
    if (!('tags' in result)) throw new Error('The thread has told no tags');
    return result.tags;
  }

  /** The document that a template makes of data. Throws `BrokenDocx`. */
  async render(template: Buffer, data: DocxData): Promise<Buffer> {
    const result = await this.work({ bytes: new Uint8Array(template), data });
    if (!('document' in result)) throw new Error('The thread has made no document');
    return Buffer.from(result.document);
  }

  private async work(data: DocxWork): Promise<Exclude<DocxResult, { fault: unknown }>> {
    const handedOver = [data.bytes.buffer as ArrayBuffer]; // made here of its own
    const result = await inThread<DocxResult>({ program: PROGRAM, data, handedOver, patienceMs: PATIENCE_MS });
    if (typeof result === 'string') throw new BrokenDocx(result);
    if ('fault' in result) throw new BrokenDocx(result.fault.reason, result.fault.told);
    return result;
  }
}
