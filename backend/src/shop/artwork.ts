import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Content } from '../files/contents.js';
import type { ReceivedPicture } from '../files/received-file.js';

/** An order takes artwork that was sent so long ago: an hour less than bytes are kept that belong to no file. */
export const WAITING_SECONDS = 23 * 60 * 60;

/** Artwork that a customer has sent and not yet ordered with. Its bytes belong to no file until then. */
@Schema({ collection: 'shopArtwork', versionKey: false })
export class Artwork {
  /** Known to its sender alone. */
  @Prop({ type: String })
  _id!: string;

  @Prop({ type: String })
  name!: string;

  /** Where it was sent from. */
  @Prop({ type: String })
  network!: string;

  /** When its first byte came. */
  @Prop({ type: Date })
  sentAt!: Date;

  @Prop({ type: Object })
  content!: Content;

  @Prop({ type: Object })
  picture?: ReceivedPicture;
}

export const ArtworkSchema = SchemaFactory.createForClass(Artwork);
// What nobody has ordered with.
ArtworkSchema.index({ sentAt: 1 }, { name: 'waiting', expireAfterSeconds: WAITING_SECONDS });
