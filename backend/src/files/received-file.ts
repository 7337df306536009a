import type { Types } from 'mongoose';
import type { Content } from './contents.js';
import type { PreviewedPicture } from './previews.js';
import { ReceivedContent } from './received-content.js';

/** What is kept of the previews of a picture. */
export interface ReceivedPicture extends Pick<PreviewedPicture, 'width' | 'height'> {
  preview: Pick<Content, 'id'>;
  /** What waited while there was none has none. */
  medium?: Pick<Content, 'id'>;
  thumbnail: Pick<Content, 'id'>;
}

/** The bytes of a file that is being uploaded, with its previews. */
export class ReceivedFile extends ReceivedContent {
  /** It is kept although it belongs to no file yet. */
  isTaken = false;

  constructor(
    content: Content,
    readonly picture: ReceivedPicture | undefined,
  ) {
    super(content);
  }

  get contentIds(): Types.ObjectId[] {
    const { content, picture } = this;
    const pictures = [picture?.preview, picture?.medium, picture?.thumbnail];
    return [content, ...pictures].flatMap((kept) => kept?.id ?? []);
  }
}
