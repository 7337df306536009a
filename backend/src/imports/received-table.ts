import type { Content } from '../files/contents.js';

/** The bytes of a file to import. */
export class ReceivedTable {
  constructor(readonly content: Content) {}

  /** By this the body of a repeated request is known to be the same. */
  toJSON(): object {
    const { sha256, size } = this.content;
    return { sha256, size };
  }
}
