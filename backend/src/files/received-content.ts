import type { Content } from './contents.js';

/** Bytes that were received as the body of a request. */
export class ReceivedContent {
  constructor(readonly content: Content) {}

  /** By this the body of a repeated request is known to be the same. */
  toJSON(): object {
    const { sha256, size } = this.content;
    return { sha256, size };
  }
}
