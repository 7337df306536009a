import type { Types } from 'mongoose';
import type { Content } from './contents.js';
import type { PreviewedPicture } from './previews.js';

/** The bytes of a file that is being uploaded, with its previews. */
export class ReceivedFile {
  constructor(
    readonly content: Content,
    readonly picture: PreviewedPicture | undefined,
  ) {}

  get contentIds(): Types.ObjectId[] {
    const { content, picture } = this;
    return [content, ...(picture ? [picture.preview, picture.thumbnail] : [])].map(({ id }) => id);
  }

  /** By this the body of a repeated request is known to be the same. */
  toJSON(): object {
    const { sha256, size } = this.content;
    return { sha256, size };
  }
}
