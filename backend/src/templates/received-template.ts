import type { Content } from '../files/contents.js';
import { ReceivedContent } from '../files/received-content.js';
import type { DocxTag } from './word/render-docx.js';

/** The bytes of a template, with the tags that were found in them. */
export class ReceivedTemplate extends ReceivedContent {
  constructor(
    content: Content,
    readonly tags: readonly DocxTag[],
  ) {
    super(content);
  }
}
