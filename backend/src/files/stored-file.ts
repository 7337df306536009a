import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { FILE_SUBJECTS, MAX_FILE_BYTES, MAX_FILE_NAME, type FileSubject } from '@verstak/domain';
import { Types } from 'mongoose';
import { PIECES, type Piece, type Place } from '../platform/access/places.js';
import { Entity } from '../platform/database/entity.js';
import { BooleanField, ChoiceField, IdField, InstantField, IntegerField, TextField } from '../platform/fields/index.js';

/** Longest text about a picture, in characters. */
export const MAX_ALT = 300;

/** Separators of paths, and marks that turn the direction of text, by which an ending is disguised. */
const PLAIN_NAME = /^[^/\\\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/;

/** What is said of a file with its bytes. */
export class FileFields extends Entity {
  @TextField({
    max: MAX_FILE_NAME,
    pattern: PLAIN_NAME,
    patternFault: 'must be the name alone, without folders and without marks of writing direction',
    example: 'Макет кружки.pdf',
  })
  name!: string;

  @ChoiceField(FILE_SUBJECTS, { name: 'FileSubject', example: 'Order', description: 'What it belongs to.' })
  subject!: FileSubject;

  @IdField({
    of: { kindBy: 'subject' },
    description: 'The client, the order, the part, the product, the route or the workshop.',
  })
  subjectId!: string;

  @IdField({ optional: true, description: 'The item of the order that it is about.' })
  itemId?: string;

  @IdField({
    of: 'Part',
    optional: true,
    description: 'The part that it was taken at: one made of this item, or the part that it belongs to.',
  })
  partId?: string;

  @IdField({ optional: true, example: undefined, description: 'The stage of the route whose instruction it shows.' })
  stageId?: string;
}

/** A file at a document or at a piece of one, as an item of an order is; its bytes lie apart. */
@Schema({ collection: 'files', versionKey: false })
export class StoredFile extends FileFields {
  @TextField({
    optional: true,
    min: 1,
    max: MAX_ALT,
    example: 'Белая кружка с гравировкой «Анне»',
    description: 'What a picture shows, for whoever does not see it.',
  })
  alt?: string;

  @IntegerField({ computed: true, min: 1, max: MAX_FILE_BYTES, example: 482_113, description: 'In bytes.' })
  size!: number;

  @TextField({
    computed: true,
    max: 255,
    example: 'application/pdf',
    description: 'By the content, whatever the name says.',
  })
  mediaType!: string;

  @TextField({ computed: true, example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' })
  sha256!: string;

  @BooleanField({ computed: true, example: true, description: 'There are previews of it, without EXIF.' })
  hasPreview!: boolean;

  @IntegerField({ optional: true, computed: true, min: 1, example: 4_032, description: 'Of a picture, in pixels.' })
  width?: number;

  @IntegerField({ optional: true, computed: true, min: 1, example: 3_024, description: 'Of a picture, in pixels.' })
  height?: number;

  @IdField({
    of: 'User',
    optional: true,
    computed: true,
    description: 'Nobody, where a customer has sent it without an account.',
  })
  uploaderId?: string;

  @TextField({
    optional: true,
    computed: true,
    example: 'Ольга',
    copyOf: { entity: 'User', field: 'name', by: 'uploaderId' },
  })
  uploaderName?: string;

  @InstantField({ optional: true, computed: true, description: 'A removed file can be restored for 30 days.' })
  removedAt?: Date;

  @TextField({ optional: true, computed: true, example: 'Ольга' })
  removedBy?: string;

  /** Where the bytes lie. */
  @Prop({ type: Types.ObjectId })
  contentId!: Types.ObjectId;

  /** Where the preview for the viewer lies, the one for a telephone's screen, and the one for lists. */
  @Prop({ type: Types.ObjectId })
  previewId?: Types.ObjectId;

  /** Pictures from before there was one have none. */
  @Prop({ type: Types.ObjectId })
  mediumId?: Types.ObjectId;

  @Prop({ type: Types.ObjectId })
  thumbnailId?: Types.ObjectId;
}

export const StoredFileSchema = SchemaFactory.createForClass(StoredFile);
// The files of a document, oldest first; removed ones apart.
StoredFileSchema.index({ subjectId: 1, removedAt: 1, _id: 1 });
// What was removed long ago.
StoredFileSchema.index({ removedAt: 1 }, { sparse: true });

/** The place that a file answers by. */
export function placeOf(file: Pick<StoredFile, 'subject' | 'subjectId' | Piece>): Place {
  const { subject, subjectId } = file;
  const pieces = PIECES.flatMap((piece) => (file[piece] ? [[piece, String(file[piece])]] : []));
  return { subject, subjectId: String(subjectId), ...Object.fromEntries(pieces) };
}

/** Every stored content that a file has: its own and its previews. */
export function contentsOf({ contentId, previewId, mediumId, thumbnailId }: StoredFile): Types.ObjectId[] {
  return [contentId, previewId, mediumId, thumbnailId].filter((id) => id !== undefined);
}
