import type { Types } from 'mongoose';
import type { Content } from './contents.js';
import type { PreviewedPicture } from './previews.js';

/** What is kept of the previews of a picture. */
export interface ReceivedPicture extends Pick<PreviewedPicture, 'width' | 'height'> {
  preview: Pick<Content, 'id'>;
  /** What waited while there was none has none. */
  medium?: Pick<Content, 'id'>;
  thumbnail: Pick<Content, 'id'>;
}

/** The bytes of a file that is being uploaded, with its previews. */
export class ReceivedFile {
  /** It is kept although it belongs to no file yet. */
  isTaken = false;

  constructor(
    readonly content: Content,
    readonly picture: ReceivedPicture | undefined,
  ) {}

  get contentIds(): Types.ObjectId[] {
    const { content, picture } = this;
    const pictures = [picture?.preview, picture?.medium, picture?.thumbnail];
    return [content, ...pictures].flatMap((kept) => kept?.id ?? []);
  }

  /** By this the body of a repeated request is known to be the same. */
  toJSON(): object {
    const { sha256, size } = this.content;
    return { sha256, size };
  }
}
