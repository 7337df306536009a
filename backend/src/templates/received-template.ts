import type { Content } from '../files/contents.js';
import type { DocxTag } from './word/render-docx.js';

/** The bytes of a template, with the tags that were found in them. */
export class ReceivedTemplate {
  constructor(
    readonly content: Content,
    readonly tags: readonly DocxTag[],
  ) {}

  /** By this the body of a repeated request is known to be the same. */
  toJSON(): object {
    const { sha256, size } = this.content;
    return { sha256, size };
  }
}
